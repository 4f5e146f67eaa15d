import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { randomFrom } from './random/random.ts';
import { agentOf } from './reading.ts';

describe('a choice among points in three goods is always decided', () => {
  test.each([
    ['frontier among (a, b, c): (1, 1, 1)', 'concave'],
    ['frontier among (a, b, c): (3, 0, 0), (0, 2, 0), (0, 0, 1)', 'convex'],
    ['frontier among (a, b, c): (1, 2, 2), (2, 1, 2), (2, 2, 1)', 'convex'],
    ['frontier among (a, b, c): (1, 2, 2), (2, 1, 2), (3, 0, 0)', 'mixed'],
    ['frontier among (a, b, c): (1, 1, 1), (3, 0, 0), (0, 3, 0), (0, 0, 3)', 'mixed'],
    ['frontier among (a, b, c): (1, 2, 3), (3, 2, 1)', 'convex'],
    ['frontier among (a, b, c): (1, 2, 0), (2, 1, 0)', 'convex'],
  ] as const)('%s is %s', (body, truth) => {
    const { verdict, witnesses, certificate } = judgeFrontier(agentOf(body));
    expect(verdict).toBe(truth);
    expect(new Set(witnesses.map((w) => w.shows)).size).toBe(truth === 'mixed' ? 2 : truth === 'convex' ? 1 : 0);
    for (const w of witnesses) expect(w.gap).toBeGreaterThan(0);
    expect(checkCertificate(certificate as Certificate)).toEqual({ valid: true });
    for (const other of ['concave', 'convex', 'linear', 'mixed'] as const)
      if (other !== truth)
        expect(checkCertificate({ ...certificate, verdict: other } as Certificate).valid).toBe(false);
  });
});

describe('a path in two goods is always decided', () => {
  test.each([
    // A part of one line is written twice, or a point lies on another line.
    ['(0, 1), (3, 2), (8, 2), (4, 4), (2, 8), (6, 0)', 'convex'],
    ['(6, 2), (0, 4), (9, 1)', 'linear'],
    ['(2, 6), (0, 7), (8, 3)', 'linear'],
    ['(4, 5), (4, 5), (1, 2), (0, 6), (8, 4), (9, 3)', 'concave'],
    ['(5, 0), (6, 0), (2, 0), (3, 1), (2, 0), (2, 2), (4, 0)', 'convex'],
    ['(1, 3), (3, 7), (3, 1), (1, 9), (4, 6), (6, 3)', 'concave'],
  ] as const)('through %s is %s', (points, truth) => {
    const { verdict, certificate } = judgeFrontier(agentOf(`frontier through (a, b): ${points}`));
    expect(verdict).toBe(truth);
    expect(checkCertificate(certificate as Certificate)).toEqual({ valid: true });
  });

  test('as the checker decides it, of small whole numbers, where lines often meet', () => {
    const random = randomFrom(977);
    const other: string[] = [];
    for (let i = 0; i < 3000; i++) {
      const digit = (): number => random.whole(0, 9);
      const points = Array.from({ length: 3 + (i % 5) }, () => `(${digit()}, ${digit()})`).join(', ');
      const { verdict, certificate } = judgeFrontier(agentOf(`frontier through (a, b): (1, 0), ${points}`));
      if (verdict === 'unknown' || !checkCertificate(certificate as Certificate).valid) other.push(points);
    }
    expect(other).toEqual([]);
  });
});

describe('capacities', () => {
  test.each([
    ['frontier a <= 3', 3],
    ['frontier a^2 <= 2', Math.SQRT2],
    ['frontier exp(a) <= 5\nfrontier a <= 2', Math.log(5)],
    ['frontier a = 5', 5],
    ['budget time <= 4\na = time*(3 - time)', 2.25],
    ['frontier through (a): (3), (5)', 5],
  ] as const)('%s', (body, most) => {
    const { certificate } = judgeFrontier(agentOf(body));
    if (certificate?.kind !== 'capacity') throw new Error('a capacity');
    expect(certificate.most).toBeCloseTo(most, 10);
    expect(checkCertificate(certificate)).toEqual({ valid: true });
    for (const other of [most * 1.001, most * 0.999, 0, -most])
      expect(checkCertificate({ ...certificate, most: other }).valid).toBe(false);
    const { of: _, ...bare } = certificate;
    expect(checkCertificate(bare).valid).toBe(false);
  });
});
