import { describe, expect, test } from 'vitest';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { refutedSomewhere } from './range-oracle.ts';
import { type Json, mutationsOf } from './tamper/mutations.ts';

type Ranged = Certificate & { readonly kind: 'range' };

function agentIn(params: string, body: string) {
  const { economy } = parseEconomy(`good a, b, c\n${params}\nagent X[50] {\n${body}\n}\nmaximize a^0.5*b^0.5`);
  const [agent] = economy.agents;
  if (!agent) throw new Error(body);
  return { agent, params: economy.params };
}

/** All that are proven of the ranges, and of a population. */
function certificatesOf(params: string, body: string): readonly Ranged[] {
  const { agent, params: list } = agentIn(params, body);
  const own = agent.vary ? [judgeFrontier(agent).certificate] : [];
  const all = [...own, ...(judgeByParam(agent, list) ?? []).map((s) => s.certificate)];
  return all.flatMap((c) => (c?.kind === 'range' ? [c] : []));
}

const CASES: readonly (readonly [params: string, body: string, methods: readonly string[]])[] = [
  ['param k = 2 in 0.5..3', 'frontier b = (1 - a^k)^(1/k)', ['curve', 'curve']],
  ['param s = 2 in 1..3', 'frontier a/s + b^2 <= 1', ['rules']],
  ['param g = 0.1 in 0..1', 'frontier a + b + g*a*b <= 1', ['curve']],
  ['param r = 3 in 1..5', 'frontier b = 10*sqrt(1 - (a/r)^2)', ['curve']],
  ['param m = 0.5 in 0..1', 'frontier b = (10 - a)*(1 + m*a/20)', ['curve']],
  ['param m = 0.3 in 0.3..0.35', 'frontier b = 1 - a^2*(1 - m*a)', ['bends']],
  ['param s = 1 in 0.5..4', 'budget h <= 8\na = 3*h^1.2\nb = max(0, 2*(h - s))', ['tasks']],
  ['param y = 6 in 1..9', 'frontier through (a, b): (0,10),(5,y),(10,0)', ['turns', 'turns']],
  ['', 'vary k ~ choice(2, 3)\nfrontier b = 1 - a^k', ['each']],
  ['', 'vary s ~ uniform(1, 2)\nfrontier b = s*(4 - a)', ['curve', 'curve']],
];

describe.each(CASES)('%s: %s', (params, body, methods) => {
  const found = certificatesOf(params, body);

  test('it is proven in the way that suits it, and the checker agrees', () => {
    expect(found.map((c) => c.proof.method)).toEqual(methods);
    for (const c of found) expect(checkCertificate(c)).toEqual({ valid: true });
  });

  test('values of what varies contradict it nowhere', () => {
    for (const c of found) expect(refutedSomewhere(c)).toBeNull();
  });

  test('whatever is changed: it is refused, or what it then says holds too', () => {
    let refused = 0;
    for (const c of found) {
      for (const { told, certificate } of mutationsOf(c as unknown as Json)) {
        const other = certificate as unknown as Ranged;
        if (!checkCertificate(other).valid) refused++;
        else if (claimOf(other) !== claimOf(c)) expect([told, refutedSomewhere(other)]).toEqual([told, null]);
      }
    }
    expect(refused).toBeGreaterThan(10);
  });
});

/** Without the proof: what changes only there is another proof of the same. */
function claimOf({ of, over, verdict }: Ranged): string {
  return JSON.stringify([of, over, verdict]);
}
