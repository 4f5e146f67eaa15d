import type { ImplicitFrontier } from '../../economy/economy.ts';
import { assertNever } from '../../math/expression/assert-never.ts';
import { namesIn, substitute } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { fromRational } from '../../math/interval/interval.ts';
import {
  add,
  compare,
  fromDouble,
  multiply,
  type Rational,
  rational,
  subtract,
  toDouble,
  ZERO,
} from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { Root } from '../algebra/polynomial.ts';
import type { Bracket, WrittenFrontier } from '../certificate.ts';
import { encode, textOf } from '../encoded-expression.ts';
import type { FrontierJudgement } from '../verdict.ts';
import { endsForGood } from './beyond.ts';
import { extentOf } from './domain.ts';
import { judgeExplicitLine } from './explicit.ts';
import { isolate } from './isolate.ts';
import { judgeLevel } from './level/judge-level.ts';
import { type Bounded, boundedSet } from './level/level-set.ts';
import { levelShape } from './level/level-shape.ts';
import { failure, nothing, shown } from './outcome.ts';
import { capacity } from './points.ts';
import { solvedByRoots } from './solve-for.ts';
import { type JudgedTechnology, technologyOfUse } from './technologies.ts';
import { judgeTraced } from './traced.ts';
import { separatedEitherWay, unwrapped } from './uses.ts';

type Constraint = ImplicitFrontier['constraints'][number];

/** One or several level <= bound; the kinds that can be solved for a good become explicit frontiers. */
export function judgeImplicit(
  frontier: ImplicitFrontier,
  work: Work,
  /** Where the range of a good begins, if not at 0. */
  start: ReadonlyMap<string, Rational> = new Map(),
): FrontierJudgement {
  const { goods } = frontier;
  if (goods.length === 0) return failure(goods, 'not-a-frontier', 'No good stands in this frontier.', frontier.origin);
  if (goods.length === 1) return judgeCapacity(frontier, goods[0] as string);
  if (goods.length === 2) return judgeTwo(frontier, [goods[0] as string, goods[1] as string], work);
  return judgeMore(frontier, work, start);
}

function judgeCapacity({ constraints, origin }: ImplicitFrontier, good: string): FrontierJudgement {
  const room = constraints.map(({ level, bound }): Expression => ({ kind: 'subtract', left: bound, right: level }));
  const formula = room.reduce((x, y) => ({ kind: 'call', function: 'min', arguments: [x, y] }));
  const { end } = extentOf(formula, good, ZERO, null);
  switch (end.kind) {
    case 'never':
      return failure([good], 'unbounded-frontier', `${good} has no limit here.`, origin, { good });
    case 'zero':
    case 'undefined':
      return capacity(
        good,
        toDouble(end.guess),
        { lo: toDouble(end.end.lo), hi: toDouble(end.end.hi) },
        { form: 'level', constraints: encoded(constraints), at: endOf(formula, good, end) },
      );
    case 'empty':
      // Just nothing can be made, or not even that.
      if (compile(formula, [good])([0]) === 0)
        return capacity(
          good,
          0,
          { lo: 0, hi: 0 },
          { form: 'level', constraints: encoded(constraints), at: ['0', '0'] },
        );
      return failure([good], 'empty-frontier', `No ${good} can be made.`, origin);
    default:
      return failure([good], 'undefined-value', `The frontier is not defined at ${good} = 0.`, origin);
  }
}

function judgeTwo(
  frontier: ImplicitFrontier,
  [a, b]: readonly [string, string],
  work: Work,
  turn = true,
): FrontierJudgement {
  const { origin } = frontier;
  const constraints = frontier.constraints.flatMap(splitMaxima);
  const cap = capFrom(constraints, a, b);
  if (cap === 'never') return failure([a, b], 'empty-frontier', `No ${a} can be made.`, origin);
  const formula = solvedAll(
    constraints.filter((c) => mentions(c, b)),
    b,
    a,
  );
  if (formula === 'none') {
    return failure([a, b], 'unbounded-frontier', `${b} has no limit here: no constraint names it.`, origin, {
      good: b,
    });
  }
  if (!formula) {
    const traced = judgeTraced([a, b], constraints, origin, work);
    return traced.verdict === 'unknown' && turn ? (solvedOtherwise(frontier, [b, a], work) ?? traced) : traced;
  }
  const line = {
    input: a,
    good: b,
    formula,
    from: ZERO,
    to: cap,
    origin,
    implicit: true,
    written: writtenOf(frontier),
  };
  const judged = judgeExplicitLine(line, work);
  if (judged.findings.some((f) => f.severity === 'error')) return { ...judged, domain: [] };
  const [domain] = judged.domain;
  const rooms = constraints.map((c): Expression => ({ kind: 'subtract', left: c.bound, right: c.level }));
  const ends = !domain || endsForGood(rooms, [a, b], fromDouble(domain.to * (1 + 2 ** -30)), cap, work);
  if (judged.verdict !== 'unknown' && ends) return { ...judged, domain: [] };
  const traced = judgeTraced([a, b], constraints, origin, work);
  if (!ends && traced.verdict === 'unknown') return { ...traced, reason: goesOn(frontier.constraints, a, domain.to) };
  return traced.verdict !== 'unknown' ? traced : { ...judged, domain: [], reason: undecided(frontier.constraints) };
}

/** What cannot be solved for the one good may be solved for the other. */
function solvedOtherwise(
  frontier: ImplicitFrontier,
  goods: readonly [string, string],
  work: Work,
): FrontierJudgement | null {
  const judged = judgeTwo(frontier, goods, work, false);
  return judged.verdict === 'unknown' || judged.findings.some((f) => f.severity === 'error') ? null : judged;
}

function writtenOf({ constraints }: ImplicitFrontier): WrittenFrontier {
  return { form: 'implicit', constraints: encoded(constraints) };
}

function encoded(constraints: readonly Constraint[]) {
  return constraints.map(({ level, bound }) => ({ level: encode(level), bound: encode(bound) }));
}

/** Exact where the formula is exactly 0 there, else a bracket wide enough for its signs to show. */
function endOf(
  formula: Expression,
  good: string,
  { end, guess }: { readonly end: Root; readonly guess: Rational },
): Bracket {
  const there = substitute(formula, new Map([[good, { kind: 'number', value: guess }]]));
  if (exactValue(there)?.numerator === 0n) return [textOf(guess), textOf(guess)];
  const by = multiply(end.hi, rational(1n, 2n ** 40n));
  return [textOf(subtract(end.lo, by)), textOf(add(end.hi, by))];
}

/** About what is written, not the formula that it was solved for. */
function undecided(constraints: readonly Constraint[]): string {
  return `which way the edge of ${written(constraints)} bends was not decided within the work limit`;
}

function goesOn(constraints: readonly Constraint[], good: string, end: number): string {
  return `what ${written(constraints)} allows beyond ${good} = ${shown(end)} was not decided`;
}

function written(constraints: readonly Constraint[]): string {
  return constraints.map(({ level, bound }) => `${print(level)} <= ${print(bound)}`).join(' and ');
}

/** max(p, q) <= c is p <= c and q <= c. */
function splitMaxima(c: Constraint): readonly Constraint[] {
  const { level } = c;
  if (level.kind !== 'call' || level.function !== 'max') return [c];
  return level.arguments.flatMap((part) => splitMaxima({ ...c, level: part }));
}

function mentions({ level, bound }: Constraint, good: string): boolean {
  return namesIn(level).has(good) || namesIn(bound).has(good);
}

/** The most of a good by the constraints that name it alone; null where there is none. */
function capFrom(constraints: readonly Constraint[], good: string, other: string): Rational | null | 'never' {
  let least: Rational | null = null;
  for (const c of constraints.filter((x) => other === '' || !mentions(x, other))) {
    const { end } = extentOf({ kind: 'subtract', left: c.bound, right: c.level }, good, ZERO, null);
    if (end.kind === 'empty') return 'never';
    if ((end.kind === 'zero' || end.kind === 'undefined') && (!least || compare(end.guess, least) < 0))
      least = end.guess;
  }
  return least;
}

/** The least of what every constraint allows of a good; null where one cannot be solved for it. */
function solvedAll(constraints: readonly Constraint[], good: string, other: string): Expression | null | 'none' {
  const formulas: { readonly constraint: Constraint; readonly formula: Expression }[] = [];
  for (const constraint of constraints) {
    const { inner, limit } = unwrapped(constraint.level, constraint.bound);
    const formula = isolate(inner, limit, good) ?? solvedByRoots(inner, limit, good, other);
    if (!formula) return null;
    formulas.push({ constraint, formula });
  }
  // A formula that is not defined at 0 of the other good holds only where it is the tighter one.
  const startsAt = (e: Expression): number => compile(e, [other])([0]);
  const plain = formulas.filter(({ formula }) => Number.isFinite(startsAt(formula)));
  const late = formulas.filter(({ formula }) => !Number.isFinite(startsAt(formula)));
  if (formulas.length === 0) return 'none';
  const start = plain
    .map((f) => f.formula)
    .reduce<Expression | null>((x, y) => (x ? { kind: 'call', function: 'min', arguments: [x, y] } : y), null);
  if (!start)
    return late.map((f) => f.formula).reduce((x, y) => ({ kind: 'call', function: 'min', arguments: [x, y] }));
  return late.reduce((whole, { constraint, formula }) => tighter(whole, constraint, formula, good), start);
}

function tighter(whole: Expression, { level, bound }: Constraint, formula: Expression, good: string): Expression {
  const at = new Map([[good, whole]]);
  const condition = {
    kind: 'compare' as const,
    operator: '<=' as const,
    left: substitute(level, at),
    right: substitute(bound, at),
  };
  // biome-ignore lint/suspicious/noThenProperty: the tree's own field, never awaited.
  return { kind: 'if', condition, then: whole, else: formula };
}

function judgeMore(frontier: ImplicitFrontier, work: Work, start: ReadonlyMap<string, Rational>): FrontierJudgement {
  const { goods, constraints } = frontier;
  const bounded = boundedSet(goods, constraints, start);
  if ('problem' in bounded) return unbounded(bounded, frontier);
  const judged = judgeLevel(bounded.set, work);
  const parts = usesOf(frontier, work);
  const { verdict, strict, witnesses, reason } = judged;
  const certificate = work.verdictOnly ? null : judged.certificate;
  const shape = parts.shape ?? (work.verdictOnly ? null : levelShape(bounded.set, judged, work));
  return { ...nothing(goods), ...parts, shape, verdict, strict, witnesses, certificate, reason };
}

function unbounded(
  { problem, good }: Exclude<Bounded, { readonly set: unknown }>,
  { goods, origin, constraints }: ImplicitFrontier,
): FrontierJudgement {
  switch (problem) {
    case 'unbounded':
      return failure(goods, 'unbounded-frontier', `${good} has no limit here.`, origin, { good });
    case 'empty':
      return failure(goods, 'empty-frontier', `No ${good} can be made below this frontier.`, origin);
    case 'undefined':
      return { ...nothing(goods), reason: `The frontier is not defined along ${good}, with no other good made.` };
    case 'unclear':
      return {
        ...nothing(goods),
        reason: `How much ${good} can be made at most under ${written(constraints)} was not decided.`,
      };
    default:
      return assertNever(problem);
  }
}

/** The technologies that the solver works on, where the only constraint in several goods is a sum of uses, one a good. */
function usesOf(frontier: ImplicitFrontier, work: Work): Partial<FrontierJudgement> {
  const { goods, constraints, origin } = frontier;
  const [only, ...others] = constraints.filter((c) => namedIn(c, goods) !== 1);
  const set = only && others.length === 0 ? separatedEitherWay(only, goods) : null;
  if (!set || set.resource.numerator <= 0n) return {};
  const parts = set.uses.map((u, i) => technologyOfUse(set, i, origin, work, capOf(constraints, u.good, goods)));
  if (!parts.every((p) => 'technology' in p)) return {};
  const technologies = parts as JudgedTechnology[];
  return {
    segments: technologies.flatMap((t) => t.judgement.segments),
    inflections: technologies.flatMap((t) => t.judgement.inflections),
    dominated: technologies.flatMap((t) => t.judgement.dominated),
    shape: {
      kind: 'separable',
      goods,
      resource: fromRational(set.resource),
      technologies: technologies.map((t) => t.technology),
    },
  };
}

function namedIn(c: Constraint, goods: readonly string[]): number {
  return goods.filter((g) => mentions(c, g)).length;
}

/** The most of a good by the constraints that name no other. */
function capOf(constraints: readonly Constraint[], good: string, goods: readonly string[]): Rational | null {
  const own = constraints.filter((c) => mentions(c, good) && namedIn(c, goods) === 1);
  const cap = own.length === 0 ? null : capFrom(own, good, '');
  return cap === 'never' ? ZERO : cap;
}
