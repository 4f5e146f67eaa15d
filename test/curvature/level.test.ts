import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import type { FrontierJudgement } from '../../src/curvature/verdict.ts';
import { agentOf } from './reading.ts';

function judged(body: string): FrontierJudgement {
  return judgeFrontier(agentOf(body));
}

/** Frontiers in three goods, and how the proof goes; truths by the Hessian on the tangent plane, or by hand. */
const threeGoods: readonly (readonly [body: string, truth: string])[] = [
  ['frontier a^2 + b^2 + c^2 + a*b <= 4', 'concave'],
  ['frontier (a + 2*b + c)^2 <= 3', 'linear'],
  ['frontier sqrt(a^2 + b^2 + a*b) + c <= 4', 'concave'],
  ['frontier exp(a + b) + exp(b + c) + a <= 5', 'concave'],
  ['frontier max(a + b, b + c, c + a) <= 3', 'concave'],
  ['frontier (a - 1)^2 + b^2 + c^2 <= 4', 'concave'],
  ['frontier ln(1 + a + b) + ln(1 + b + c) + c <= 2', 'convex'],
  ['frontier (a^0.5 + b^0.5 + c^0.5)^1.3 <= 2', 'convex'],
  ['frontier a^0.3 + b^0.7 + c*a + c <= 0.7', 'convex'],
  ['frontier a*b*c <= 1\nfrontier a <= 3\nfrontier b <= 3\nfrontier c <= 3', 'convex'],
  ['frontier min(a, b) + c <= 2\nfrontier a <= 1\nfrontier b <= 1', 'convex'],
  ['frontier a*b + c^2 + a + b + c <= 3', 'mixed'],
  ['frontier a + b + c + 0.5*a*b <= 4', 'mixed'],
  ['frontier exp(a*b) + a + b + c <= 6', 'mixed'],
  ['frontier a^3 + b^3 + c^3 + 0.1*a*b*c <= 1', 'mixed'],
  ['frontier 10*a + 5*b + 3*b^1.3 + 2*c + 1.5*c^0.3 <= 4', 'mixed'],
  // Several constraints.
  ['frontier a^2 + b^2 + c <= 3\nfrontier a + b + c^2 <= 3', 'concave'],
  ['frontier a + b + c <= 6\nfrontier a <= 2\nfrontier b <= 2\nfrontier c <= 2', 'concave'],
  ['frontier a*b + c <= 2\nfrontier a <= 1\nfrontier b <= 1', 'mixed'],
  // A good as a function of the others.
  ['frontier c = 10 - a^2 - b^2 - a*b for a in 0..1, b in 0..1', 'concave'],
  ['frontier c = min(10 - a - b, 8 - 2*a)', 'concave'],
  ['frontier c = (1 - a^0.5 - b^0.5)^2', 'convex'],
  ['frontier c = 10 - a*b for a in 1..2, b in 1..4', 'mixed'],
  ['frontier c = 1/(a*b) - 1/16 for a in 1..4, b in 1..4', 'mixed'],
];

describe('frontiers of three goods', () => {
  test.each(threeGoods)('%s is %s', (body, truth) => {
    const found = judged(body);
    expect(found.verdict).toBe(truth);
    expect(new Set(found.witnesses.map((w) => w.shows)).size).toBe(truth === 'mixed' ? 2 : truth === 'convex' ? 1 : 0);
    expect(found.certificate?.kind).toBe('level');
    expect(checkCertificate(JSON.parse(JSON.stringify(found.certificate)))).toEqual({ valid: true });
  });

  test.each([
    ['frontier a*b*c <= 1', 'unbounded-frontier'],
    ['frontier a + b + c <= -1', 'empty-frontier'],
    ['frontier a^2*b + b^2*c + a + c <= 2', 'unbounded-frontier'],
  ] as const)('%s is refused as %s', (body, code) => {
    expect(judged(body).findings.map((f) => f.code)).toEqual([code]);
  });

  test('what leaves no room for a good with none of the others is not called empty where others make room', () => {
    const found = judged('frontier abs(a - 1) + abs(b - 1) + c <= 2');
    expect(found.findings).toEqual([]);
    expect(['concave', 'unknown']).toContain(found.verdict);
  });

  test('a level that falls somewhere may still have a convex set, but what lies beyond it is not judged', () => {
    const found = judged('frontier a + b - 0.8*sin(2*b) + sqrt(c) <= 3');
    expect(['mixed', 'unknown']).toContain(found.verdict);
    if (found.verdict === 'unknown') expect(found.reason).toContain('sin');
  });
});

/** Frontiers between two goods that can be solved for neither, with their inflections to two digits. */
const traced: readonly (readonly [body: string, truth: string, inflections: readonly number[]])[] = [
  ['frontier sqrt(a^2 + a*b + b^2) + b <= 4', 'concave', []],
  ['frontier a^0.3 + b^0.7 + a*b <= 0.7', 'convex', []],
  ['frontier a^2*b + a*b^2 + a + b^3 + b + a^3 <= 3', 'concave', []],
  ['frontier sin(a) + sin(b) + a + b <= 2', 'convex', []],
  ['frontier exp(a*b) + a + b <= 6', 'mixed', [0.1, 4.34]],
  ['frontier a^1.5 + b^1.5 + a*b + sqrt(a) + b <= 3', 'mixed', [1.24]],
  ['frontier max(a, b) + a^3 + b^3 + a + b <= 3', 'concave', []],
  ['frontier min(a, b) + exp(a) + exp(b) + a + b <= 4', 'mixed', []],
];

describe('frontiers that can be solved for neither good', () => {
  test.each(traced)('%s is %s', (body, truth, inflections) => {
    const found = judged(body);
    expect(found.verdict).toBe(truth);
    expect(checkCertificate(JSON.parse(JSON.stringify(found.certificate)))).toEqual({ valid: true });
    expect(found.inflections.map((i) => i.at.toFixed(2))).toEqual(inflections.map((x) => x.toFixed(2)));
    for (const { interval } of found.inflections) expect(interval[1] - interval[0]).toBeLessThan(1e-9);
  });

  test.each(traced.filter(([, truth]) => truth === 'mixed'))(
    '%s: the arcs of a mixed frontier bend as they say',
    (body) => {
      const found = judged(body);
      if (found.shape?.kind !== 'planar') throw new Error('no arcs');
      for (const arc of found.shape.arcs.filter((x) => x.curvature === 'convex' || x.curvature === 'concave')) {
        const at = (share: number): number => arc.point(arc.from + (arc.to - arc.from) * share)[1];
        for (let i = 1; i < 16; i++) {
          const bend = at((i - 1) / 16) + at((i + 1) / 16) - 2 * at(i / 16);
          if (arc.curvature === 'convex') expect(bend).toBeGreaterThan(0);
          else expect(bend).toBeLessThan(0);
        }
      }
    },
  );
});
