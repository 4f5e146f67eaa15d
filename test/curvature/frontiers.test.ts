import { describe, expect, test } from 'vitest';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import type { Arc } from '../../src/curvature/shape.ts';
import type { FrontierJudgement } from '../../src/curvature/verdict.ts';
import { frontierCases } from './frontier-cases.ts';
import { agentOf } from './reading.ts';

function judged(body: string): FrontierJudgement {
  return judgeFrontier(agentOf(body));
}

function arcs(found: FrontierJudgement): readonly Arc[] {
  return found.shape?.kind === 'planar' ? found.shape.arcs : [];
}

describe('verdicts of frontiers', () => {
  test.each(frontierCases)('%s is %s', (body, truth) => {
    const found = judged(body);
    expect(found.verdict).toBe(truth);
    expect(found.findings.filter((f) => f.severity === 'error')).toEqual([]);
    const shown = new Set(found.witnesses.map((w) => w.shows));
    expect(shown.size).toBe(truth === 'mixed' ? 2 : truth === 'convex' ? 1 : 0);
  });
});

describe('frontiers that can be solved for no good are traced', () => {
  test.each([
    ['frontier a*exp(a) + b*exp(b) <= 3', 'concave'],
    ['frontier a + sqrt(a) + b + sqrt(b) <= 3', 'convex'],
    ['frontier a^3 + a + a*b + b^3 + b <= 5', 'concave'],
  ] as const)('%s is %s', (body, truth) => {
    const found = judged(body);
    expect(found.verdict).toBe(truth);
    const [arc] = arcs(found);
    const [x, y] = arc?.point((arc.from + arc.to) / 2) ?? [0, 0];
    expect(x).toBeGreaterThan(0);
    expect(y).toBeGreaterThan(0);
    const [, height] = arc?.enclose({ lo: x, hi: x }) ?? [];
    expect(height && height.hi - height.lo).toBeLessThan(1e-12);
    expect(height && height.lo <= y && y <= height.hi).toBe(true);
  });
});

describe('arcs of the shape', () => {
  const planar = frontierCases.filter(([body]) => arcs(judged(body)).length > 0);

  test.each(planar)('%s: arcs run from more of one good to more of the other, inside their enclosures', (body) => {
    let last = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as readonly [number, number];
    for (const arc of arcs(judged(body))) {
      for (let i = 0; i <= 16; i++) {
        const t = arc.from + ((arc.to - arc.from) * i) / 16;
        const [x, y] = arc.point(t);
        const slack = 1e-9 * (1 + Math.abs(x) + Math.abs(y));
        expect(x).toBeGreaterThanOrEqual(last[0] - slack);
        expect(y).toBeLessThanOrEqual(last[1] + slack);
        const [ex, ey] = arc.enclose({ lo: t, hi: t });
        expect(ex.lo - slack).toBeLessThanOrEqual(x);
        expect(x).toBeLessThanOrEqual(ex.hi + slack);
        expect(ey.lo - slack).toBeLessThanOrEqual(y);
        expect(y).toBeLessThanOrEqual(ey.hi + slack);
        last = [x, y];
      }
    }
  });

  test.each(planar)('%s: tangents match finite differences', (body) => {
    for (const arc of arcs(judged(body)).filter((a) => a.to > a.from)) {
      for (const share of [0.2, 0.5, 0.8]) {
        const t = arc.from + (arc.to - arc.from) * share;
        const h = (arc.to - arc.from) * 1e-6;
        const [p, q, slope] = [arc.point(t - h), arc.point(t + h), arc.tangent(t)];
        for (const k of [0, 1] as const) {
          const difference = (q[k] - p[k]) / (2 * h);
          expect(Math.abs(slope[k] - difference)).toBeLessThan(1e-4 * (1 + Math.abs(difference)));
        }
      }
    }
  });
});

describe('domains', () => {
  test.each([
    ['frontier b = 10*sqrt(1 - (a/8)^2)', 8],
    ['frontier b = 4 - a - a^2/4', 2.4721359549995796],
    ['frontier b = 5 - 2*a', 2.5],
    ['frontier b = ln(10 - a)', 9],
    ['frontier b = 1 - a^2*(1 - 0.3*a)', 1.271484041493163],
  ] as const)('%s ends at %s', (body, end) => {
    const [domain] = judged(body).domain;
    expect(domain?.inferred).toBe(true);
    expect(domain?.from).toBe(0);
    expect(domain?.to).toBeCloseTo(end, 6);
  });

  test('a narrow dip below 0 ends the domain', () => {
    expect(judged('frontier b = 4 - a + 0.6217*a^2/10').domain[0]?.to).toBeCloseTo(
      (1 - Math.sqrt(1 - 1.6 * 0.6217)) / (2 * 0.06217),
      6,
    );
  });

  test.each([
    ['frontier b = 1/a', 'unbounded-frontier'],
    ['frontier b = exp(-a)', 'unbounded-frontier'],
    ['frontier b = 1/(1 + a^2)', 'unbounded-frontier'],
    ['frontier a*b <= 1', 'unbounded-frontier'],
    ['frontier b = -1 - a', 'empty-frontier'],
    ['frontier b = sqrt(1 - a^2) for a in 0..2', 'undefined-value'],
    ['frontier b = (-a)^0.5 + 3', 'undefined-value'],
    ['budget time <= 1\na = time - 0.5\nb = time', 'undefined-value'],
    ['frontier b = 1 - a for a in 0..2', 'bad-range'],
    ['frontier b = 4*a - a^2 - 1 for a in 0..3', 'bad-range'],
    ['frontier b = 1/(a - 1) for a in 0..2', 'unbounded-frontier'],
    ['frontier b = 2 - 1/(a - 1) for a in 0..3', 'unbounded-frontier'],
    ['frontier a + b <= -1', 'empty-frontier'],
    ['frontier among (a, b): (0, 0)', 'empty-frontier'],
    ['budget time <= 0\na = time\nb = time', 'empty-frontier'],
  ] as const)('%s is refused as %s', (body, code) => {
    const found = judged(body);
    expect(found.verdict).toBe('unknown');
    expect(found.shape).toBeNull();
    expect(found.findings.map((f) => f.code)).toEqual([code]);
  });

  test('an undefined value names the sub-expression and the point', () => {
    const [finding] = judged('frontier b = 3 + sqrt(1 - a^2) for a in 0..2').findings;
    expect(finding?.message).toContain('sqrt(1 - a^2)');
    expect(finding?.message).toContain('a = 2');
  });

  test('rounding of a written end by 1e-12 of its length is forgiven', () => {
    const found = judged('frontier b = sqrt(2 - a^2) for a in 0..1.4142135623731');
    expect(found.verdict).toBe('concave');
    expect(found.findings).toEqual([]);
  });
});

describe('dominated parts', () => {
  test('where a formula rises, the user is told', () => {
    const found = judged('frontier b = a*(4 - a)');
    expect(found.dominated).toEqual([{ good: 'a', from: 0, to: 2 }]);
    expect(found.findings.map((f) => f.code)).toEqual(['dominated-part']);
    expect(found.segments).toEqual([{ variable: 'a', from: 2, to: 4, verdict: 'concave' }]);
  });

  test('a valley between two hills is dominated and makes the frontier mixed', () => {
    const found = judged('frontier b = 6 - a + 2*sin(2*a)');
    expect(found.verdict).toBe('mixed');
    expect(found.dominated.length).toBeGreaterThan(0);
  });
});

describe('what is to blame', () => {
  test.each([
    ['budget time <= 1\na = time^1.2\nb = time', 'time^1.2', 'increasing returns'],
    ['budget time <= 1\na = max(0, time - 0.1)\nb = time', 'max(0, time - 0.1)', 'a set-up cost'],
    ['frontier a + b + 0.5*a*b <= 4', '0.5*a*b', 'interference between tasks'],
    ['budget time <= 1\na = 1/(1 + exp(-20*(time - 0.5)))\nb = time', null, null],
    ['budget time <= 1\na = sigmoid(20*(time - 0.5))\nb = time', 'sigmoid(20*(time - 0.5))', 'a threshold'],
  ] as const)('%s', (body, text, cause) => {
    const { blame } = judged(body);
    expect(blame).not.toBeNull();
    if (text) expect(blame?.text).toBe(text);
    if (cause) expect(blame?.cause).toBe(cause);
  });
});
