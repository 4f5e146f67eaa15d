import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeFrontier } from '../../../src/curvature/judge-frontier.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import { type Trace, type TraceOptions, traceOf } from '../../../src/solver/trace/trace.ts';
import type { TracePoint } from '../../../src/solver/trace/trace-point.ts';

function traceText(text: string, options: TraceOptions = {}): Trace {
  const economy = settle(parseEconomy(text).economy);
  return traceOf(economy, new Map(economy.agents.map((agent) => [agent.name, judgeFrontier(agent)])), options);
}

const inTwo = (body: string): string => `good a, b\n${body}`;
const cells = (count: number | string, k: number): string =>
  inTwo(`agent n[${count}] { frontier b = (1 - a^${k})^(1/${k}) for a in 0..1 }`);
const place = ({ totals }: TracePoint): readonly [number, number] => [totals.a ?? NaN, totals.b ?? NaN];
const kinks = ({ points }: Trace) => points.filter(({ at }) => at === 'kink');

describe('straight frontiers', () => {
  const trace = traceText(inTwo('agent A { frontier a + 2*b <= 4 }\nagent B { frontier 2*a + b <= 3 }'), {
    points: 40,
  });

  it('has its corners where one agent has changed over, each with the prices that support it', () => {
    expect(kinks(trace).map(place)).toEqual([
      [0, 5],
      [4, 3],
      [5.5, 0],
    ]);
    expect(kinks(trace).map(({ priceIntervals }) => priceIntervals?.b)).toEqual([
      [2, Number.POSITIVE_INFINITY],
      [0.5, 2],
      [0, 0.5],
    ]);
  });

  it('is supported throughout, and lies on the two lines', () => {
    expect(trace.status).toBe('optimal');
    expect(trace.dents).toEqual({ count: 0, spans: [] });
    for (const point of trace.points) {
      const [a, b] = place(point);
      expect(b).toBeCloseTo(a < 4 ? 5 - a / 2 : 3 - 2 * (a - 4), 12);
      expect(point.supported).toBe(true);
    }
  });

  it('is one point where nobody can trade off', () => {
    const { points } = traceText(inTwo('agent A { frontier a <= 4 }\nagent B { frontier b <= 2 }'));
    expect(points.map(place)).toEqual([[4, 2]]);
    expect(points[0]).toMatchObject({ supported: true, at: 'kink' });
  });

  it('begins where a capacity alone already stands', () => {
    const { points } = traceText(inTwo('agent A { frontier a <= 4 }\nagent B { frontier 2*a + b <= 3 }'));
    expect([points[0], points.at(-1)].map((point) => point && place(point))).toEqual([
      [4, 3],
      [5.5, 0],
    ]);
  });

  it('has one good only where only one can be made', () => {
    const { points } = traceText(inTwo('agent A[3] { frontier a <= 4 }'));
    expect(points.map(place)).toEqual([[12, 0]]);
  });
});

describe('frontiers bowed outward', () => {
  it('adds circles to a circle, each point with the slope of its tangent', () => {
    const trace = traceText(inTwo('agent A { frontier a^2 + b^2 <= 1 }\nagent B[2] { frontier a^2 + b^2 <= 4 }'));
    expect(trace.points.length).toBeGreaterThan(150);
    for (const point of trace.points) {
      const [a, b] = place(point);
      expect(Math.hypot(a, b)).toBeCloseTo(5, 9);
      expect(point.supported).toBe(true);
      if (a > 0.01 && b > 0.01) expect(point.prices?.b).toBeCloseTo(b / a, 6);
    }
  });

  it('leaves no wide stretch without a point', () => {
    const { points } = traceText(inTwo('agent A { frontier a^2 + b^2 <= 1 }'), { points: 50 });
    points.slice(1).forEach((point, k) => {
      const [[x0, y0], [x1, y1]] = [place(points[k] ?? point), place(point)];
      expect(x1 - x0 + y0 - y1).toBeLessThan(2 / 50 + 1e-9);
    });
  });
});

describe('frontiers bowed inward', () => {
  it('touches its prices where whole members stand, and sags between', () => {
    const trace = traceText(cells(3, 0.5), { points: 60 });
    expect(trace.dents?.count).toBe(3);
    expect(trace.points.filter(({ supported }) => supported).map(place)).toEqual([
      [0, 3],
      [1, 2],
      [2, 1],
      [3, 0],
    ]);
    for (const point of trace.points.filter(({ supported }) => !supported)) {
      const [a, b] = place(point);
      const [alone, others] = [a - Math.floor(a), 2 - Math.floor(a)];
      expect(b).toBeCloseTo(others + (1 - Math.sqrt(alone)) ** 2, 9);
      expect(point.gap).toBeLessThanOrEqual(1e-6);
      expect(point.prices).toBeNull();
    }
  });

  it('agrees with a verified frontier at stated amounts', () => {
    const file = (name: string) => readFileSync(new URL(`../../cases/equilibria/${name}`, import.meta.url), 'utf8');
    const { expected } = JSON.parse(file('par-convex-2.json')) as {
      expected: { frontier: [number, number][]; supported_points: [number, number][] };
    };
    const { points } = traceText(file('par-convex-2.econ'), { at: expected.frontier.map(([a]) => [a]) });
    points.forEach((point, k) => {
      const [a, b] = expected.frontier[k] ?? [NaN, NaN];
      expect(place(point)[0]).toBe(a);
      expect(place(point)[1]).toBeCloseTo(b, 10);
      expect(point.supported).toBe(expected.supported_points.some(([x]) => x === a));
    });
    expect(points).toHaveLength(expected.frontier.length);
  });

  it('lets the rest of the economy move while one member crosses its dent', () => {
    const text = inTwo('agent c { frontier a^2 + b^2 <= 1 }\nagent v { frontier b = (1 - a^0.5)^2 for a in 0..1 }');
    const trace = traceText(text, { points: 40 });
    expect(trace.dents?.spans).toHaveLength(1);
    const { from, to } = trace.dents?.spans[0] ?? {};
    expect([from?.a, from?.b, to?.a, to?.b].map((x) => Number(x?.toFixed(9)))).toEqual(
      [Math.SQRT1_2, 1 + Math.SQRT1_2, 1 + Math.SQRT1_2, Math.SQRT1_2].map((x) => Number(x.toFixed(9))),
    );
    for (const point of trace.points.filter(({ at }) => at === 'dent')) {
      const [a, b] = place(point);
      // Nothing better on a grid of the two frontiers.
      let most = 0;
      for (let t = 0; t <= 2000; t++) {
        const x = t / 2000;
        const rest = a - x;
        if (rest < 0 || rest > 1) continue;
        most = Math.max(most, Math.sqrt(1 - x * x) + (1 - Math.sqrt(rest)) ** 2);
      }
      expect(b).toBeGreaterThan(most - 1e-9);
    }
  });

  it('counts the dents of a thousand million members', () => {
    const trace = traceText(cells('1_000_000_000', 0.5), { points: 10 });
    expect(trace.dents).toEqual({ count: 1e9, spans: [] });
    expect(trace.points).toHaveLength(11);
    for (const point of trace.points) {
      const [a, b] = place(point);
      expect(Number.isInteger(a)).toBe(true);
      expect(a + b).toBe(1e9);
    }
  });

  it('lists the totals that a choice between three techniques leaves', () => {
    const trace = traceText(inTwo('agent n[2] { frontier among (a, b): (0, 4), (1.5, 1.5), (4, 0) }'));
    expect(trace.points.map((point) => [...place(point), point.supported])).toEqual([
      [0, 8, true],
      [1.5, 5.5, false],
      [4, 4, true],
      [5.5, 1.5, false],
      [8, 0, true],
    ]);
  });
});

it('never calls supported what another total outweighs at its prices', () => {
  const exponent = fc.integer({ min: 3, max: 25 }).map((tenths) => tenths / 10);
  const agent = fc.record({ k: exponent, size: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 1, max: 3 }) });
  const economy = fc.array(agent, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(economy, (agents) => {
      const text = inTwo(
        agents
          .map(({ k, size, count }, i) => `agent n${i}[${count}] { frontier (a/${size})^${k} + b^${k} <= 1 }`)
          .join('\n'),
      );
      const { points } = traceText(text, { points: 12 });
      for (const { supported, prices, totals } of points) {
        if (!supported) continue;
        const worth = (p: TracePoint['totals']) => (p.a ?? 0) * (prices?.a ?? 0) + (p.b ?? 0) * (prices?.b ?? 0);
        for (const other of points) expect(worth(other.totals)).toBeLessThanOrEqual(worth(totals) * (1 + 1e-9));
      }
    }),
    { numRuns: 25, seed: 11 },
  );
});

describe('members that differ', () => {
  const population = (count: number, k: number): string =>
    inTwo(`agent n[${count}] { vary r ~ uniform(0.5, 2) frontier (a/r)^${k} + b^${k} <= 1 }`);

  it('adds circles drawn out by all draws', () => {
    const trace = traceText(population(60, 2), { points: 30 });
    expect(trace.dents?.count).toBe(0);
    expect(trace.points.length).toBeGreaterThan(25);
    expect(trace.points.every(({ supported }) => supported)).toBe(true);
    expect(trace.points[0] && place(trace.points[0])).toEqual([0, 60]);
  });

  it('knows that specialists leave dents, even where it cannot tell them apart', () => {
    const trace = traceText(population(60, 0.5), { points: 30 });
    expect(trace.dents?.count).toBeNull();
    for (const { supported, totals } of trace.points) {
      if (supported) expect(totals.b).toBeCloseTo(Math.round(totals.b ?? 0), 9);
    }
  });

  it('tells the dents of a few', () => {
    const trace = traceText(population(3, 0.5), { points: 30 });
    expect(trace.dents?.count).toBe(3);
  });
});

describe('three goods', () => {
  it('samples the sphere with a price each', () => {
    const { points } = traceText('good a, b, c\nagent A { frontier a^2 + b^2 + c^2 <= 1 }', { points: 100 });
    expect(points.length).toBeGreaterThan(60);
    for (const { totals, prices } of points) {
      expect(Math.hypot(totals.a ?? 0, totals.b ?? 0, totals.c ?? 0)).toBeCloseTo(1, 9);
      expect(prices?.b).toBeCloseTo((totals.b ?? 0) / (totals.a ?? 1), 6);
    }
  });

  it('finds the splits of members who specialise', () => {
    const { points } = traceText('good a, b, c\nagent A[3] { frontier a^0.5 + b^0.5 + c^0.5 <= 1 }', { points: 60 });
    const whole = points.filter(({ supported }) => supported).map(({ totals }) => Object.values(totals));
    expect(whole).toContainEqual([1, 1, 1]);
    expect(whole).toContainEqual([3, 0, 0]);
  });

  it('gives the most of the last good beside stated others', () => {
    const { points } = traceText('good a, b, c\nagent A { frontier a^2 + b^2 + c^2 <= 1 }', {
      at: [
        [0.6, 0],
        [0.6, 0.6],
        [2, 0],
      ],
    });
    expect(points).toHaveLength(2);
    [0.8, Math.sqrt(0.28)].forEach((most, k) => {
      const { totals, gap } = points[k] ?? { totals: { c: 0 }, gap: 0 };
      expect(totals.c).toBeCloseTo(most, 6);
      expect((totals.c ?? 0) + gap).toBeGreaterThanOrEqual(most - 1e-9);
    });
  });
});

it('says what cannot be traced', () => {
  expect(traceText(inTwo('agent A { frontier b = 1/a }')).status).toBe('unbounded');
  expect(traceText(inTwo('agent A { frontier b = }')).status).toBe('invalid');
  expect(traceText(inTwo('')).notes).toEqual(['There is nothing to trace: no agent has a frontier yet.']);
  const market = traceText(inTwo('agent A { endowment a = 1, b = 2\n utility a * b }\nmarket'));
  expect(market.notes).toEqual([expect.stringContaining('A market is not traced')]);
});
