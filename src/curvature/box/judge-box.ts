import { substitute } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { type Interval, intersect } from '../../math/interval/interval.ts';
import { divide, type Rational, rational, subtract, toDouble } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn, type Domain, signFact, type Work } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { enclosure } from '../algebra/enclosure.ts';
import { type Form, form, generatorsIn, minus, scale, type Term, variablesIn } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { isSumOfSquares } from '../algebra/quadratic.ts';
import { expressionOf } from '../algebra/write.ts';
import type { LineJudgement } from '../line/judge-line.ts';
import { curvatureByRules, type RuleCurvature, type RuleFacts, type RuleTree } from '../rules.ts';
import type { Witness } from '../verdict.ts';
import { chordThrough, type Ranges, searchChords, type Target } from './chords.ts';
import { type FormMatrix, negated, provenSemidefinite } from './definite.ts';
import { judgeOnLine } from './on-line.ts';

export type BoxVerdict = 'concave' | 'convex' | 'linear' | 'mixed' | 'unknown';

/** What was found over a box, and how. */
export interface BoxJudgement {
  readonly verdict: BoxVerdict;
  readonly strict: boolean | null;
  readonly witnesses: readonly Witness[];
  readonly proof: BoxProof | null;
  readonly reason: string | null;
}

export type BoxProof =
  | { readonly kind: 'linear' }
  | { readonly kind: 'rules'; readonly tree: RuleTree }
  | {
      readonly kind: 'hessian';
      readonly method: 'LDL' | 'minors' | 'Cholesky';
      readonly names: readonly string[];
      readonly e: Expression;
    }
  | { readonly kind: 'line'; readonly e: Expression; readonly line: LineJudgement }
  | {
      readonly kind: 'sum';
      readonly parts: readonly {
        readonly e: Expression;
        readonly names: readonly string[];
        readonly judgement: BoxJudgement;
      }[];
    }
  | { readonly kind: 'witnesses' };

const LINEAR: BoxJudgement = {
  verdict: 'linear',
  strict: false,
  witnesses: [],
  proof: { kind: 'linear' },
  reason: 'equal to a straight line in exact arithmetic',
};

/** Judges a function of several variables over a box. */
export function judgeBox(e: Expression, domain: Domain, work: Work): BoxJudgement {
  const algebra = algebraOn(domain, signOnLine, work);
  const memo = new Map<Expression, Form>();
  const normal = normalise(e, algebra, memo);
  if (!normal.form) {
    if (normal.failure.why === 'undefined')
      return unknown(`${normal.failure.message} (${shownText(normal.failure.at)})`);
    return (
      byRulesAndChords(e, null, algebra, memo, work) ??
      unknown(`${normal.failure.message} (${shownText(normal.failure.at)})`)
    );
  }
  return judgeForm(e, normal.form, algebra, memo, work);
}

function shownText(e: Expression): string {
  const text = JSON.stringify(e.kind === 'call' ? e.function : e.kind);
  return text.slice(1, -1);
}

function unknown(reason: string): BoxJudgement {
  return { verdict: 'unknown', strict: null, witnesses: [], proof: null, reason };
}

function judgeForm(e: Expression, f: Form, algebra: Algebra, memo: Map<Expression, Form>, work: Work): BoxJudgement {
  const parts = components(f);
  const [only] = parts;
  if (!only) return LINEAR;
  if (parts.length === 1 && only.names.length === algebra.domain.size)
    return judgeBlock(e, only.form, algebra, memo, work);
  const judged = parts.map((part) => {
    const text = expressionOf(part.form);
    const domain: Domain = new Map(part.names.map((n) => [n, algebra.domain.get(n) as { lo: Rational; hi: Rational }]));
    const inner =
      part.names.length === 1
        ? judgeOnLine(text, part.names[0] as string, domain, work)
        : judgeBox2(text, domain, work);
    return { e: text, names: part.names, judgement: inner };
  });
  return joined(e, judged, algebra);
}

function judgeBox2(e: Expression, domain: Domain, work: Work): BoxJudgement {
  const algebra = algebraOn(domain, signOnLine, work);
  const memo = new Map<Expression, Form>();
  const normal = normalise(e, algebra, memo);
  return normal.form ? judgeBlock(e, normal.form, algebra, memo, work) : unknown('a part could not be judged');
}

interface Component {
  readonly names: readonly string[];
  readonly form: Form;
}

/** Groups the terms that share variables; linear terms of one variable alone bend nothing and are left out. */
function components(f: Form): readonly Component[] {
  const groups: { names: Set<string>; terms: Term[] }[] = [];
  for (const t of f.terms) {
    const names = variablesIn(form([t]));
    if (names.size === 0 || isLinearTerm(t)) continue;
    const touching = groups.filter((g) => [...names].some((n) => g.names.has(n)));
    const merged = {
      names: new Set([...names, ...touching.flatMap((g) => [...g.names])]),
      terms: [...touching.flatMap((g) => g.terms), t],
    };
    for (const g of touching) groups.splice(groups.indexOf(g), 1);
    groups.push(merged);
  }
  return groups.map((g) => ({ names: [...g.names], form: form(g.terms) }));
}

function isLinearTerm(t: Term): boolean {
  const open = t.factors.filter(
    (x) => variablesIn(form([{ coefficient: rational(1n), factors: [x], key: '' }])).size > 0,
  );
  const [only] = open;
  return (
    open.length === 1 && only?.generator.kind === 'variable' && only.exponent.numerator === only.exponent.denominator
  );
}

/** A sum of functions of different variables bends as its parts do. */
function joined(
  e: Expression,
  parts: readonly { readonly e: Expression; readonly names: readonly string[]; readonly judgement: BoxJudgement }[],
  algebra: Algebra,
): BoxJudgement {
  const verdicts = new Set(parts.map((p) => p.judgement.verdict));
  verdicts.delete('linear');
  const witnesses = parts.flatMap((p) => p.judgement.witnesses.map((w) => lifted(w, algebra)));
  const has = (shows: Witness['shows']): Witness | undefined => witnesses.find((w) => w.shows === shows);
  if (verdicts.has('mixed') || (verdicts.has('convex') && verdicts.has('concave'))) {
    const pair = [has('not-concave'), has('not-convex')].filter((w) => w !== undefined);
    const names = [...algebra.domain.keys()];
    const target: Target = { e, names, form: null, algebra: null };
    const ranges = rangesOf(algebra, names);
    const found = [
      has('not-concave') ?? searchChords(target, ranges, 'not-concave'),
      has('not-convex') ?? searchChords(target, ranges, 'not-convex'),
    ];
    return {
      verdict: 'mixed',
      strict: false,
      witnesses: pair.length === 2 ? (pair as Witness[]) : found.filter((w) => w !== null),
      proof: { kind: 'sum', parts },
      reason: null,
    };
  }
  if (verdicts.has('unknown'))
    return unknown(parts.find((p) => p.judgement.verdict === 'unknown')?.judgement.reason ?? 'a part is not decided');
  const verdict = verdicts.has('convex') ? 'convex' : verdicts.has('concave') ? 'concave' : 'linear';
  const strict =
    verdict === 'linear'
      ? false
      : parts.every((p) => p.judgement.strict === true) && parts.flatMap((p) => p.names).length === algebra.domain.size;
  return {
    verdict,
    strict,
    witnesses: witnesses.slice(0, 1),
    proof: { kind: 'sum', parts },
    reason: `a sum of ${verdict} functions of different variables`,
  };
}

/** A chord in some variables, with the others held at the middle of their ranges. */
function lifted(w: Witness, algebra: Algebra): Witness {
  const rest: Record<string, number> = {};
  for (const [name, { lo, hi }] of algebra.domain) if (!(name in w.p)) rest[name] = (toDouble(lo) + toDouble(hi)) / 2;
  return { ...w, p: { ...rest, ...w.p }, q: { ...rest, ...w.q }, mid: { ...rest, ...w.mid } };
}

export function rangesOf(algebra: Algebra, names: readonly string[]): Ranges {
  return names.map((n) => {
    const r = algebra.domain.get(n) as { lo: Rational; hi: Rational };
    return { lo: toDouble(r.lo), hi: toDouble(r.hi) };
  });
}

function judgeBlock(e: Expression, f: Form, algebra: Algebra, memo: Map<Expression, Form>, work: Work): BoxJudgement {
  const names = [...variablesIn(f)].sort();
  if (names.length === 0 || f.terms.every((t) => t.factors.length === 0 || isLinearTerm(t))) return LINEAR;
  if (names.length === 1) return judgeOnLine(expressionOf(f), names[0] as string, algebra.domain, work);
  const smooth = ![...generatorsIn(f).values()].some((g) => g.kind === 'abs');
  const gradient = smooth ? names.map((n) => derivative(f, n)) : null;
  if (gradient?.every((g) => g !== null)) {
    const slopes = gradient as Form[];
    const affine = alongAffine(e, slopes, names, algebra, work);
    if (affine) return affine;
    const found = byHessian(e, f, slopes, names, algebra);
    if (found) return found;
  }
  return byRulesAndChords(e, f, algebra, memo, work) ?? unknown(blocked(e, smooth));
}

function blocked(_e: Expression, smooth: boolean): string {
  return smooth
    ? 'the sign of the second derivative was not decided within the work limit'
    : 'a kink in several variables is not covered by the composition rules';
}

/** f = φ(c·x): judged along the diagonal on which c·x takes all its values. */
function alongAffine(
  e: Expression,
  slopes: readonly Form[],
  names: readonly string[],
  algebra: Algebra,
  work: Work,
): BoxJudgement | null {
  const first = slopes[0] as Form;
  const lead = first.terms[0];
  if (!lead) return null;
  const ratios: Rational[] = [];
  for (const slope of slopes) {
    const same = slope.terms.find((t) => t.key === lead.key);
    const ratio = same && divide(same.coefficient, lead.coefficient);
    if (!ratio || minus(slope, scale(first, ratio)).terms.length > 0) return null;
    ratios.push(ratio);
  }
  const parameter = '·s';
  const replacements = new Map<string, Expression>();
  names.forEach((n, i) => {
    const { lo, hi } = algebra.domain.get(n) as { lo: Rational; hi: Rational };
    const [from, to] = (ratios[i] as Rational).numerator >= 0n ? [lo, hi] : [hi, lo];
    const step: Expression = {
      kind: 'multiply',
      left: { kind: 'number', value: subtract(to, from) },
      right: { kind: 'name', name: parameter },
    };
    replacements.set(n, { kind: 'add', left: { kind: 'number', value: from }, right: step });
  });
  const range = { lo: rational(0n), hi: rational(1n) };
  const along = judgeOnLine(substitute(e, replacements), parameter, new Map([[parameter, range]]), work);
  if (along.verdict === 'unknown') return null;
  const witnesses = along.witnesses.map((w) => ontoBox(w, names, algebra, ratios, parameter)).filter((w) => w !== null);
  const wanted: Witness['shows'][] =
    along.verdict === 'mixed' ? ['not-concave', 'not-convex'] : along.verdict === 'convex' ? ['not-concave'] : [];
  const target: Target = { e, names, form: null, algebra: null };
  const confirmed = wanted.map((shows) => searchAlong(target, witnesses, shows, algebra));
  return { ...along, strict: false, witnesses: confirmed.filter((w) => w !== null), proof: along.proof };
}

function searchAlong(
  target: Target,
  candidates: readonly { readonly m: readonly number[]; readonly d: readonly number[] }[],
  shows: Witness['shows'],
  algebra: Algebra,
): Witness | null {
  const ranges = rangesOf(algebra, target.names);
  for (const { m, d } of candidates) {
    const found = chordThrough(target, ranges, m, d, shows);
    if (found) return found;
  }
  return searchChords(target, ranges, shows);
}

function ontoBox(
  w: Witness,
  names: readonly string[],
  algebra: Algebra,
  ratios: readonly Rational[],
  parameter: string,
): { m: number[]; d: number[] } | null {
  const [mid, q] = [w.mid[parameter], w.q[parameter]];
  if (mid === undefined || q === undefined) return null;
  const ranges = rangesOf(algebra, names);
  const span = (i: number): readonly [number, number] => {
    const r = ranges[i] as { lo: number; hi: number };
    return (ratios[i] as Rational).numerator >= 0n ? [r.lo, r.hi] : [r.hi, r.lo];
  };
  return {
    m: names.map((_, i) => span(i)[0] + mid * (span(i)[1] - span(i)[0])),
    d: names.map((_, i) => (q - mid) * (span(i)[1] - span(i)[0])),
  };
}

// The Hessian.

function byHessian(
  e: Expression,
  f: Form,
  slopes: readonly Form[],
  names: readonly string[],
  algebra: Algebra,
): BoxJudgement | null {
  const h = names.map((_, i) => names.map((n, j) => (j < i ? null : derivative(slopes[i] as Form, n))));
  if (h.some((row, i) => row.some((x, j) => j >= i && x === null))) return null;
  const full: FormMatrix = names.map((_, i) => names.map((_n, j) => (j < i ? h[j]?.[i] : h[i]?.[j]) as Form));
  const target: Target = { e, names, form: f, algebra };
  const seen = signsSeen(full, names, algebra, target);
  if (seen.convex && seen.concave) {
    return {
      verdict: 'mixed',
      strict: false,
      witnesses: [seen.convex, seen.concave],
      proof: { kind: 'witnesses' },
      reason: null,
    };
  }
  const order: ('convex' | 'concave')[] =
    seen.maybe === 'concave' ? ['concave'] : seen.maybe === 'convex' ? ['convex'] : [];
  for (const verdict of order) {
    const method = provenSemidefinite(algebra, verdict === 'convex' ? full : negated(full));
    if (!method) continue;
    const chord =
      verdict === 'convex' ? (seen.convex ?? searchChords(target, rangesOf(algebra, names), 'not-concave', 40)) : null;
    return {
      verdict,
      strict: method === 'Cholesky' ? true : null,
      witnesses: chord ? [chord] : [],
      proof: { kind: 'hessian', method, names, e },
      reason: `the matrix of second derivatives has one sign (${method})`,
    };
  }
  return null;
}

interface Seen {
  readonly convex: Witness | null;
  readonly concave: Witness | null;
  readonly maybe: 'convex' | 'concave' | null;
}

/** The curvature at some points in doubles; where both signs seem to occur, both are proven by chords. */
function signsSeen(h: FormMatrix, names: readonly string[], algebra: Algebra, target: Target): Seen {
  const entries = h.map((row) => row.map((x) => compile(expressionOf(x), names)));
  const ranges = rangesOf(algebra, names);
  let up: { at: number[]; along: number[]; size: number } | null = null;
  let down: { at: number[]; along: number[]; size: number } | null = null;
  for (const at of samplePoints(ranges)) {
    const matrix = entries.map((row, i) => row.map((f, j) => f(at) * width(ranges, i) * width(ranges, j)));
    if (matrix.some((row) => row.some((x) => !Number.isFinite(x)))) continue;
    const { values, vectors } = eigen(matrix);
    const largest = Math.max(...values.map(Math.abs));
    values.forEach((value, k) => {
      const along = (vectors[k] as number[]).map((v, i) => v * width(ranges, i));
      const size = value / (largest || 1);
      if (size > 1e-9 && (!up || size > up.size)) up = { at, along, size };
      if (size < -1e-9 && (!down || -size > down.size)) down = { at, along, size: -size };
    });
  }
  const prove = (found: { at: number[]; along: number[] } | null, shows: Witness['shows']): Witness | null =>
    found && (chordThrough(target, ranges, found.at, found.along, shows) ?? searchChords(target, ranges, shows));
  if (up && down) return { convex: prove(up, 'not-concave'), concave: prove(down, 'not-convex'), maybe: null };
  return {
    convex: up ? prove(up, 'not-concave') : null,
    concave: null,
    maybe: up ? 'convex' : down ? 'concave' : null,
  };
}

function width(ranges: Ranges, i: number): number {
  const r = ranges[i] as { lo: number; hi: number };
  return r.hi - r.lo;
}

function samplePoints(ranges: Ranges): number[][] {
  const fractions = [0.5, 0.11, 0.89, 0.29, 0.71, 0.03, 0.97, 0.41, 0.61];
  const points = fractions.map((t) => ranges.map(({ lo, hi }) => lo + (hi - lo) * t));
  for (let k = 1; k <= 24; k++) {
    points.push(
      ranges.map(({ lo, hi }, i) => lo + (hi - lo) * (0.02 + 0.96 * fraction(k * (ROOTS[i % ROOTS.length] as number)))),
    );
  }
  for (let mask = 0; mask < 1 << Math.min(ranges.length, 4); mask++) {
    points.push(ranges.map(({ lo, hi }, i) => (mask & (1 << i) ? hi - (hi - lo) * 0.004 : lo + (hi - lo) * 0.004)));
  }
  return points;
}

const ROOTS = [0.7548776662466927, 0.5698402909980532, 0.8191725133961645, 0.6180339887498949];

function fraction(x: number): number {
  return x - Math.floor(x);
}

/** Eigenvalues and vectors of a small symmetric matrix (Jacobi rotations). In doubles: it only chooses what to prove. */
function eigen(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((_r, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  return { values: a.map((row, i) => row[i] as number), vectors: a.map((_, k) => v.map((row) => row[k] as number)) };
}

function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const [ap, aq] = [a[p] as number[], a[q] as number[]];
  const off = ap[q] as number;
  if (Math.abs(off) < 1e-300) return;
  const theta = ((aq[q] as number) - (ap[p] as number)) / (2 * off);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of [...a, ...v]) {
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [ap[k] as number, aq[k] as number];
    ap[k] = c * x - s * y;
    aq[k] = s * x + c * y;
  }
}

// Composition rules, then chords.

function byRulesAndChords(
  e: Expression,
  f: Form | null,
  algebra: Algebra,
  memo: Map<Expression, Form>,
  work: Work,
): BoxJudgement | null {
  const names = [...algebra.domain.keys()];
  const tree = curvatureByRules(e, factsFor(algebra, memo, f !== null, work));
  const target: Target = { e, names, form: f, algebra };
  const ranges = rangesOf(algebra, names);
  const { curvature } = tree;
  if (f === null && !enclose(e, algebra.box).defined) return null;
  if (curvature === 'affine' || curvature === 'constant') return { ...LINEAR, proof: { kind: 'rules', tree } };
  const up = curvature === 'concave' ? null : searchChords(target, ranges, 'not-concave');
  if (curvature !== 'none')
    return {
      verdict: curvature,
      strict: null,
      witnesses: up ? [up] : [],
      proof: { kind: 'rules', tree },
      reason: `composition rules: ${tree.rule}`,
    };
  const down = searchChords(target, ranges, 'not-convex');
  return up && down
    ? { verdict: 'mixed', strict: false, witnesses: [up, down], proof: { kind: 'witnesses' }, reason: null }
    : null;
}

function factsFor(algebra: Algebra, memo: Map<Expression, Form>, canProve: boolean, work: Work): RuleFacts {
  let budget = 12;
  const formOf = (e: Expression): Form | null => {
    const known = memo.get(e);
    if (known) return known;
    return normalise(e, algebra, memo).form;
  };
  return {
    range(e) {
      const f = formOf(e);
      const { value } = enclose(e, algebra.box);
      const own: Interval = f ? intersect(value, enclosure(f, algebra.box, algebra.ranges)) : value;
      const fact = f ? signFact(algebra, f) : null;
      if (fact?.sign === 1 && fact.closed && own.lo <= 0) return { lo: Number.MIN_VALUE, hi: own.hi };
      if (fact?.sign === 1) return { lo: Math.max(0, own.lo), hi: own.hi };
      if (fact?.sign === -1) return { lo: own.lo, hi: Math.min(0, own.hi) };
      return own;
    },
    degree(e) {
      const f = formOf(e);
      if (!f) return null;
      if (variablesIn(f).size === 0) return 'constant';
      return f.terms.every((t) => variablesIn(form([t])).size === 0 || isLinearTerm(t)) ? 'affine' : null;
    },
    isSumOfSquares(e) {
      const f = formOf(e);
      return f !== null && isSumOfSquares(f);
    },
    otherwise(e): RuleCurvature {
      const f = formOf(e);
      if (!canProve || !f || budget-- <= 0 || [...generatorsIn(f).values()].some((g) => g.kind === 'abs'))
        return 'none';
      const names = [...variablesIn(f)];
      const judged =
        names.length === 1
          ? judgeOnLine(e, names[0] as string, algebra.domain, work)
          : byDerivatives(e, f, names, algebra);
      return judged?.verdict === 'convex' || judged?.verdict === 'concave' ? judged.verdict : 'none';
    },
  };
}

function byDerivatives(e: Expression, f: Form, names: readonly string[], algebra: Algebra): BoxJudgement | null {
  const slopes = names.map((n) => derivative(f, n));
  return slopes.every((s) => s !== null) ? byHessian(e, f, slopes as Form[], names, algebra) : null;
}
