import { describe, expect, test } from 'vitest';
import { judgeByParam } from '../../src/curvature/by-param.ts';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { rationalOfText } from '../../src/curvature/encoded-expression.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { compare } from '../../src/math/rational/rational.ts';
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
  ['param k = 2 in 1..3', 'frontier (a/3)^k + (b/2)^k <= 1', ['rules']],
  ['param g = 0.1 in 0..1', 'frontier a + b + g*a*b <= 10', ['curve']],
  ['param r = 3 in 1..5', 'frontier b = 10*sqrt(1 - (a/r)^2)', ['curve']],
  ['param m = 0.5 in 0..1', 'frontier b = (10 - a)*(1 + m*a/20)', ['curve']],
  ['param m = 0.3 in 0.3..0.35', 'frontier b = 1 - a^2*(1 - m*a)', ['bends']],
  ['param s = 1 in 0.5..4', 'budget h <= 8\na = 3*h^1.2\nb = max(0, 2*(h - s))', ['tasks']],
  ['param y = 6 in 1..9', 'frontier through (a, b): (0,10),(5,y),(10,0)', ['turns', 'turns']],
  ['', 'vary k ~ choice(0.5, 0.7)\nfrontier a^k + b^k <= 1', ['each']],
  ['', 'vary s ~ uniform(1, 2)\nfrontier b = s*(4 - a)', ['curve', 'curve']],
];

describe.each(CASES)('%s: %s', (params, body, methods) => {
  const found = certificatesOf(params, body);

  test('it is proven in the way that suits it, and the checker agrees', () => {
    expect(found.map((c) => c.proof.method)).toEqual(methods);
    for (const c of found) expect(checkCertificate(c)).toEqual({ valid: true });
  });

  test('whatever is changed: it is refused, or what it then says holds too', () => {
    let refused = 0;
    for (const c of found) {
      for (const { told, certificate } of mutationsOf(c as unknown as Json)) {
        const other = certificate as unknown as Ranged;
        if (!checkCertificate(other).valid) refused++;
        else expect([told, falsehood(c, other)]).toEqual([told, null]);
      }
    }
    expect(refused).toBeGreaterThan(10);
  });
});

/**
 * What an accepted change may be: another place of a hint, or a neighbouring claim. Any change of the verdict, and any range
 * that reaches beyond what was proven or leaves no range at all, would be told here.
 */
function falsehood(before: Ranged, after: Ranged): string | null {
  if (after.verdict !== before.verdict && JSON.stringify(after.of) === JSON.stringify(before.of)) {
    return `${after.verdict} of what is ${before.verdict}`;
  }
  for (const [name, values] of Object.entries(after.over)) {
    if (!('between' in values)) continue;
    const [from, to] = values.between.map(rationalOfText);
    if (!from || !to || compare(from, to) >= 0) return `${name} has no range`;
  }
  return null;
}
