import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { agentOf } from './reading.ts';

/** Budgets over three tasks. */
const budgets: readonly (readonly [body: string, truth: string])[] = [
  ['budget time <= 1\na = time^1.2\nb = time^1.2\nc = time^1.2', 'convex'],
  ['budget time <= 1\na = time^0.2\nb = time^0.2\nc = time^0.7', 'concave'],
  ['budget time <= 1\na = 2*time\nb = 3*time\nc = time', 'linear'],
  ['budget time <= 1\na = time^0.5\nb = time^1.2\nc = 2*time', 'mixed'],
  ['budget time <= 6\na = time*(4 - time)\nb = time*(4 - time)\nc = time', 'concave'],
  // A set-up cost is a jump: next to a face where the good is not made it is spent already.
  ['budget time <= 1\na = max(0, time - 0.1)\nb = max(0, time - 0.1)\nc = max(0, time - 0.1)', 'convex'],
  ['budget time <= 1\na = max(0, time - 0.5)\nb = time\nc = time', 'convex'],
  ['budget time <= 1\na = max(0, time - 0.1)\nb = time^0.5\nc = time^0.5', 'mixed'],
  // The most of two goods fits, and makes their section a box; of all three it does not.
  ['budget time <= 8\na = min(time, 4)\nb = min(time, 4)\nc = time^2', 'convex'],
  ['budget time <= 10\na = min(time, 4)\nb = min(time, 4)\nc = min(time, 4)', 'linear'],
  ['budget time <= 10\na = min(time^2, 1)\nb = min(time^2, 1)\nc = min(time^2, 1)', 'concave'],
  ['budget time <= 1\na = 0.3*min(time, 2)\nb = max(0, time - 0.3)\nc = 2*min(time, 0.3)', 'convex'],
  // What the others leave is given to the third, beyond its threshold.
  ['budget time <= 2\na = time*(1.2 - time)\nb = 1.5*min(time, 0.5)\nc = time^2/(0.1 + time^2)', 'concave'],
  // A good that cannot be made has no say.
  ['budget time <= 1\na = max(0, time - 2)\nb = time\nc = time^2', 'convex'],
  ['budget time <= 1\na = max(0, time - 2)\nb = max(0, time - 2)\nc = time^2', 'linear'],
];

describe('budgets over three tasks', () => {
  test.each(budgets)('%s is %s', (body, truth) => {
    const found = judgeFrontier(agentOf(body));
    expect(found.verdict).toBe(truth);
    expect(found.certificate?.kind).toBe('separable');
    expect(checkCertificate(JSON.parse(JSON.stringify(found.certificate)))).toEqual({ valid: true });
    expect(found.shape?.kind).toBe('separable');
  });
});
