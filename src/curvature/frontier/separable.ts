import { namesIn, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import {
  add,
  divide,
  fromDouble,
  negate,
  ONE,
  type Rational,
  rational,
  subtract,
  ZERO,
} from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { exactly } from '../line/pieces.ts';
import type { Technology } from '../shape.ts';
import type { FrontierJudgement, Verdict, Witness } from '../verdict.ts';
import { type BoundaryPart, bendsOf, verdictOf } from './boundary.ts';
import { branchAt } from './branches.ts';
import { arcOf, pointArc } from './curve.ts';
import { judgeExplicitLine } from './explicit.ts';
import { failure, nothing } from './outcome.ts';
import { judgePlanar } from './planar.ts';

/** Sum over goods of use(good) <= resource, each use rising from 0. */
export interface SeparableSet {
  readonly resource: Rational;
  readonly uses: readonly { readonly good: string; readonly use: Expression; readonly atZero: Rational }[];
}

/** Writes level <= bound as a sum of terms in one good each, undoing an outer root, power, exp or ln first; or null. */
export function separated(level: Expression, bound: Expression, goods: readonly string[]): SeparableSet | null {
  const { inner, limit } = unwrapped(level, bound);
  const uses = new Map<string, Expression>();
  let constant = ZERO;
  for (const { e, negative } of [...summands(inner, false), ...summands(limit, true)]) {
    const names = [...namesIn(e)];
    if (names.length > 1) return null;
    const [good] = names;
    if (good === undefined) {
      const value = exactValue(e);
      if (!value) return null;
      constant = add(constant, negative ? negate(value) : value);
      continue;
    }
    const signed: Expression = negative ? { kind: 'negate', operand: e } : e;
    const before = uses.get(good);
    uses.set(good, before ? { kind: 'add', left: before, right: signed } : signed);
  }
  return assembled(uses, constant, goods);
}

function assembled(
  uses: ReadonlyMap<string, Expression>,
  constant: Rational,
  goods: readonly string[],
): SeparableSet | null {
  let resource = negate(constant);
  const list: { good: string; use: Expression; atZero: Rational }[] = [];
  for (const good of goods) {
    const use = uses.get(good);
    if (!use) return null;
    const atZero = valueAtZero(use, good);
    if (!atZero) return null;
    resource = subtract(resource, atZero);
    list.push({ good, use, atZero });
  }
  return { resource, uses: list };
}

function valueAtZero(use: Expression, good: string): Rational | null {
  const at = substitute(use, new Map([[good, { kind: 'number', value: ZERO }]]));
  const exact = exactValue(at);
  if (exact) return exact;
  // Exact where the enclosure is a point, as for a power of 0 with a long exponent.
  const { value, defined } = enclose(at, new Map());
  return defined && value.lo === value.hi ? fromDouble(value.lo) : null;
}

/** Rising outer functions of the level are undone on both sides, while the bound is a positive number. */
export function unwrapped(
  level: Expression,
  bound: Expression,
): { readonly inner: Expression; readonly limit: Expression } {
  const value = exactValue(bound);
  const number = (v: Rational): Expression => ({ kind: 'number', value: v });
  const stop = { inner: level, limit: bound };
  if (!value || value.numerator <= 0n) return stop;
  if (level.kind === 'call' && level.function === 'sqrt') {
    return unwrapped(level.arguments[0] as Expression, number(square(value)));
  }
  if (level.kind === 'power') {
    const exponent = exactValue(level.right);
    const inverse = exponent && exponent.numerator > 0n ? divide(ONE, exponent) : null;
    if (!inverse || level.left.kind === 'name') return stop;
    const raised = exactValue({ kind: 'power', left: bound, right: number(inverse) });
    return raised ? unwrapped(level.left, number(raised)) : stop;
  }
  if (level.kind !== 'multiply' && level.kind !== 'divide') return stop;
  const factor = exactValue(level.right);
  if (factor && factor.numerator > 0n) {
    const limit =
      level.kind === 'divide'
        ? { numerator: value.numerator * factor.numerator, denominator: value.denominator * factor.denominator }
        : divide(value, factor);
    return limit ? unwrapped(level.left, number(rational(limit.numerator, limit.denominator))) : stop;
  }
  const front = level.kind === 'multiply' ? exactValue(level.left) : null;
  const limit = front && front.numerator > 0n ? divide(value, front) : null;
  return limit ? unwrapped(level.right, number(limit)) : stop;
}

function square(r: Rational): Rational {
  return { numerator: r.numerator * r.numerator, denominator: r.denominator * r.denominator };
}

function summands(e: Expression, negative: boolean): { readonly e: Expression; readonly negative: boolean }[] {
  switch (e.kind) {
    case 'add':
      return [...summands(e.left, negative), ...summands(e.right, negative)];
    case 'subtract':
      return [...summands(e.left, negative), ...summands(e.right, !negative)];
    case 'negate':
      return summands(e.operand, !negative);
    default:
      return [{ e, negative }];
  }
}

export interface JudgedTechnology {
  readonly technology: Technology;
  readonly verdict: Verdict;
  readonly judgement: FrontierJudgement;
}

/** A use of the resource, as what it makes: output against resource. */
export function technologyOfUse(
  set: SeparableSet,
  index: number,
  origin: Origin,
  work: Work,
  cap: Rational | null = null,
): JudgedTechnology | FrontierJudgement {
  const { good, use, atZero } = set.uses[index] as SeparableSet['uses'][number];
  const spent: Expression = { kind: 'subtract', left: use, right: { kind: 'number', value: atZero } };
  const leftover: Expression = { kind: 'subtract', left: { kind: 'number', value: set.resource }, right: spent };
  const judged = judgeExplicitLine(
    { input: good, good: 'the resource', formula: leftover, from: ZERO, to: cap, origin, implicit: true },
    work,
  );
  if (judged.shape?.kind !== 'planar') return judged;
  const arcs = judged.shape.arcs.map((a) => {
    const smooth = branchAt(spent, [good], [(a.from + a.to) / 2]);
    if (a.curvature !== 'point')
      return arcOf({ parameter: good, x: smooth, y: { kind: 'name', name: good } }, a.curvature, a.from, a.to);
    const [output, left] = a.point(a.from);
    return pointArc(Math.max(0, Number(set.resource.numerator) / Number(set.resource.denominator) - left), output);
  });
  return { technology: { good, arcs }, verdict: judged.verdict, judgement: judged };
}

/** A technology of a budget: output against the part of the budget given to it. */
export function technologyOfTask(
  good: string,
  budget: string,
  formula: Expression,
  amount: Rational,
  work: Work,
): JudgedTechnology | FrontierJudgement {
  const left: Expression = {
    kind: 'subtract',
    left: { kind: 'number', value: amount },
    right: { kind: 'name', name: budget },
  };
  const curve = { parameter: budget, x: formula, y: left, lo: exactly(ZERO), hi: exactly(amount), assumed: new Map() };
  const { judgement, hull, failure: why } = judgePlanar([good, budget], curve, work);
  if (!judgement) return { ...nothing([good]), reason: why.message };
  const arcs = hull.boundary.flatMap((part: BoundaryPart) => {
    if (part.kind !== 'arc') return [];
    const { arc } = part;
    const smooth = branchAt(formula, [budget], [(arc.from + arc.to) / 2]);
    return [
      arcOf({ parameter: budget, x: { kind: 'name', name: budget }, y: smooth }, arc.curvature, arc.from, arc.to),
    ];
  });
  const idle = arcs[0] === undefined || arcs[0].from > 0;
  const base = judgement.shape?.kind === 'planar' ? judgement.shape.arcs[0]?.point(judgement.shape.arcs[0].from)[0] : 0;
  return {
    technology: {
      good,
      arcs: idle ? [pointArc(0, hull.boundary[0]?.kind === 'arc' ? 0 : (base ?? 0)), ...arcs] : arcs,
    },
    verdict: hull.unsettled ? 'unknown' : verdictOf(bendsOf(hull.boundary)),
    judgement,
  };
}

/** All technologies together, in three goods or more. `pairs` are the sections with the other goods at 0. */
export function judgeSeparable(
  goods: readonly string[],
  resource: Interval,
  technologies: readonly JudgedTechnology[],
  pairs: () => readonly FrontierJudgement[],
  verdictOnly = false,
): FrontierJudgement {
  let sections: readonly FrontierJudgement[] = [];
  const binds = isBinding(technologies, resource);
  const together = separableVerdict(
    technologies.map((t) => t.verdict),
    () => {
      sections = pairs();
      return sections.map((s) => s.verdict);
    },
  );
  const verdict: Verdict = binds === false ? 'concave' : binds || together === 'concave' ? together : 'unknown';
  const parts = technologies.map((t) => t.judgement.certificate);
  if (verdict === 'convex' && !verdictOnly) sections = pairs();
  const proven = verdict !== 'unknown' && parts.every((p) => p !== null);
  return {
    ...nothing(goods),
    verdict,
    strict:
      verdict === 'concave' || verdict === 'convex'
        ? technologies.every((t) => t.judgement.strict === true)
        : verdict === 'unknown'
          ? null
          : false,
    segments: technologies.flatMap((t) => t.judgement.segments),
    inflections: technologies.flatMap((t) => t.judgement.inflections),
    certificate: proven
      ? {
          kind: 'separable',
          goods,
          verdict,
          parts: parts.filter((p) => p !== null),
          sections: verdict === 'mixed' ? sections.flatMap((s) => (s.certificate ? [s.certificate] : [])) : [],
        }
      : null,
    reason: binds ? sumReason(verdict) : 'the most of every good can be made at once',
    witnesses: chordsOf(goods, sections, verdict),
    dominated: technologies.flatMap((t) => t.judgement.dominated),
    shape: { kind: 'separable', goods, resource, technologies: technologies.map((t) => t.technology) },
  };
}

function sumReason(verdict: Verdict): string {
  return verdict === 'unknown'
    ? 'Some of the technologies bend outward and some inward; together they are not decided.'
    : `a sum of ${verdict} uses of one resource`;
}

/** Whether the most of every good together takes more than there is; null where rounding hides it. */
function isBinding(technologies: readonly JudgedTechnology[], resource: Interval): boolean | null {
  const needs = technologies.map(({ technology: { arcs } }) => {
    const last = arcs[arcs.length - 1];
    return last ? (last.curvature === 'point' ? last.point(last.to)[0] : last.enclose(point(last.to))[0].hi) : 0;
  });
  const total = needs.reduce((a, b) => a + b, 0);
  if (total > resource.hi * (1 + 1e-9)) return true;
  return total < resource.lo * (1 - 1e-9) || total === resource.lo ? false : null;
}

/** Chords in two goods, with none of the others made. */
function chordsOf(
  goods: readonly string[],
  sections: readonly FrontierJudgement[],
  verdict: Verdict,
): readonly Witness[] {
  const zeros = Object.fromEntries(goods.map((g) => [g, 0]));
  const all = sections.flatMap((s) => s.witnesses);
  const wanted: Witness['shows'][] = verdict === 'mixed' ? ['not-concave', 'not-convex'] : ['not-concave'];
  return wanted
    .map((shows) => all.find((w) => w.shows === shows))
    .filter((w) => w !== undefined)
    .map((w) => ({ ...w, p: { ...zeros, ...w.p }, q: { ...zeros, ...w.q }, mid: { ...zeros, ...w.mid } }));
}

function separableVerdict(parts: readonly Verdict[], pairs: () => readonly Verdict[]): Verdict {
  const among = new Set(parts);
  if (among.size === 1 && among.has('linear')) return 'linear';
  if ([...among].every((v) => v === 'concave' || v === 'linear')) return 'concave';
  if ([...among].every((v) => v === 'convex' || v === 'linear')) return 'convex';
  // A section of a convex set is convex, and so is one of a convex complement: sections can only refute.
  const sections = new Set(pairs());
  const refuted = sections.has('mixed') || (sections.has('concave') && sections.has('convex'));
  return refuted ? 'mixed' : 'unknown';
}

export function refusedBy(
  goods: readonly string[],
  parts: readonly (JudgedTechnology | FrontierJudgement)[],
): FrontierJudgement | null {
  for (const part of parts) {
    if ('technology' in part) continue;
    const finding = part.findings[0];
    return finding
      ? failure(goods, finding.code, finding.message, finding.origin, finding.data)
      : { ...nothing(goods), reason: part.reason };
  }
  return null;
}
