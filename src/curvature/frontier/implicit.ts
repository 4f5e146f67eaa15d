import type { ImplicitFrontier } from '../../economy/economy.ts';
import { namesIn, substitute } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { fromRational } from '../../math/interval/interval.ts';
import { compare, divide, ONE, type Rational, toDouble, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { FrontierJudgement } from '../verdict.ts';
import { extentOf } from './domain.ts';
import { judgeExplicitLine } from './explicit.ts';
import { isolate } from './isolate.ts';
import { failure, nothing } from './outcome.ts';
import { capacity } from './points.ts';
import {
  type JudgedTechnology,
  judgeSeparable,
  refusedBy,
  type SeparableSet,
  separated,
  technologyOfUse,
  unwrapped,
} from './separable.ts';
import { solvedByRoots } from './solve-for.ts';
import { judgeTraced } from './traced.ts';

type Constraint = ImplicitFrontier['constraints'][number];

/** One or several level <= bound; the kinds that can be solved for a good become explicit frontiers. */
export function judgeImplicit(
  frontier: ImplicitFrontier,
  work: Work,
  caps: ReadonlyMap<string, Rational> = new Map(),
): FrontierJudgement {
  const { goods } = frontier;
  if (goods.length === 0) return failure(goods, 'not-a-frontier', 'No good stands in this frontier.', frontier.origin);
  if (goods.length === 1) return judgeCapacity(frontier, goods[0] as string);
  if (goods.length === 2) return judgeTwo(frontier, [goods[0] as string, goods[1] as string], work);
  return judgeMore(frontier, work, caps);
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
      return capacity(good, toDouble(end.guess), { lo: toDouble(end.end.lo), hi: toDouble(end.end.hi) });
    case 'empty':
      // Just nothing can be made, or not even that.
      if (compile(formula, [good])([0]) === 0) return capacity(good, 0, { lo: 0, hi: 0 });
      return failure([good], 'empty-frontier', `No ${good} can be made.`, origin);
    default:
      return failure([good], 'undefined-value', `The frontier is not defined at ${good} = 0.`, origin);
  }
}

function judgeTwo(frontier: ImplicitFrontier, [a, b]: readonly [string, string], work: Work): FrontierJudgement {
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
  if (!formula) return judgeTraced([a, b], constraints, origin, work);
  const line = { input: a, good: b, formula, from: ZERO, to: cap, origin, implicit: true };
  const judged = judgeExplicitLine(line, work);
  const open = judged.verdict === 'unknown' && judged.findings.every((f) => f.severity !== 'error');
  return { ...judged, domain: [], reason: open ? undecided(frontier.constraints) : judged.reason };
}

/** About what is written, not the formula that it was solved for. */
function undecided(constraints: readonly Constraint[]): string {
  const written = constraints.map(({ level, bound }) => `${print(level)} <= ${print(bound)}`).join(' and ');
  return `which way the edge of ${written} bends was not decided within the work limit`;
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

function judgeMore(frontier: ImplicitFrontier, work: Work, written: ReadonlyMap<string, Rational>): FrontierJudgement {
  const { goods, origin } = frontier;
  const shared = frontier.constraints.filter((c) => namedIn(c, goods) !== 1);
  const caps = new Map(goods.map((g) => [g, tightest(written.get(g) ?? null, capOf(frontier.constraints, g, goods))]));
  const [only, ...others] = shared;
  const set = only && others.length === 0 ? separatedEitherWay(only, goods) : null;
  if (!set) {
    return { ...nothing(goods), reason: 'The frontier is not a sum of uses of one resource, one for each good.' };
  }
  if (set.resource.numerator <= 0n) {
    return failure(goods, 'empty-frontier', 'Not even 0 of every good lies below this frontier.', origin);
  }
  const parts = set.uses.map((u, i) => technologyOfUse(set, i, origin, work, caps.get(u.good) ?? null));
  const refused = refusedBy(goods, parts);
  if (refused) return refused;
  const pairs = (): FrontierJudgement[] => pairsOf(set, { ...frontier, constraints: shared }, work);
  return judgeSeparable(goods, fromRational(set.resource), parts as JudgedTechnology[], pairs, work.verdictOnly);
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

function tightest(a: Rational | null, b: Rational | null): Rational | null {
  if (!a || !b) return a ?? b;
  return compare(a, b) < 0 ? a : b;
}

/** As written, or with a good alone on the left and an outer root, power, exp or ln on the right undone. */
function separatedEitherWay({ level, bound }: Constraint, goods: readonly string[]): SeparableSet | null {
  return separated(level, bound, goods) ?? flipped(level, bound, goods);
}

function flipped(level: Expression, bound: Expression, goods: readonly string[]): SeparableSet | null {
  if (bound.kind === 'call' && bound.function === 'sqrt') {
    return separatedAgain(power(level, 2n), bound.arguments[0] as Expression, goods);
  }
  if (bound.kind === 'power') {
    const exponent = exactValue(bound.right);
    const inverse = exponent && exponent.numerator > 0n ? divide(ONE, exponent) : null;
    if (!inverse) return null;
    return separatedAgain({ kind: 'power', left: level, right: { kind: 'number', value: inverse } }, bound.left, goods);
  }
  if (bound.kind !== 'multiply' && bound.kind !== 'divide') return null;
  const [front, rest] = exactValue(bound.left) ? [bound.left, bound.right] : [bound.right, bound.left];
  const factor = exactValue(front);
  if (!factor || factor.numerator <= 0n || (bound.kind === 'divide' && front === bound.left)) return null;
  const inverse = bound.kind === 'multiply' ? 'divide' : 'multiply';
  return separatedAgain({ kind: inverse, left: level, right: front }, rest, goods);
}

function separatedAgain(level: Expression, bound: Expression, goods: readonly string[]): SeparableSet | null {
  return separated(level, bound, goods) ?? flipped(level, bound, goods);
}

function power(base: Expression, exponent: bigint): Expression {
  return { kind: 'power', left: base, right: { kind: 'number', value: { numerator: exponent, denominator: 1n } } };
}

/** The sections in two goods with all others at 0. */
function pairsOf(set: SeparableSet, frontier: ImplicitFrontier, work: Work): FrontierJudgement[] {
  return set.uses.flatMap((a, i) =>
    set.uses.slice(i + 1).map((b) => {
      const zeros = new Map<string, Expression>();
      for (const { good } of set.uses)
        if (good !== a.good && good !== b.good) zeros.set(good, { kind: 'number', value: ZERO });
      const section = frontier.constraints.map((c) => ({
        ...c,
        level: substitute(c.level, zeros),
        bound: substitute(c.bound, zeros),
      }));
      return judgeTwo({ ...frontier, goods: [a.good, b.good], constraints: section }, [a.good, b.good], work);
    }),
  );
}
