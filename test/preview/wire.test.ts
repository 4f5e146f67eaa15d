import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../src/preview/webview/wire.ts';
import { ECONOMIES } from './fixtures/all.ts';
import { orchard, tree } from './fixtures/economies.ts';

/** As the host sends it: infinite numbers are the string "Infinity". */
function onTheWire(message: unknown): unknown {
  const text = JSON.stringify(message, (_, value) =>
    value === Number.POSITIVE_INFINITY ? 'Infinity' : value === Number.NEGATIVE_INFINITY ? '-Infinity' : value,
  );
  return JSON.parse(text);
}

function answer(analysis: unknown, more: object = {}) {
  return { type: 'analysis', version: 1, overrides: {}, sources: [], analysis, ...more };
}

describe('a message from the host', () => {
  it.each(ECONOMIES)('of %s arrives as it was sent, infinities included', (_, make) => {
    const analysis = make();
    const { message } = decodeMessage(onTheWire(answer(analysis)));
    if (message?.type !== 'analysis') throw new Error('it was refused');
    expect(message.analysis.picture).toEqual(analysis.picture);
    expect(message.analysis.solution.agents).toEqual(analysis.solution.agents);
    expect(message.analysis.solution.objective).toEqual(analysis.solution.objective);
    expect(message.analysis.params).toEqual(analysis.params);
  });

  it('keeps a good that is called Infinity a name', () => {
    const { message } = decodeMessage(onTheWire(answer({ ...orchard(), goods: [{ name: 'Infinity', unit: null }] })));
    expect(message?.type === 'analysis' ? message.analysis.goods[0]?.name : null).toBe('Infinity');
  });

  it.each([
    ['stale', { type: 'stale', reason: 'Line 3: …', line: 2 }],
    ['stale without a line', { type: 'stale', reason: 'the file is empty', line: null }],
    ['solving', { type: 'solving', since: 1 }],
    ['highlight', { type: 'highlight', agent: 'Alice' }],
    ['no highlight', { type: 'highlight', agent: null }],
  ])('%s is taken', (_, raw) => {
    expect(decodeMessage(raw).message).toEqual(raw);
  });

  const good = onTheWire(answer(orchard())) as { analysis: Record<string, unknown> };
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a text', 'analysis'],
    ['a list', []],
    ['an unknown type', { type: 'run', code: 'alert(1)' }],
    ['no analysis', { type: 'analysis', version: 1, overrides: {}, sources: [] }],
    ['a text as version', answer(orchard(), { version: 'one' })],
    ['an override that is not a number', answer(orchard(), { overrides: { k: '0.5' } })],
    ['an infinite override', answer(orchard(), { overrides: { k: 'Infinity' } })],
    ['a line that is not whole', { type: 'stale', reason: '', line: 1.5 }],
    ['a negative line', { type: 'stale', reason: '', line: -1 }],
    ['a reason that is a tree', { type: 'stale', reason: { html: '<b>' }, line: null }],
    [
      'an unknown status',
      answer({ ...good.analysis, solution: { ...(good.analysis.solution as object), status: 'great' } }),
    ],
    [
      'a curve with a hole',
      answer(
        picture([
          [0, 1],
          [null, 2],
        ]),
      ),
    ],
    ['a curve with an infinite point', answer(picture([[0, 'Infinity']]))],
    ['a point of three numbers', answer(picture([[0, 1, 2]]))],
  ])('%s is refused with a reason', (_, raw) => {
    const decoded = decodeMessage(raw);
    expect(decoded.message).toBeNull();
    expect(decoded.message === null ? decoded.why : '').not.toBe('');
  });

  it('never makes the page fail, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        decodeMessage(raw);
      }),
      { seed: 41, numRuns: 1000 },
    );
  });

  it('is refused or sound when any one part of it is replaced by anything', () => {
    const paths = leaves(onTheWire(answer(tree(0.6, 2))));
    const part = fc.oneof(fc.constantFrom<unknown>(null, 'Infinity', -1, {}, [], 'x', 1e308), fc.anything());
    fc.assert(
      fc.property(fc.nat(paths.length - 1), part, (i, value) => {
        const raw = onTheWire(answer(tree(0.6, 2)));
        replace(raw, paths[i] ?? [], value);
        const { message } = decodeMessage(raw);
        if (message?.type !== 'analysis') return;
        for (const { views } of message.analysis.picture.agents)
          for (const { outline } of views)
            for (const { points } of outline)
              expect(points.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
      }),
      { seed: 43, numRuns: 1000 },
    );
  });
});

function picture(points: readonly unknown[]): unknown {
  const whole = {
    goods: ['apples', 'bananas'],
    hull: points,
    dented: null,
    optimum: null,
    contour: [],
    priceLine: null,
    stated: null,
  };
  return { ...orchard(), picture: { agents: [], aggregates: [whole] } };
}

type Path = readonly (string | number)[];

function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key])),
  ];
}

function replace(root: unknown, path: Path, value: unknown): void {
  let at = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}
