import { describe, expect, test } from 'vitest';
import type { Certificate, CurveCertificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { decode } from '../../src/curvature/encoded-expression.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import type { Agent, Frontier } from '../../src/economy/economy.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { fromDecimal } from '../../src/math/rational/rational.ts';
import { bentOf } from './planar-hull-judge.ts';
import { agentOf } from './reading.ts';

const frontiers: readonly string[] = [
  'frontier b = 12 - a^2/3 for a in 0..3',
  'frontier b = 4 - a - a^2/4',
  'frontier b = sqrt(2 - a^2)',
  'frontier b = (1 - a^0.7)^(1/0.7)',
  'frontier b = min(10 - a, 20 - 3*a)',
  'frontier b = max(10 - 3*a, 5 - a)',
  'frontier b = if a < 2 then 10 - a else 6 - a',
  'frontier b = if a > 0 then 10 - 1 - a else 10',
  'frontier b = if a < 5 then 10 - a else 7 for a in 0..5',
  'frontier b = 3 - a + sin(3*a)/2',
  'frontier b = a*(4 - a)',
  'frontier b = 5 - 2*a',
  'frontier (a/5)^2 + (b/12)^2 <= 1',
  'frontier a^0.5 + b^0.5 <= 1',
  'frontier ln(1 + a) + ln(1 + b) <= 2',
  'budget time <= 1\na = time^0.5\nb = time^2',
  'budget time <= 8\na = 3*time^1.2\nb = max(0, 2*(time - 1))',
  'budget time <= 10\na = time*(8 - time)\nb = time',
];

type Leaf = string | number | boolean | null;
type Path = readonly (string | number)[];

function leaves(x: unknown, path: Path = []): readonly (readonly [Path, Leaf])[] {
  if (typeof x !== 'object' || x === null) return [[path, x as Leaf]];
  return Object.entries(x).flatMap(([key, value]) => leaves(value, [...path, Array.isArray(x) ? Number(key) : key]));
}

function withLeaf<T>(x: T, [key, ...rest]: Path, leaf: Leaf): T {
  if (key === undefined) return leaf as T;
  const copy = (Array.isArray(x) ? [...x] : { ...x }) as Record<string | number, unknown>;
  copy[key] = withLeaf(copy[key], rest, leaf);
  return copy as T;
}

const WORDS = [
  'concave',
  'convex',
  'linear',
  'mixed',
  'arc',
  'dominated',
  'not-concave',
  'not-convex',
  'before',
  'after',
];

/** Other values of the same kind. */
function others(leaf: Leaf): readonly Leaf[] {
  if (typeof leaf === 'number')
    return [leaf + 1, -leaf, leaf * 1.05 + 1e-3, 0].filter((x) => !Object.is(x, leaf) && x !== leaf);
  if (leaf === null) return [1, -1, '0'];
  if (typeof leaf !== 'string') return [!leaf];
  if (/^-?\d+(\/\d+)?$/.test(leaf)) {
    const [n = '0', d = '1'] = leaf.split('/');
    return [`${BigInt(n) + BigInt(d)}/${d}`, `${BigInt(n) * 21n}/${BigInt(d) * 20n}`, `-${leaf}`].filter(
      (x) => x !== leaf,
    );
  }
  return [...WORDS.filter((w) => w !== leaf), `${leaf}x`];
}

/** What a certificate claims, as an agent to be sampled. */
function agentIn({ of, goods }: CurveCertificate): Agent {
  const like = agentOf('frontier b = 1 - a');
  const { origin } = like.frontier as Frontier;
  const number = (text: string): Expression => {
    const [n = '0', d = '1'] = text.split('/');
    return {
      kind: 'divide',
      left: { kind: 'number', value: { ...fromDecimal('0'), numerator: BigInt(n) } },
      right: { kind: 'number', value: { numerator: BigInt(d), denominator: 1n } },
    };
  };
  const frontierOf = (): Frontier => {
    switch (of.form) {
      case 'explicit': {
        const to = of.to === null ? null : number(of.to);
        const input = { good: of.input, from: number(of.from), to, origin };
        return {
          kind: 'explicit',
          good: of.good,
          formula: decode(of.formula),
          inputs: [input],
          origin,
        } as unknown as Frontier;
      }
      case 'implicit': {
        const constraints = of.constraints.map((c) => ({ level: decode(c.level), bound: decode(c.bound), origin }));
        return { kind: 'implicit', goods, constraints, origin };
      }
      case 'budget': {
        const technologies = of.technologies.map((t) => ({ good: t.good, formula: decode(t.formula), origin }));
        return { kind: 'budget', budget: of.budget, amount: number(of.amount), technologies, origin };
      }
      case 'curve':
        throw new Error('every frontier here says what is written');
    }
  };
  return { ...like, frontier: frontierOf() };
}

const TOLERANCE = 4e-3;

/** By samples alone: nothing speaks against the claim. */
function isPlausible(certificate: CurveCertificate): boolean {
  const bent = bentOf(agentIn(certificate));
  if (!bent) return false;
  const [inward, outward] = [bent.inward > TOLERANCE, bent.outward > TOLERANCE];
  switch (certificate.verdict) {
    case 'concave':
      return !inward;
    case 'convex':
      return !outward;
    case 'linear':
      return !inward && !outward;
    case 'mixed':
      return bent.inward > 0 && bent.outward > 0;
  }
}

describe('every leaf of a certificate changed: refused, or what it claims is true all the same', () => {
  test.each(frontiers)(
    '%s',
    (body) => {
      const certificate = JSON.parse(JSON.stringify(judgeFrontier(agentOf(body)).certificate)) as CurveCertificate;
      expect(certificate.kind).toBe('curve');
      expect(checkCertificate(certificate)).toEqual({ valid: true });
      let refused = 0;
      let all = 0;
      for (const [path, leaf] of leaves(certificate)) {
        for (const other of others(leaf)) {
          all++;
          const changed = withLeaf(certificate, path, other);
          if (!checkCertificate(changed as Certificate).valid) refused++;
          else expect([path.join('.'), other, isPlausible(changed)]).toEqual([path.join('.'), other, true]);
        }
      }
      expect(refused / all).toBeGreaterThan(0.75);
    },
    120_000,
  );
});

describe('what matters is refused', () => {
  test.each(frontiers)('another verdict: %s', (body) => {
    const certificate = judgeFrontier(agentOf(body)).certificate as CurveCertificate;
    for (const verdict of ['concave', 'convex', 'linear', 'mixed'] as const) {
      if (verdict !== certificate.verdict) expect(checkCertificate({ ...certificate, verdict }).valid).toBe(false);
    }
  });

  test.each(frontiers)('a part or a chord left out: %s', (body) => {
    const certificate = judgeFrontier(agentOf(body)).certificate as CurveCertificate;
    const { parts, witnesses } = certificate;
    for (const i of parts.keys())
      expect(checkCertificate({ ...certificate, parts: parts.filter((_, k) => k !== i) }).valid).toBe(false);
    if (certificate.verdict === 'mixed')
      for (const i of witnesses.keys())
        expect(checkCertificate({ ...certificate, witnesses: witnesses.filter((_, k) => k !== i) }).valid).toBe(false);
  });

  test.each(frontiers)('another formula: %s', (body) => {
    const certificate = judgeFrontier(agentOf(body)).certificate as CurveCertificate;
    const y = ['subtract', certificate.y, ['power', ['name', certificate.parameter], '2']] as const;
    expect(checkCertificate({ ...certificate, y }).valid).toBe(false);
  });
});
