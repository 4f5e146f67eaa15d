import { describe, expect, it } from 'vitest';
import { inTwoGoods, solveText } from './solve-text.ts';

const essay = (alice: string, bob: string): string =>
  inTwoGoods(
    `agent Alice { frontier a/2 + b <= 4 ${alice} }\nagent Bob { frontier a + b/2 <= 4 ${bob} }\nmaximize a*b`,
  );

describe('stated allocations', () => {
  it('finds more of both where one trades 2:1 and the other 1:2', () => {
    const { improvement, diagnostics } = solveText(essay('at a = 4', 'at a = 2'));
    expect(improvement?.gain).toEqual({ a: expect.closeTo(2, 6), b: expect.closeTo(2, 6) });
    expect(
      improvement?.moves.map(({ agent, change }) => [agent, Math.sign(change.a ?? 0), Math.sign(change.b ?? 0)]),
    ).toEqual([
      ['Alice', 1, -1],
      ['Bob', -1, 1],
    ]);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['not-pareto-optimal', 'warning']]);
  });

  it('adds up: the moves are the gain', () => {
    const { improvement } = solveText(essay('at a = 4', 'at b = 4'));
    const sum = (good: string) => improvement?.moves.reduce((total, { change }) => total + (change[good] ?? 0), 0);
    expect(sum('a')).toBeCloseTo(improvement?.gain.a ?? Number.NaN, 9);
    expect(sum('b')).toBeCloseTo(improvement?.gain.b ?? Number.NaN, 9);
  });

  it('proves that specialists have nothing to gain', () => {
    const { improvement, notes, diagnostics } = solveText(essay('at a = 8', 'at a = 0'));
    expect(improvement).toBeNull();
    expect(diagnostics).toEqual([]);
    expect(notes.join(' ')).toContain('Pareto-optimal');
  });

  it('takes a place inside the set, and shows what is left unmade', () => {
    const { improvement } = solveText(essay('at a = 2, b = 1', ''));
    expect(improvement?.gain).toEqual({ a: expect.closeTo(4, 9) });
  });

  it('refuses a place outside the set', () => {
    const { status, diagnostics } = solveText(essay('at a = 8, b = 1', ''));
    expect(status).toBe('invalid');
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['bad-data', 'error']]);
    expect(diagnostics[0]?.message).toContain('at most 6 a');
  });

  it('moves convex twins apart from the same point', () => {
    const twins = inTwoGoods('agent n[2] { frontier a^0.5 + b^0.5 <= 1 at a = 0.25 }\nmaximize a*b');
    expect(solveText(twins).improvement?.gain).toEqual({ a: expect.closeTo(0.5, 6), b: expect.closeTo(0.5, 6) });
  });

  it('raises one good where not all can be raised', () => {
    const { improvement } = solveText(
      inTwoGoods(
        'agent A { frontier among (a, b): (0, 4), (3, 3), (4, 0) at a = 0, b = 4 }\nagent B { frontier among (a, b): (4, 0), (2, 1), (0, 1.5) at a = 4, b = 0 }',
      ),
    );
    expect(improvement?.gain).toEqual({ a: 1, b: 0 });
  });

  it('proves a choice among techniques that nothing beats', () => {
    const { improvement, notes } = solveText(
      inTwoGoods(
        'agent A { frontier among (a, b): (0, 4), (3, 3), (4, 0) at a = 3, b = 3 }\nagent B { frontier among (a, b): (4, 0), (2, 1), (0, 1.5) at a = 2, b = 1 }',
      ),
    );
    expect(improvement).toBeNull();
    expect(notes.join(' ')).toContain('Pareto-optimal');
  });
});
