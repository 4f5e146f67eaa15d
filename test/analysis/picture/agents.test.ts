import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { chordOf } from '../../../src/analysis/picture/chord.ts';
import { normalsOf } from '../../../src/analysis/picture/normals.ts';
import { outline } from '../../../src/analysis/picture/outline.ts';
import type { Witness } from '../../../src/curvature/verdict.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import type { KindOutcome } from '../../../src/solver/solution.ts';
import { judgement, powerFrontier } from './shapes.ts';

const KIND: KindOutcome = {
  label: 'a',
  count: 1,
  outputs: { a: 1, b: 0 },
  mix: null,
  specialization: null,
  at: 'interior',
  virtualPrices: { a: 1, b: 2 },
  numeraire: 'a',
  supportingPrices: { a: 1, b: [0.5, Number.POSITIVE_INFINITY] },
};

describe('normalsOf', () => {
  const CASES: readonly (readonly [string, Partial<KindOutcome>, readonly (readonly [number, number])[]])[] = [
    ['the own trade-off inside', {}, [[1, 2]]],
    [
      'the fan of supporting prices at a bound',
      { at: 'bound' },
      [
        [0, 1],
        [1, 0.5],
      ],
    ],
    ['the own trade-off where no price supports a bound', { at: 'bound', supportingPrices: null }, [[1, 2]]],
    [
      'both ends of a kink',
      { at: 'kink', supportingPrices: { a: 1, b: [1, 3] } },
      [
        [1, 3],
        [1, 1],
      ],
    ],
    ['the own trade-off in a dent', { at: 'dent', supportingPrices: null }, [[1, 2]]],
    ['an infinite own price', { virtualPrices: { a: 1, b: Number.POSITIVE_INFINITY } }, [[0, 1]]],
    ['a free good', { virtualPrices: { a: 1, b: 0 } }, [[1, 0]]],
    ['nothing for a good it does not make', { virtualPrices: { a: 1 }, supportingPrices: null }, []],
    ['nothing for one good only', { virtualPrices: null, supportingPrices: null }, []],
  ];
  it.each(CASES)('gives %s', (_what, kind, normals) => {
    expect(normalsOf({ ...KIND, ...kind }, ['a', 'b'])).toEqual(normals);
  });
});

describe('chordOf', () => {
  const shape = powerFrontier(0.5);
  const drawn = outline(shape, ['a', 'b'], {}, 'convex');
  const witness: Witness = {
    p: { a: 1, b: 0 },
    q: { a: 0, b: 1 },
    mid: { a: 0.5, b: 0.5 },
    gap: 0.5,
    shows: 'not-concave',
  };

  it('is the proven witness, with the frontier’s own point beside its middle', () => {
    const proven = { ...judgement(shape, 'convex'), witnesses: [witness] };
    const chord = chordOf(proven, true, drawn, ['a', 'b'], {});
    expect(chord).toMatchObject({ p: [1, 0], q: [0, 1], mid: [0.5, 0.5], gap: 0.5 });
    expect(chord?.on[0]).toBeCloseTo(0.25, 3);
    expect(chord?.on[1]).toBeCloseTo(0.25, 3);
  });

  it('is measured on the drawing where the witness lies in other goods', () => {
    const elsewhere = { ...witness, p: { a: 1, b: 0, c: 0 }, q: { a: 0, b: 0, c: 1 }, mid: { a: 0.5, b: 0, c: 0.5 } };
    const chord = chordOf({ ...judgement(shape, 'convex'), witnesses: [elsewhere] }, true, drawn, ['a', 'b'], { c: 0 });
    expect(chord?.shows).toBe('not-concave');
    const [x, y] = chord?.on ?? [0, 0];
    expect(Math.sqrt(x) + Math.sqrt(y)).toBeCloseTo(1, 3);
    expect(Math.sqrt(chord?.mid[0] ?? 0) + Math.sqrt(chord?.mid[1] ?? 0)).toBeGreaterThan(1.01);
  });

  it('is not drawn on a concave frontier', () => {
    const concave = powerFrontier(2);
    const round = outline(concave, ['a', 'b'], {}, 'concave');
    expect(chordOf({ ...judgement(concave, 'concave'), witnesses: [witness] }, true, round, ['a', 'b'], {})).toBeNull();
  });
});

function picture(text: string) {
  const { economy, findings } = parseEconomy(text);
  return analyze(economy, { findings }).picture;
}

describe('the picture of an economy', () => {
  it('has equal arrows for equal prices', () => {
    const { agents } = picture(
      'good a, b agent A { frontier (a/8)^2 + (b/10)^2 <= 1 } agent B { frontier (a/5)^2 + (b/12)^2 <= 1 } maximize a^0.5 * b^0.5',
    );
    const slopes = agents.map(({ views }) => {
      const [px, py] = views[0]?.normals[0] ?? [Number.NaN, 1];
      return px / py;
    });
    expect(slopes[0]).toBeCloseTo(1.69132, 4);
    expect(slopes[1]).toBeCloseTo(slopes[0] ?? 0, 9);
  });

  it('shows the stated point, and the good left out as the frontier gives it', () => {
    const frontiers = ['frontier b = 10*sqrt(1 - (a/8)^2)', 'frontier (a/8)^2 + (b/10)^2 <= 1'];
    for (const frontier of frontiers) {
      const { agents, aggregates } = picture(`good a, b agent A { ${frontier} at a = 4.8 } maximize a^0.5 * b^0.5`);
      expect(agents[0]?.views[0]?.stated?.[1]).toBeCloseTo(8, 9);
      expect(aggregates[0]?.stated?.from[1]).toBeCloseTo(8, 9);
    }
    const turned = picture('good a, b agent A { frontier (a/8)^2 + (b/10)^2 <= 1 at b = 8 } maximize a^0.5 * b^0.5');
    expect(turned.agents[0]?.views[0]?.stated?.[0]).toBeCloseTo(4.8, 9);
  });

  it('draws the contour of the objective through the optimum', () => {
    const { aggregates } = picture('good a, b agent A[3] { frontier a^2 + b^2 <= 1 } maximize a^0.3 * b^0.7');
    const [drawn] = aggregates;
    const [x, y] = drawn?.optimum ?? [0, 0];
    for (const [cx, cy] of drawn?.contour ?? []) expect(cx ** 0.3 * cy ** 0.7).toBeCloseTo(x ** 0.3 * y ** 0.7, 6);
    expect(drawn?.contour.length).toBeGreaterThan(50);
    const [from, to] = drawn?.priceLine ?? [
      [0, 0],
      [0, 0],
    ];
    expect(from[0] === 0 && to[1] === 0).toBe(true);
    expect((x - from[0]) * (to[1] - from[1])).toBeCloseTo((y - from[1]) * (to[0] - from[0]), 6);
  });

  it('draws an upright contour from the top down', () => {
    const { aggregates } = picture('good a, b agent A[1000] { frontier a^0.8 + b^0.8 <= 1 } maximize min(a, 2*b)');
    const contour = aggregates[0]?.contour ?? [];
    expect(contour.length).toBeGreaterThan(50);
    for (const [i, [x, y]] of contour.entries()) {
      const [left, above] = contour[i - 1] ?? [0, Infinity];
      expect(left - 1e-9 * x <= x && y <= above * (1 + 1e-9)).toBe(true);
    }
  });

  it('draws a corner for fixed proportions and a line for fixed prices', () => {
    const agents = 'good a, b agent A { frontier a^2 + b^2 <= 1 }';
    const corner = picture(`${agents} proportions a : b = 1 : 2`).aggregates[0];
    expect(corner?.contour[1]?.[1]).toBeCloseTo(2 * (corner?.contour[1]?.[0] ?? 0), 6);
    const line = picture(`${agents} prices a = 3, b = 4`).aggregates[0]?.contour ?? [];
    for (const [x, y] of line) expect(3 * x + 4 * y).toBeCloseTo(5, 6);
  });

  it('draws a frontier without an objective, without a point', () => {
    const { agents, aggregates } = picture('good a, b agent A[2] { frontier a^2 + b^2 <= 1 }');
    expect(agents[0]?.views[0]).toMatchObject({ point: null, normals: [] });
    expect(aggregates[0]).toMatchObject({ optimum: null, contour: [], priceLine: null });
    expect(aggregates[0]?.hull.at(0)).toEqual([0, 2]);
  });

  it('adds up agents that make different goods, each with what it makes of the pair', () => {
    const { agents, aggregates } = picture(
      'good x, y, z agent A { frontier x^2 + z^2 <= 1 } agent B { frontier y <= 3 } agent C { frontier x + y <= 1 } maximize x^0.4 * y^0.3 * z^0.3',
    );
    expect(agents.map(({ agent, views }) => [agent, views.map(({ goods }) => goods.join())])).toEqual([
      ['A', ['x,z']],
      ['B', []],
      ['C', ['x,y']],
    ]);
    for (const { hull, optimum } of aggregates) {
      const [x, y] = optimum ?? [Number.NaN, Number.NaN];
      for (const angle of [0, 0.3, 0.6, 0.9, 1.2, 1.5]) {
        const reach = Math.max(...hull.map(([hx, hy]) => Math.cos(angle) * hx + Math.sin(angle) * hy));
        expect(reach).toBeGreaterThanOrEqual(Math.cos(angle) * x + Math.sin(angle) * y - 1e-9);
      }
    }
  });

  it('pairs three goods, each with the third held where it is chosen', () => {
    const { agents, aggregates } = picture(
      'good x, y, z agent A[4] { budget t <= 1 x = t^0.5 y = t^0.5 z = t^0.5 } maximize x^0.5 * y^0.3 * z^0.2',
    );
    const pairs = ['x,y', 'x,z', 'y,z'];
    expect(aggregates.map(({ goods }) => goods.join())).toEqual(pairs);
    for (const [index, view] of (agents[0]?.views ?? []).entries()) {
      expect(view.goods.join()).toBe(pairs[index]);
      const [x, y] = view.point ?? [0, 0];
      const rest = Object.values(view.held ?? {})[0] ?? 0;
      expect(x ** 2 + y ** 2 + rest ** 2).toBeCloseTo(1, 6);
      for (const [px, py] of view.outline.flatMap(({ points }) => points)) {
        expect(px ** 2 + py ** 2 + rest ** 2).toBeCloseTo(1, 6);
      }
    }
  });
});
