import { enclose } from '../../math/expression/enclose.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { fromRational } from '../../math/interval/interval.ts';
import { add, compare, fromDouble, multiply, type Rational, subtract, toDouble } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { chart, lineAlgebra, signAtPoint } from '../algebra/chart.ts';
import { type Form, signNormal } from '../algebra/form.ts';
import type { Failure } from '../algebra/normalise.ts';
import { normalise } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import type { FrontierJudgement } from '../verdict.ts';
import type { ParametricCurve } from './cells.ts';
import type { Written } from './curve-certificate.ts';
import { type End, extentOf } from './domain.ts';
import { type ExplicitLine, hasJump, isolatedEnd, lastForm, risingToZero, writtenOf } from './ends.ts';
import { failure, nothing, shown } from './outcome.ts';
import { judgePlanar, type PlanarResult, unknownArc } from './planar.ts';

/** Judges good = formula(input) over its domain, written or inferred. */
export function judgeExplicitLine(line: ExplicitLine, work: Work): FrontierJudgement {
  const { input, good, formula, from, to, origin } = line;
  const goods: readonly [string, string] = [input, good];
  const { start, end } = extentOf(risingToZero(line) ?? formula, input, from, to);
  const refused = refusal(line, goods, end, work);
  if (refused) return refused;
  if (end.kind !== 'written' && end.kind !== 'zero' && end.kind !== 'undefined') throw new Error(end.kind);
  if (end.kind === 'undefined' && to !== null && !line.implicit && overshoots(from, to, end.end))
    return undefinedAt(line, goods, end.end, work);
  if (end.kind === 'undefined' && to === null && compare(end.guess, from) <= 0)
    return undefinedAt(line, goods, end.end, work);
  const negative = belowZero(line, goods, start, end);
  if (negative) return negative;
  const found = judgeUpTo(line, goods, start, end, work);
  if (found === 'never-zero') return neverEnds(line, goods);
  const ends = [toDouble(start.lo), toDouble(end.kind === 'written' ? end.end.hi : end.guess)] as const;
  const domain = [{ good: input, from: ends[0], to: ends[1], inferred: to === null }];
  if (!found.judgement) return unproven(line, goods, found.failure, domain);
  return withDominated({ ...found.judgement, domain }, found.hull.dominated, input, good, origin);
}

function refusal(line: ExplicitLine, goods: readonly string[], end: End, work: Work): FrontierJudgement | null {
  const { input, good, origin, formula, from } = line;
  if ((end.kind === 'never' || end.kind === 'infinite-start') && isBeyondReach(line)) return beyondReach(line, goods);
  switch (end.kind) {
    case 'never':
      return neverEnds(line, goods);
    case 'infinite-start':
      return failure(
        goods,
        'unbounded-frontier',
        `${good} has no limit as ${input} falls to ${shown(toDouble(from))}: write a domain, as in "for ${input} in 1..10".`,
        origin,
        { good: input },
      );
    case 'pole':
      return failure(
        goods,
        'unbounded-frontier',
        `${good} has no limit near ${input} = ${shown(end.at)}: ${print(formula)} grows there beyond every number.`,
        origin,
        { good: input },
      );
    case 'undefined-start':
      return undefinedFrom(line, goods, work);
    case 'empty':
      return failure(goods, 'empty-frontier', `${good} is nowhere above 0 here: nothing can be made.`, origin);
    default:
      return null;
  }
}

/** Defined where the frontier begins, but larger than what is looked through for its end. */
function isBeyondReach({ input, formula, from }: ExplicitLine): boolean {
  const { value, defined } = enclose(formula, new Map([[input, fromRational(from)]]));
  return defined && value.lo > 1e17;
}

function beyondReach({ input, good, from, origin }: ExplicitLine, goods: readonly string[]): FrontierJudgement {
  const place = `${input} = ${shown(toDouble(from))}`;
  const message = `${good} is more than 1e17 at ${place}, and amounts are looked through up to 1e18 only: measure ${good} in a larger unit.`;
  return failure(goods, 'unbounded-frontier', message, origin, { good: input });
}

function undefinedFrom(line: ExplicitLine, goods: readonly string[], work: Work): FrontierJudgement {
  const { input, formula, from, origin } = line;
  const culprit = culpritAt(line, from, work);
  const text = print(culprit ?? formula);
  const message = `${text} is not defined at ${input} = ${shown(toDouble(from))}.`;
  return failure(goods, 'undefined-value', message, culprit?.origin ?? origin, { good: input });
}

function neverEnds({ input, good, origin }: ExplicitLine, goods: readonly string[]): FrontierJudgement {
  return failure(
    goods,
    'unbounded-frontier',
    `${good} does not fall to 0 for any ${input} up to 1e18, so ${input} has no limit: write a domain, as in "for ${input} in 0..10".`,
    origin,
    { good: input },
  );
}

/** More than 1e-12 of the length beyond the true end is an error, less is rounding. */
function overshoots(from: Rational, to: Rational, end: Root): boolean {
  return toDouble(subtract(to, end.hi)) > 1e-12 * toDouble(subtract(to, from));
}

/** A written domain may not reach to where the formula is negative: an amount cannot be. */
function belowZero(line: ExplicitLine, goods: readonly string[], start: Root, end: End): FrontierJudgement | null {
  const { input, good, from, to, origin } = line;
  if (to === null || line.implicit) return null;
  const late =
    compare(start.hi, from) > 0 && overshoots(from, to, { lo: from, hi: subtract(to, subtract(start.lo, from)) });
  const early = end.kind === 'zero' && overshoots(from, to, end.end);
  if (!late && !early) return null;
  const ends = [late ? start.hi : from, early ? end.guess : to].map((x) => shown(toDouble(x)));
  const domain = `for ${input} in ${ends.join('..')}`;
  const place = late ? `below ${input} = ${ends[0]}` : `beyond ${input} = ${ends[1]}`;
  return failure(goods, 'bad-range', `${good} falls below 0 ${place}: write "${domain}".`, origin, { good: input });
}

function undefinedAt(line: ExplicitLine, goods: readonly string[], end: Root, work: Work): FrontierJudgement {
  const { input, formula, to, origin } = line;
  const beyond = to ?? end.hi;
  const culprit = culpritAt(line, beyond, work);
  const at = culprit?.origin ?? origin;
  const text = print(culprit ?? formula);
  const start = shown(toDouble(line.from));
  const place =
    to === null
      ? `for any ${input} above ${start}`
      : `at ${input} = ${shown(toDouble(beyond))}: the formula ends at ${shown(toDouble(end.hi))}`;
  const data: Record<string, string | number> = to === null ? { good: input } : { good: input, to: toDouble(end.lo) };
  return failure(goods, 'undefined-value', `${text} is not defined ${place}.`, at, data);
}

function culpritAt({ input, formula }: ExplicitLine, at: Rational, work: Work): Expression | null {
  const here = normalise(formula, lineAlgebra(input, at, at, work));
  return here.failure?.at ?? null;
}

type UpTo = PlanarResult | 'never-zero';

function judgeUpTo(
  line: ExplicitLine,
  goods: readonly [string, string],
  start: Root,
  end: Extract<End, { readonly end: Root }>,
  work: Work,
): UpTo {
  const { input, formula } = line;
  const curve = (hi: Root, assumed: ReadonlyMap<string, Sign>): ParametricCurve => ({
    parameter: input,
    x: { kind: 'name', name: input },
    y: formula,
    // What lies below 0 at the start is dominated, as is what rises from there.
    lo: { lo: line.from, hi: line.from },
    hi,
    assumed,
  });
  const gap = line.implicit ? 'scale' : 'output';
  const last = end.kind === 'zero' ? lastForm(line, end.end, work) : null;
  const at = end.kind === 'zero' && last ? signAtPoint(last.form, last.algebra, input, end.guess) : null;
  const written = { of: writtenOf(line), end: isolatedEnd(line, end, at === 0) };
  if (end.kind === 'written') return judgePlanar(goods, curve(end.end, new Map()), work, gap, written);
  if (end.kind === 'zero') {
    if (at === 0) return judgePlanar(goods, curve({ lo: end.guess, hi: end.guess }, new Map()), work, gap, written);
    const above = signUpTo(line, start, end.end, work);
    if (above) return judgePlanar(goods, curve(above.root, above.assumed), work, gap, written);
    if (last && signAtPoint(last.form, last.algebra, input, end.end.hi) === 1 && !hasJump(line, end.end))
      return 'never-zero';
    const whole = judgePlanar(goods, curve(end.end, new Map()), work, gap, written);
    if (whole.judgement) return whole;
  }
  const exact = { lo: end.guess, hi: end.guess };
  const direct = judgePlanar(goods, curve(exact, new Map()), work, gap, written);
  if (direct.judgement) return direct;
  return judgeAssuming(goods, curve, end.end, direct, input, start, work, gap, written);
}

/** What a formula is an even power of keeps its sign up to the end, which is its only zero in the bracket. */
function signUpTo(
  line: ExplicitLine,
  start: Root,
  end: Root,
  work: Work,
): { readonly root: Root; readonly assumed: ReadonlyMap<string, Sign> } | null {
  const part = risingToZero(line);
  const { form } = part ? normalise(part, lineAlgebra(line.input, start.lo, end.hi, work)) : { form: null };
  if (!form) return null;
  const { form: normal } = signNormal(form);
  const found = onlyRoot(normal, line.input, start, end, work);
  return found && { root: found.root, assumed: new Map([[normal.key, found.sign]]) };
}

/**
 * The end is where a root or logarithm ends to be defined, and is not rational: what stands under it keeps its sign up to
 * there, since its only zero lies in the bracket.
 */
function judgeAssuming(
  goods: readonly [string, string],
  curve: (hi: Root, assumed: ReadonlyMap<string, Sign>) => ParametricCurve,
  end: Root,
  first: PlanarResult,
  name: string,
  start: Root,
  work: Work,
  gap: 'scale' | 'output',
  written: Written,
): PlanarResult {
  const assumed = new Map<string, Sign>();
  let result = first;
  let last = end;
  for (let round = 0; round < 4; round++) {
    result = judgePlanar(goods, curve(last, assumed), work, gap, written);
    const of = result.failure?.of;
    if (!of) return result;
    const { form: normal } = signNormal(of);
    const found = onlyRoot(normal, name, start, last, work);
    if (!found || compare(found.root.hi, end.lo) < 0) return result;
    last = found.root;
    assumed.set(normal.key, found.sign);
  }
  return result;
}

/** Where a form falls to 0 at the end of a line: looked for a little beyond, since its rounding may hide it at the end. */
function onlyRoot(
  normal: Form,
  name: string,
  start: Root,
  end: Root,
  work: Work,
): { readonly root: Root; readonly sign: Sign } | null {
  for (const beyond of [0, 1e-13, 1e-11]) {
    const hi = add(end.hi, multiply(subtract(end.hi, start.lo), fromDouble(beyond)));
    const found = chart(lineAlgebra(name, start.lo, hi, work), normal);
    const [root, ...others] = found?.roots ?? [];
    const sign = found?.signs[0];
    if (!root || !sign || others.length > 0) continue;
    const algebra = lineAlgebra(name, start.lo, hi, work);
    const within =
      signAtPoint(normal, algebra, name, end.lo) === sign && signAtPoint(normal, algebra, name, end.hi) === -sign;
    return { root: within ? end : root, sign };
  }
  return null;
}

function unproven(
  line: ExplicitLine,
  goods: readonly [string, string],
  why: Failure,
  domain: FrontierJudgement['domain'],
): FrontierJudgement {
  const { input, good, formula } = line;
  const { from, to } = domain[0]!;
  const curve: ParametricCurve = {
    parameter: input,
    x: { kind: 'name', name: input },
    y: formula,
    lo: { lo: line.from, hi: line.from },
    hi: { lo: line.from, hi: line.from },
    assumed: new Map(),
  };
  return {
    ...nothing(goods),
    domain,
    segments: [{ variable: input, from, to, verdict: 'unknown' }],
    reason: `${print(why.at)} blocks the proof for ${good}: ${why.message}.`,
    shape: { kind: 'planar', goods, arcs: [unknownArc(curve, from, to)] },
  };
}

function withDominated(
  judgement: FrontierJudgement,
  ranges: readonly { readonly from: number; readonly to: number }[],
  input: string,
  good: string,
  origin: Origin,
): FrontierJudgement {
  const length = judgement.domain.reduce((n, d) => n + d.to - d.from, 0);
  // The true end lies within a bracket: what is beyond it there is no part of the frontier.
  const seen = ranges.filter(({ from, to }) => to - from > 1e-12 * length);
  if (seen.length === 0) return judgement;
  const dominated = seen.map((r) => ({ good: input, ...r }));
  const findings = seen.map(({ from, to }) => ({
    code: 'dominated-part' as const,
    severity: 'warning' as const,
    message: `For ${input} from ${shown(from)} to ${shown(to)}, as much ${good} can be made with more ${input}: this part is never chosen.`,
    origin,
    data: { good: input, from, to },
  }));
  return { ...judgement, dominated, findings: [...judgement.findings, ...findings] };
}
