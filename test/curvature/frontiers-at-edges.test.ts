import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { agentOf } from './reading.ts';

describe('frontiers at odd places: decided, shown by chords, and certified', () => {
  test.each([
    // An even power, or a size, that touches 0 at a place that is no fraction.
    ['frontier b = (1.5 - (a/0.5)^1.3)^2', 'mixed'],
    ['frontier b = (0.5 - ln(1 + 0.3*a))^2', 'convex'],
    ['frontier b = (a^2 + a - 3)^2', 'mixed'],
    ['frontier b = 3*(2 - sqrt(a))^2/5', 'convex'],
    ['frontier b = (0.1 - a^2/(1.5 + a^2))^2', 'mixed'],
    ['frontier b = abs(2 - exp(a))', 'concave'],
    ['frontier b = abs(a^2 - 2)', 'concave'],
    ['frontier b = max(0, 1.5 - 5*a^2 + 2*a)^2', 'mixed'],
    ['frontier a^2/(10 + a^2) + 4*b^0.5 <= 0.7', 'mixed'],
    // Bends within 1e-10 of an end.
    ['budget time <= 5\na = min(exp(5*time/10) - 1, tanh(time/0.1))\nb = ln(1 + 1*time)', 'mixed'],
    ['frontier max(tanh(a/0.1) + b, a + 0.3*b) <= 1', 'mixed'],
    // Steps beside an end.
    ['budget time <= 1\na = time*(5 - time/0.5)\nb = max(0, time - 0.1/4)^0.5', 'mixed'],
    ['budget time <= 7\na = max(0, 0.1*(time - 10/4))\nb = if time < 0.3/3 then 0 else 1.5*time', 'mixed'],
    ['budget time <= 7\na = max(0, 5*(time - 4/4))\nb = 4/(1 + exp(-4*(time - 1)))', 'mixed'],
    ['frontier b = 0.5 - (if a < 0.3/3 then 0 else 0.5*a) for a in 0..3/3', 'convex'],
    ['budget time <= 1.5\na = if time < 1.5/3 then 0 else 2*time\nb = max(0, time - 5/4)^0.9', 'convex'],
    ['frontier among (a, b): (0, 1), (5, 6), (3, 1), (8, 0), (1, 0), (2, 0), (4, 7)', 'mixed'],
    // Heights that are equal, but not in doubles.
    ['frontier b = 4 - (a*(2 - a))^2', 'concave'],
    ['frontier b = 0.7 - 0.3*a*(a - 0.1)*(a - 0.3)', 'concave'],
    ['frontier b = 3 - abs(a*(a - 0.1))', 'concave'],
    ['frontier b = sqrt(2) - a*(a - sqrt(2))*(a - 1)', 'concave'],
    ['frontier b = 10 - a + 10*(a - 1)^2/4 for a in 0..2', 'convex'],
  ] as const)('%s is %s', (body, truth) => {
    const { verdict, witnesses, certificate } = judgeFrontier(agentOf(body));
    expect(verdict).toBe(truth);
    expect(new Set(witnesses.map((w) => w.shows)).size).toBe(truth === 'mixed' ? 2 : truth === 'convex' ? 1 : 0);
    expect(checkCertificate(JSON.parse(JSON.stringify(certificate)) as Certificate)).toEqual({ valid: true });
  });
});

test('what lies below a later hill is dominated', () => {
  const { segments, dominated } = judgeFrontier(agentOf('frontier b = 10 - a + 10*(a - 1)^2/4 for a in 0..2'));
  expect(segments.map((s) => [s.from, Number(s.to.toFixed(9))])).toEqual([[0, 0.4]]);
  expect(dominated).toHaveLength(1);
});

describe('what allows more again beyond its first end is left undecided', () => {
  test.each([
    'frontier b <= (a - 2)^2 - 1\nfrontier a <= 4',
    'frontier b - (a - 2)^2 <= -1\nfrontier a <= 3.5',
    'frontier b <= sin(3*a) + 1 - a/2',
    'frontier b <= (1 - a)*(2 - a)*(3 - a)\nfrontier a <= 2.5',
    'frontier b + c <= (a - 2)^2 - 1\nfrontier a <= 4',
  ])('%s', (body) => {
    const { verdict, reason } = judgeFrontier(agentOf(body));
    expect(verdict).toBe('unknown');
    expect(reason).toContain('decided');
  });

  test.each([
    ['frontier b <= 1 - a - a^2', 'concave'],
    ['frontier b + a^2 - 2*a <= 1', 'concave'],
    ['frontier a/(10 + a) + b <= 0.4\nfrontier a <= 3', 'convex'],
    ['frontier sin(a) + sin(b) + a + b <= 2', 'convex'],
    ['frontier (1 + tanh(a/5))*(1 + b) <= 1.5', 'convex'],
  ] as const)('%s ends for good: %s', (body, truth) => {
    const { verdict, certificate } = judgeFrontier(agentOf(body));
    expect(verdict).toBe(truth);
    expect(checkCertificate(JSON.parse(JSON.stringify(certificate)) as Certificate)).toEqual({ valid: true });
  });

  test('a certificate that says otherwise is refused', () => {
    const { certificate } = judgeFrontier(agentOf('frontier b <= (a - 2)^2 - 1 + 0*a'));
    expect(certificate).toBeNull();
    const honest = judgeFrontier(agentOf('frontier b = (a - 2)^2 - 1')).certificate;
    if (honest?.kind !== 'curve' || honest.of.form !== 'explicit') throw new Error('a curve');
    const constraints = [{ level: ['name', 'b'] as const, bound: honest.y }];
    const changed = { ...honest, of: { form: 'implicit', constraints } } as Certificate;
    expect(checkCertificate(changed).valid).toBe(false);
  });
});
