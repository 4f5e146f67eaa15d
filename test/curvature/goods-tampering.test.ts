import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { agentOf } from './reading.ts';

/** One of every method of the two kinds. */
const bodies: readonly string[] = [
  'frontier a^2 + b^2 + c^2 + a*b <= 4',
  'frontier a + 2*b + c <= 3',
  'frontier ln(1 + a + b) + c <= 2',
  'frontier a*b*c <= 1\nfrontier a <= 3\nfrontier b <= 3\nfrontier c <= 3',
  'frontier a^0.3 + b^0.7 + c*a + c <= 0.7',
  'frontier a*b + c^2 + a + b + c <= 3',
  'frontier c = 10 - a*b for a in 1..2, b in 1..4',
  'frontier exp(a*b) + a + b <= 6',
  'budget time <= 1\na = time^1.2\nb = time^1.2\nc = time',
  'budget time <= 1\na = time^0.5\nb = time^1.2\nc = 2*time',
  'budget time <= 2\na = time\nb = 1.5*min(time, 0.5)\nc = 3*time',
  'budget time <= 2\na = 0.5*min(time, 0.5)\nb = 1.5*min(time, 0.5)\nc = time^2/(0.1 + time^2)',
];

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

function leavesOf(x: Json, path: Path = []): readonly Path[] {
  if (typeof x !== 'object' || x === null) return [path];
  const entries: readonly (readonly [string | number, Json])[] = Array.isArray(x)
    ? x.map((v, i) => [i, v] as const)
    : Object.entries(x);
  return entries.flatMap(([k, v]) => leavesOf(v, [...path, k]));
}

function at(x: Json, path: Path): Json {
  return path.reduce<Json>((y, k) => (y as Record<string | number, Json>)[k] as Json, x);
}

function replaced(x: Json, path: Path, by: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return by;
  if (Array.isArray(x)) return x.map((v, i) => (i === head ? replaced(v, rest, by) : v));
  return { ...(x as Record<string, Json>), [head]: replaced((x as Record<string, Json>)[head] as Json, rest, by) };
}

const WORDS = ['concave', 'convex', 'linear', 'mixed'];
const SHOWS = ['not-concave', 'not-convex'];

/** Other values of a leaf, near and far. */
function others(value: Json): readonly Json[] {
  if (typeof value === 'number')
    return [value * 1.5 + 0.1, -value - 1, 0, value * (1 + 1e-3)].filter((v) => v - value !== 0);
  if (typeof value !== 'string') return ['x'];
  for (const words of [WORDS, SHOWS]) if (words.includes(value)) return words.filter((w) => w !== value);
  if (/^-?\d+(\/\d+)?$/.test(value)) return ['0', '-1', '7/3', '1000'].filter((v) => v !== value);
  return [`${value}x`, ''];
}

/**
 * What may change without making the statement about the frontier false or less than proven: hints about where to look, of
 * which the checker then proves what it needs anew (another box that holds the set, another split that suffices).
 */
function isStillTrue(certificate: Certificate, path: Path): boolean {
  const [first, , third] = path;
  // The cuts are hints: the checker halves on by itself.
  if (path[path.length - 1] === 'cuts') return true;
  // Parts of a budget that prove as well, as long as they prove it.
  if (certificate.kind === 'separable' && first === 'tasks') {
    return third === 'spent' || third === 'peak' || third === 'until' || third === 'from' || third === 'proof';
  }
  if (certificate.kind === 'separable' && path.includes('shares')) return true;
  if (certificate.kind === 'level' && (first === 'tops' || first === 'box')) return true;
  return path.includes('certificate');
}

/** Whether a changed certificate that is accepted still says what is true of the frontier as written. */
function saysTheSame(original: Certificate, changed: Certificate): boolean {
  const written = (c: Certificate): unknown =>
    c.kind === 'level'
      ? [c.kind, c.goods, c.constraints, c.verdict]
      : c.kind === 'separable'
        ? [c.kind, c.budget, c.amount, c.tasks.map((t) => [t.good, t.formula]), c.verdict]
        : c;
  return JSON.stringify(written(original)) === JSON.stringify(written(changed));
}

describe('tampering with any leaf is refused, or leaves the statement about the frontier as it was', () => {
  test.each(bodies)('%s', (body) => {
    const original = JSON.parse(JSON.stringify(judgeFrontier(agentOf(body)).certificate)) as Certificate;
    expect(checkCertificate(original)).toEqual({ valid: true });
    const accepted: string[] = [];
    for (const path of leavesOf(original as unknown as Json)) {
      for (const by of others(at(original as unknown as Json, path))) {
        const changed = replaced(original as unknown as Json, path, by) as unknown as Certificate;
        if (!checkCertificate(changed).valid) continue;
        const harmless = saysTheSame(original, changed) ? isStillTrue(original, path) : isTrue(changed);
        if (!harmless) accepted.push(`${path.join('.')} = ${JSON.stringify(by)}`);
      }
    }
    expect(accepted).toEqual([]);
  });
});

/** A certificate of another frontier is accepted only where its verdict is the true one: judged anew from what it says. */
function isTrue(changed: Certificate): boolean {
  const text = frontierOf(changed);
  if (text === null) return false;
  return judgeFrontier(agentOf(text)).verdict === ('verdict' in changed ? changed.verdict : null);
}

function frontierOf(c: Certificate): string | null {
  if (c.kind === 'separable') {
    // What a good is called changes nothing.
    const tasks = c.tasks.map((t, i) => `${'abc'[i]} = ${textOf(t.formula)}`);
    return `budget ${c.budget} <= ${c.amount}\n${tasks.join('\n')}`;
  }
  if (c.kind !== 'level') return null;
  const constraints = c.constraints.map((x) => `frontier ${textOf(x.level)} <= ${textOf(x.bound)}`);
  return constraints.join('\n');
}

const SIGNS: Readonly<Record<string, string>> = { add: '+', subtract: '-', multiply: '*', divide: '/', power: '^' };

function textOf(e: unknown): string {
  if (typeof e === 'string') return e.startsWith('-') ? `(0 - (${e.slice(1)}))` : `(${e})`;
  const [kind, ...rest] = e as readonly [string, ...unknown[]];
  const sign = SIGNS[kind];
  if (sign) return `(${textOf(rest[0])} ${sign} ${textOf(rest[1])})`;
  if (kind === 'name') return String(rest[0]);
  if (kind === 'negate') return `(0 - ${textOf(rest[0])})`;
  return `${String(rest[0])}(${rest.slice(1).map(textOf).join(', ')})`;
}

/** Of a set that ends within the cap: the same constraints with one number changed, so that more can be made further out. */
const further: readonly (readonly [body: string, from: string, to: string])[] = [
  ['frontier sin(a) + b + c <= 0.5\nfrontier a <= 0.53', '53/100', '3'],
  ['frontier a*(3 - a) + b + c <= 1\nfrontier a <= 1', '1', '4'],
  ['frontier exp(-(a - 2)^2) + 3*b + 2*c <= 0.5\nfrontier a <= 2.5', '5/2', '9'],
  ['frontier a^3 - 6*a^2 + 11*a + b + c <= 5.8\nfrontier a <= 1.5', '3/2', '5'],
];

describe('a set that allows more again behind its box', () => {
  test.each(further)('%s with %s made %s is refused', (body, from, to) => {
    const honest = JSON.parse(JSON.stringify(judgeFrontier(agentOf(body)).certificate)) as Certificate;
    expect(checkCertificate(honest)).toEqual({ valid: true });
    if (honest.kind !== 'level') throw new Error('a level');
    const forged = {
      ...honest,
      constraints: honest.constraints.map((c) => (c.bound === from && c.level[1] === 'a' ? { ...c, bound: to } : c)),
    };
    expect(forged).not.toEqual(honest);
    expect(checkCertificate(forged).valid).toBe(false);
    expect(judgeFrontier(agentOf(textOfAll(forged))).verdict).not.toBe(honest.verdict);
  });

  test.each([
    ['frontier a + b + c <= 100\nfrontier (a - 2)*(a - 4)*(a - 6) + b + c <= 1'],
    ['frontier a + b + c <= 100\nfrontier sin(a) + b + c <= 0.5'],
    ['frontier a + b <= 100\nfrontier (a - 2)*(a - 4)*(a - 6) + b^2 + a*b <= 1'],
  ])('%s is not judged by its first part alone', (body) => {
    const { verdict, reason } = judgeFrontier(agentOf(body));
    expect(['mixed', 'unknown']).toContain(verdict);
    expect(reason).not.toBeNull();
  });
});

function textOfAll(c: Certificate): string {
  return frontierOf(c) ?? '';
}
