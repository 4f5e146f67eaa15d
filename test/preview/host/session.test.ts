import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Analyzed, openSession, type Surroundings } from '../../../src/preview/host/session.ts';
import type { Overrides, ToPage } from '../../../src/preview/protocol.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a preview', () => {
  test('draws when the page is ready', async () => {
    const { session, sent } = preview({ seconds: 0.01 });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toMatchObject([{ type: 'analysis', version: 1, overrides: {} }]);
  });

  test('a page that comes while the first picture is under way does not begin it anew', async () => {
    const { session, sent, asked } = preview({ seconds: 0.05 });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(20);
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([false]);
    expect(sent).toMatchObject([{ type: 'analysis', version: 1 }]);
  });

  test('a page that comes later gets the picture that there is, until text or sliders change', async () => {
    const { session, sent, asked } = preview({ seconds: 0.01 });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(20);
    session.receive({ type: 'ready' });
    expect(sent).toMatchObject([{ version: 1 }, { version: 1 }]);
    session.receive({ type: 'set-params', overrides: { k: 1 } });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(20);
    expect(sent.at(-1)).toMatchObject({ version: 2, overrides: { k: 1 } });
    session.update();
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(20);
    expect(sent.at(-1)).toMatchObject({ version: 3 });
    expect(asked.length).toBe(3);
  });

  test('a page that comes during a long solve hears of it', async () => {
    const { session, sent } = preview({ seconds: 60 });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(300);
    session.receive({ type: 'ready' });
    expect(sent).toMatchObject([{ type: 'solving' }, { type: 'solving' }]);
  });

  test('typing waits for quiet, but not longer than four delays', async () => {
    const { session, asked } = preview({ seconds: 0.001 });
    for (let i = 0; i < 10; i++) {
      session.update();
      await vi.advanceTimersByTimeAsync(60);
    }
    expect(asked.length).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked.length).toBe(2);
  });

  test('a drag skips values, never the last', async () => {
    const { session, sent } = preview({ seconds: 0.05 });
    for (let i = 1; i <= 40; i++) {
      session.receive({ type: 'set-params', overrides: { k: i } });
      await vi.advanceTimersByTimeAsync(5);
    }
    await vi.advanceTimersByTimeAsync(1000);
    const values = sent.map((message) => message.type === 'analysis' && message.overrides.k);
    expect(values.at(-1)).toBe(40);
    expect(values.length).toBeGreaterThan(3);
    expect(values.length).toBeLessThan(10);
  });

  test('a long solve is announced, and ended by a newer text', async () => {
    const { session, sent, asked } = preview({ seconds: 60 });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(300);
    expect(sent).toMatchObject([{ type: 'solving' }]);
    session.update();
    await vi.advanceTimersByTimeAsync(150);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  test('cancelling says so, and nothing comes after', async () => {
    const { session, sent } = preview({ seconds: 60 });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(100);
    session.receive({ type: 'cancel' });
    session.receive({ type: 'cancel' });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(sent).toEqual([{ type: 'stale', reason: 'Solving was cancelled.', line: null }]);
  });

  test('what was written into the text is no slider value any more', async () => {
    const { session, sent } = preview({ seconds: 0.01 });
    session.receive({ type: 'set-params', overrides: { k: 2, m: 3 } });
    await vi.advanceTimersByTimeAsync(20);
    session.receive({ type: 'write-params', overrides: { k: 2 } });
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toMatchObject([
      { version: 1, overrides: { k: 2, m: 3 } },
      { version: 2, overrides: { m: 3 } },
    ]);
    expect(sent[1]).not.toHaveProperty('overrides.k');
  });

  test('an error leaves the picture and says where to look', async () => {
    const error = { message: 'No good is named aples.', range: { start: { line: 3 } } };
    const { session, sent } = preview({ seconds: 0.01, answer: { analysis: null, sources: [], error } });
    session.receive({ type: 'ready' });
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual([{ type: 'stale', reason: 'No good is named aples.', line: 3 }]);
  });

  test('a hidden page is not drawn for', async () => {
    const { session, asked } = preview({ seconds: 0.01, visible: false });
    session.update();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([]);
  });

  test.each([
    [{ type: 'set-params', overrides: { k: Number.NaN } }],
    [{ type: 'set-params', overrides: { k: '1' } }],
    [{ type: 'reveal' }],
    [{ type: 'reveal-line', line: -1 }],
    [{ type: 'reveal-line', line: 1.5 }],
    [{ type: 'open', path: '/etc/passwd' }],
    ['ready'],
    [null],
  ])('what is not of the protocol does nothing: %j', async (message) => {
    const { session, sent, asked } = preview({ seconds: 0.01 });
    session.receive(message);
    await vi.advanceTimersByTimeAsync(1000);
    expect([sent, asked]).toEqual([[], []]);
  });
});

function preview(world: { seconds: number; answer?: Analyzed; visible?: boolean }) {
  const sent: ToPage[] = [];
  const asked: { overrides: Overrides; signal: AbortSignal }[] = [];
  // Only the session's dealings are under test: what is drawn is opaque to it.
  const analysis = { name: 'Garden' } as unknown as Analyzed['analysis'];
  const around: Surroundings = {
    analyze: async (overrides, signal) => {
      asked.push({ overrides, signal });
      await new Promise<void>((resolve) => {
        setTimeout(resolve, world.seconds * 1000);
        signal.addEventListener('abort', () => resolve());
      });
      return world.answer ?? { analysis, sources: [], error: null };
    },
    send: (message) => sent.push(message),
    writeParams: async () => true,
    revealAgent: () => {},
    revealLine: () => {},
    delay: () => 100,
    visible: () => world.visible ?? true,
  };
  return { session: openSession(around), sent, asked };
}
