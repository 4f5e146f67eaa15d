import { assertNever } from '../math/expression/assert-never.ts';
import type { Expression } from '../math/expression/expression.ts';
import { inOrder } from '../math/expression/order.ts';
import { add, compare, multiply, type Rational, rational, subtract, ZERO } from '../math/rational/rational.ts';
import type { Domain } from './algebra/algebra.ts';
import type { Root } from './algebra/polynomial.ts';
import type { BoxJudgement, BoxProof } from './box/box-judgement.ts';
import type { Bend, BoxCertificate, Bracket, LineCertificate, ProvenVerdict, RuleNode } from './certificate.ts';
import { encode, textOf } from './encoded-expression.ts';
import type { Kink, LineJudgement, Stretch } from './line/judge-line.ts';
import type { RuleTree } from './rules/rule-tree.ts';
import type { Verdict, Witness } from './verdict.ts';

export function lineCertificate(
  e: Expression,
  line: LineJudgement,
  verdict: Verdict,
  witnesses: readonly Witness[],
): LineCertificate | null {
  if (verdict === 'unknown' || line.failure) return null;
  if (line.stretches.some((s) => s.sign === null) || line.kinks.some((k) => k.value === null)) return null;
  const [first, last] = [line.stretches[0], line.stretches[line.stretches.length - 1]];
  if (!first || !last) return null;
  const { stretches, joined } = longStretches(line.stretches);
  const brackets = bracketsOf(stretches.map((s) => s.lo).concat(last.hi));
  const selects = inOrder(e).some((x) => x.kind === 'if' || (x.kind === 'call' && /^(abs|min|max)$/.test(x.function)));
  const bracketAt = (r: Root): Bracket =>
    brackets.get(keyOf(joined.get(keyOf(r)) ?? r)) ?? [textOf(r.lo), textOf(r.hi)];
  return {
    kind: 'line',
    expression: encode(e),
    variable: line.name,
    from: textOf(first.lo.hi),
    to: textOf(last.hi.lo),
    verdict,
    stretches: stretches.map((s) => ({ from: bracketAt(s.lo), to: bracketAt(s.hi), bend: s.sign as Bend })),
    kinks: line.kinks
      .filter((k, i) => i === line.kinks.findIndex((x) => isSameBracket(bracketAt(x.at), bracketAt(k.at))))
      .map((k) => kinkOf(k, bracketAt(k.at), selects)),
    ...(line.ends.some((s) => s !== 0) && { ends: line.ends }),
    witnesses,
  };
}

function isSameBracket(a: Bracket, b: Bracket): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Two points that could not be told apart are one: nothing is said of what lies between them. */
function longStretches(all: readonly Stretch[]): {
  readonly stretches: readonly Stretch[];
  readonly joined: ReadonlyMap<string, Root>;
} {
  const joined = new Map<string, Root>();
  const stretches: Stretch[] = [];
  for (const s of all) {
    const before = stretches[stretches.length - 1];
    if (compare(s.lo.hi, s.hi.lo) < 0 || !before) {
      stretches.push({ ...s, lo: joined.get(keyOf(s.lo)) ?? s.lo });
      continue;
    }
    const point: Root = { lo: before.hi.lo, hi: compare(before.hi.hi, s.hi.hi) < 0 ? s.hi.hi : before.hi.hi };
    for (const r of [before.hi, s.lo, s.hi]) joined.set(keyOf(r), point);
    stretches[stretches.length - 1] = { ...before, hi: point };
  }
  return { stretches, joined };
}

/** Within a bracket no enclosure can show that a slope does not jump, nor that it does where a root touches 0. */
function kinkOf(k: Kink, at: Bracket, selects: boolean): LineCertificate['kinks'][number] {
  const told = k.value === 0 && (at[0] === at[1] || (k.slope !== 0 && selects));
  return { at, slope: told ? k.slope : null, jump: k.value !== 0 };
}

/**
 * Points that are no rationals stand in brackets somewhat wider than they are known: right beside a zero no sign can be
 * told in doubles.
 */
function bracketsOf(points: readonly Root[]): ReadonlyMap<string, Bracket> {
  const [first, last] = [points[0] as Root, points[points.length - 1] as Root];
  const share = multiply(subtract(last.hi, first.lo), rational(1n, 1n << 21n));
  return new Map(
    points.map((r, i): [string, Bracket] => {
      if (compare(r.lo, r.hi) === 0) return [keyOf(r), [textOf(r.lo), textOf(r.hi)]];
      const [before, after] = [points[i - 1], points[i + 1]];
      const down = before ? least(share, sixteenth(before.hi, r.lo)) : ZERO;
      const up = after ? least(share, sixteenth(r.hi, after.lo)) : ZERO;
      return [keyOf(r), [textOf(subtract(r.lo, down)), textOf(add(r.hi, up))]];
    }),
  );
}

function keyOf(r: Root): string {
  return `${textOf(r.lo)} ${textOf(r.hi)}`;
}

function least(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

/** Of the way from one to the other; 0 where they are in no order. */
function sixteenth(from: Rational, to: Rational): Rational {
  const way = subtract(to, from);
  return way.numerator <= 0n ? ZERO : multiply(way, rational(1n, 16n));
}

export function boxCertificate(
  e: Expression,
  domain: Domain,
  judged: BoxJudgement,
): LineCertificate | BoxCertificate | null {
  const { verdict, proof, witnesses } = judged;
  if (verdict === 'unknown' || !proof) return null;
  const isLine = proof.kind === 'line' && domain.size === 1 && domain.has(proof.line.name);
  const line = isLine ? lineCertificate(proof.e, proof.line, verdict, witnesses) : null;
  if (line) return line;
  const written = (isLine ? null : writtenProof(domain, proof, verdict, judged)) ?? byWitnesses(judged);
  if (!written) return null;
  const ranges = Object.fromEntries(
    [...domain].map(([n, r]): [string, [string, string]] => [n, [textOf(r.lo), textOf(r.hi)]]),
  );
  return { kind: 'box', expression: encode(e), domain: ranges, verdict, proof: written, witnesses };
}

/** Two chords show by themselves that a function is mixed. */
function byWitnesses({ verdict, witnesses }: BoxJudgement): BoxCertificate['proof'] | null {
  return verdict === 'mixed' && new Set(witnesses.map((w) => w.shows)).size === 2 ? { method: 'witnesses' } : null;
}

function writtenProof(
  domain: Domain,
  proof: BoxProof,
  verdict: ProvenVerdict,
  judged: BoxJudgement,
): BoxCertificate['proof'] | null {
  switch (proof.kind) {
    case 'linear':
      return { method: 'identity' };
    case 'witnesses':
      return { method: 'witnesses' };
    case 'rules':
      return { method: 'rules', tree: ruleNode(proof.tree) };
    case 'hessian':
      return { method: 'hessian', test: proof.method };
    case 'line': {
      const line = lineCertificate(proof.e, proof.line, verdict, domain.has(proof.line.name) ? judged.witnesses : []);
      if (!line) return null;
      return domain.has(proof.line.name)
        ? { method: 'sum', parts: [{ ...line, witnesses: [] }] }
        : { method: 'affine-argument', line };
    }
    case 'sum': {
      const parts = proof.parts.map((p) => boxCertificate(p.e, within(domain, p.names), p.judgement));
      return parts.every((p) => p !== null)
        ? { method: 'sum', parts: parts as (LineCertificate | BoxCertificate)[] }
        : null;
    }
    case 'equal': {
      const { to, judgement } = proof;
      const inner = judgement.proof && writtenProof(domain, judgement.proof, verdict, judgement);
      return inner && { method: 'equal', to: encode(to), proof: inner };
    }
    default:
      return assertNever(proof);
  }
}

function within(domain: Domain, names: readonly string[]): Domain {
  return new Map(
    names.flatMap((n) => (domain.has(n) ? [[n, domain.get(n) as { lo: Rational; hi: Rational }] as const] : [])),
  );
}

function ruleNode(tree: RuleTree): RuleNode {
  return { rule: tree.rule, text: tree.text, curvature: tree.curvature, parts: tree.parts.map(ruleNode) };
}
