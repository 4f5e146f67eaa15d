import type { Domain } from '../../curvature/algebra/algebra.ts';
import { evaluate } from '../../curvature/algebra/plan.ts';
import { isPositiveByCholesky, isPositiveByGershgorin } from '../../curvature/box/cover.ts';
import { hasBranches } from '../../curvature/frontier/branches.ts';
import { differentiate } from '../../curvature/frontier/differentiate.ts';
import { derivativesOf } from '../../curvature/frontier/level/cover.ts';
import type { LevelShape, Limit } from '../../curvature/shape.ts';
import { compileGradient } from '../../math/derivative/gradient.ts';
import { compile } from '../../math/expression/compile.ts';
import { type Enclosure, enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';
import { ENTIRE, type Interval, intersect, isEmpty } from '../../math/interval/interval.ts';
import { fromDouble } from '../../math/rational/rational.ts';

type Place = ArrayLike<number>;

/** A limit with all that is asked of it: in doubles to search, enclosed to prove. */
export interface CompiledLimit {
  readonly bends: Limit['bends'];
  /** At most 0 where it holds; Infinity where it is not defined. */
  value(y: Place): number;
  slopes(y: Place): Float64Array;
  /** d²/dy_i dy_j; computed where first asked for. */
  bend(y: Place, i: number, j: number): number;
  enclose(box: readonly Interval[]): Enclosure;
  /** Of all slopes where they exist; of what jumps nothing is known. `everywhere`: nothing, either, of one that may not exist somewhere. */
  encloseSlopes(box: readonly Interval[], everywhere: boolean): readonly Interval[];
  /** Surely a convex function over the box. */
  isBowl(box: readonly Interval[]): boolean;
}

/** A level shape ready to be searched; amounts in the order of its goods. */
export interface LevelSet {
  readonly shape: LevelShape;
  readonly limits: readonly CompiledLimit[];
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly widths: Float64Array;
  /** Whether the box, not a limit, ends a good. */
  readonly capped: readonly boolean[];
  /** A place inside, with some of everything. */
  readonly inside: Float64Array;
}

const ready = new WeakMap<LevelShape, LevelSet>();

export function levelSetOf(shape: LevelShape): LevelSet {
  const before = ready.get(shape);
  if (before !== undefined) return before;
  const limits = shape.limits.map((limit) => compiled(limit, shape));
  const lo = Float64Array.from(shape.box, (side) => side.lo);
  const hi = Float64Array.from(shape.box, (side) => side.hi);
  const mean = Float64Array.from(shape.goods, (_, j) => meanOf(shape.tops.map((top) => top[j] ?? 0)));
  const widths = hi.map((h, j) => h - (lo[j] ?? 0));
  const capped = shape.goods.map(
    (_, j) =>
      excessAt(
        { limits },
        lo.map((l, i) => (i === j ? (hi[j] ?? l) : l)),
      ) <= 0,
  );
  const made: LevelSet = { shape, limits, lo, hi, widths, capped, inside: mean };
  const set = { ...made, inside: someInside(made, mean) };
  ready.set(shape, set);
  return set;
}

/** The largest of all limits at a place, in doubles. */
export function excessAt({ limits }: Pick<LevelSet, 'limits'>, y: Place): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const limit of limits) most = Math.max(most, limit.value(y));
  return most;
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Half of the mean of the tops where that holds, or as near to it as does; else just above the least. */
function someInside(set: LevelSet, mean: Float64Array): Float64Array {
  const part = (share: number) => mean.map((v, j) => (set.lo[j] ?? 0) + share * (v - (set.lo[j] ?? 0)));
  const shares = [0.5, 0.75, 0.25, 0.1, 0.9, 0.01, 1e-4];
  const found = shares.map(part).find((y) => excessAt(set, y) < 0);
  if (found !== undefined) return found;
  const top = set.shape.tops.map((t) => Float64Array.from(t)).find((y) => excessAt(set, y) <= 0);
  return top ?? set.lo;
}

function compiled({ excess, bends }: Limit, { goods, box: whole }: LevelShape): CompiledLimit {
  const formula = compile(excess, goods);
  const partials = goods.map((good) => differentiate(excess, good));
  const gradient = compileGradient(excess, goods);
  const known = new Map<number, (y: Place) => number>();
  const secondOf = (i: number, j: number): ((y: Place) => number) => {
    const key = i * goods.length + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = compile(secondFormula(i, j), goods);
    known.set(key, made);
    return made;
  };
  const secondFormula = (i: number, j: number) =>
    differentiate(partials[Math.min(i, j)] as Expression, goods[Math.max(i, j)] as string);
  const mayJump = inOrder(excess).some(({ kind }) => kind === 'if');
  const isSmooth = !hasBranches(excess);
  const canonical = isSmooth ? derivativesOf(excess, domainOf(goods, whole), { boxes: 0, limit: 400, depth: 0 }) : null;
  let seconds: readonly (readonly Expression[])[] | null = null;
  const named = (box: readonly Interval[]) => new Map(goods.map((good, j) => [good, box[j] as Interval]));
  return {
    bends,
    value(y) {
      const v = formula(y);
      return Number.isNaN(v) ? Number.POSITIVE_INFINITY : v;
    },
    slopes(y) {
      const found = new Float64Array(goods.length);
      gradient(y, found);
      return found;
    },
    bend: (y, i, j) => (i <= j ? secondOf(i, j)(y) : secondOf(j, i)(y)),
    enclose: (box) => enclose(excess, named(box)),
    encloseSlopes(box, everywhere) {
      if (mayJump) return partials.map(() => ENTIRE);
      const at = named(box);
      // In canonical form what cancels is gone; as written less is lost to rounding.
      const forms = everywhere || canonical === null ? [] : evaluate(canonical.plain, at).values;
      return partials.map((partial, j) => {
        const { value, defined } = enclose(partial, at);
        const written = (defined || !everywhere) && !isEmpty(value) ? value : ENTIRE;
        const both = intersect(written, forms[j] ?? ENTIRE);
        return isEmpty(both) ? written : both;
      });
    },
    isBowl(box) {
      if (!isSmooth || !enclose(excess, named(box)).defined) return false;
      const at = named(box);
      seconds ??= goods.map((_, i) => goods.map((__, j) => secondFormula(i, j)));
      const rows = seconds.map((row) => row.map((second) => enclose(second, at)));
      if (!rows.every((row) => row.every(({ defined }) => defined))) return false;
      // A good in which it is straight, apart from all others, bends nothing.
      const bent = goods.flatMap((_, i) =>
        rows[i]?.every(({ value }) => value.lo === 0 && value.hi === 0) ? [] : [i],
      );
      const matrix = bent.map((i) => bent.map((j) => rows[i]?.[j]?.value as Interval));
      return isPositiveByGershgorin(matrix) || isPositiveByCholesky(matrix);
    },
  };
}

const domainOf = (goods: readonly string[], box: readonly Interval[]): Domain =>
  new Map(goods.map((good, j) => [good, { lo: fromDouble(box[j]?.lo ?? 0), hi: fromDouble(box[j]?.hi ?? 0) }]));
