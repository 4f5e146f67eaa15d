import type { Frontier, PointsFrontier } from '../../economy/economy.ts';
import { namesIn, substitute } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { type Summand, summandsOf } from '../../math/expression/summands.ts';
import { toDouble, ZERO } from '../../math/rational/rational.ts';
import { extentOf } from '../frontier/domain.ts';
import type { Blame, FrontierJudgement } from '../verdict.ts';
import { bendsSeen } from './bends-seen.ts';
import { causeIn, type Role } from './causes.ts';

/** The sub-expression that bends a convex or mixed frontier inward, and why in a person's words. */
export function blameOf(frontier: Frontier, judged: FrontierJudgement): Blame | null {
  switch (frontier.kind) {
    case 'explicit':
      return isThreshold(judged)
        ? { origin: frontier.formula.origin ?? frontier.origin, text: print(frontier.formula), cause: 'a threshold' }
        : blameIn([{ formula: frontier.formula, reach: reachOf(judged) }], 'frontier');
    case 'implicit':
      return blameIn(
        frontier.constraints.map(({ level, bound }) => ({
          formula: movesBound(bound, frontier.goods) ? { kind: 'subtract', left: level, right: bound } : level,
          reach: capsOf(level, bound, frontier.goods),
        })),
        'use',
      );
    case 'budget': {
      const amount = exactValue(frontier.amount);
      const reach = new Map([[frontier.budget, amount ? toDouble(amount) : 1]]);
      return blameIn(
        frontier.technologies.map(({ formula }) => ({ formula, reach })),
        'output',
      );
    }
    case 'through':
      return cornerOf(frontier);
    case 'among':
      return { origin: frontier.origin, text: pointsText(frontier), cause: 'a choice with nothing in between' };
  }
}

/** One smooth formula that bends outward and then inward is an S: what remains falls fastest at a threshold. */
function isThreshold({ verdict, inflections, segments }: FrontierJudgement): boolean {
  if (verdict !== 'mixed' || inflections.length !== 1) return false;
  const [before, after, ...others] = segments.map((s) => s.verdict);
  return before === 'concave' && after === 'convex' && others.length === 0;
}

interface Written {
  readonly formula: Expression;
  /** How far each variable goes. */
  readonly reach: ReadonlyMap<string, number>;
}

/** Within the terms that bend the wrong way; where none is seen to, within all. */
function blameIn(written: readonly Written[], role: Role): Blame | null {
  const terms = written.flatMap(({ formula, reach }) => {
    const summands = summandsOf(formula);
    return summands.filter((s) => isWrong(s, reach, role)).map(({ e }) => ({ e, formula }));
  });
  const all = written.map(({ formula }) => ({ e: formula, formula }));
  for (const { e, formula } of [...terms, ...(terms.length === 0 ? all : [])]) {
    const found = causeIn(e, role);
    const origin = found?.part.origin ?? e.origin ?? formula.origin ?? null;
    if (found) return { origin, text: print(found.part), cause: found.cause };
  }
  const first = terms[0] ?? all[0];
  if (!first) return null;
  return { origin: first.e.origin ?? first.formula.origin ?? null, text: print(first.e), cause: 'increasing returns' };
}

/** What is made must not bend upward, what is used not downward; of two goods together their product tells. */
function isWrong({ e, negative }: Summand, reach: ReadonlyMap<string, number>, role: Role): boolean {
  const names = [...namesIn(e)];
  const [only, ...others] = names;
  if (only === undefined) return false;
  if (others.length > 0) return causeIn(e, role) !== null;
  const upward = bendsSeen(e, only, reach.get(only) ?? 1).has(negative ? -1 : 1);
  const downward = bendsSeen(e, only, reach.get(only) ?? 1).has(negative ? 1 : -1);
  return role === 'use' ? downward : upward;
}

function reachOf({ domain }: FrontierJudgement): ReadonlyMap<string, number> {
  return new Map(domain.map(({ good, to }) => [good, to]));
}

function movesBound(bound: Expression, goods: readonly string[]): boolean {
  return goods.some((g) => namesIn(bound).has(g));
}

/** The most of each good alone, in doubles. */
function capsOf(level: Expression, bound: Expression, goods: readonly string[]): ReadonlyMap<string, number> {
  const room: Expression = { kind: 'subtract', left: bound, right: level };
  return new Map(
    goods.map((good) => {
      const rest = goods.filter((g) => g !== good).map((g) => [g, { kind: 'number', value: ZERO }] as const);
      const { end } = extentOf(substitute(room, new Map(rest)), good, ZERO, null);
      return [good, end.kind === 'zero' || end.kind === 'undefined' ? toDouble(end.guess) : 1];
    }),
  );
}

/** The corner of a path at which it turns inward most: there the next bit costs less than the one before. */
function cornerOf({ points, origin }: PointsFrontier): Blame {
  const known = points.map((p) => p.map((e) => exactValue(e)).map((v) => (v ? toDouble(v) : Number.NaN)));
  const order = known.map((_, i) => i).sort((i, j) => (known[i]?.[0] ?? 0) - (known[j]?.[0] ?? 0));
  const turns = order.slice(1, -1).map((i, k) => {
    const [p, q, r] = [known[order[k] ?? 0], known[i], known[order[k + 2] ?? 0]].map((x) => x ?? []);
    const slope = (a: readonly number[] = [], b: readonly number[] = []): number =>
      ((b[1] ?? 0) - (a[1] ?? 0)) / ((b[0] ?? 0) - (a[0] ?? 0));
    return { i, turn: slope(q, r) - slope(p, q) };
  });
  const most = turns.reduce<{ i: number; turn: number } | null>((x, y) => (!x || x.turn < y.turn ? y : x), null);
  const corner = most && 0 < most.turn ? points[most.i] : undefined;
  const text = corner ? `the corner at (${corner.map(print).join(', ')})` : 'the points';
  return { origin: corner?.[0]?.origin ?? origin, text, cause: 'increasing returns' };
}

function pointsText({ points }: PointsFrontier): string {
  const listed = points.slice(0, 4).map((p) => `(${p.map(print).join(', ')})`);
  return `${listed.join(', ')}${points.length > 4 ? ', …' : ''}`;
}
