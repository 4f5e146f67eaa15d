import { differentiate } from '../../curvature/frontier/differentiate.ts';
import type { LevelShape, Limit } from '../../curvature/shape.ts';
import { compile } from '../../math/expression/compile.ts';
import { type Enclosure, enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';
import { ENTIRE, type Interval, isEmpty } from '../../math/interval/interval.ts';

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
}

/** A level shape ready to be searched; amounts in the order of its goods. */
export interface LevelSet {
  readonly shape: LevelShape;
  readonly limits: readonly CompiledLimit[];
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** A place inside, with some of everything. */
  readonly inside: Float64Array;
}

const known = new WeakMap<LevelShape, LevelSet>();

export function levelSetOf(shape: LevelShape): LevelSet {
  const before = known.get(shape);
  if (before !== undefined) return before;
  const limits = shape.limits.map((limit) => compiled(limit, shape.goods));
  const lo = Float64Array.from(shape.box, (side) => side.lo);
  const hi = Float64Array.from(shape.box, (side) => side.hi);
  const mean = Float64Array.from(shape.goods, (_, j) => meanOf(shape.tops.map((top) => top[j] ?? 0)));
  const made: LevelSet = { shape, limits, lo, hi, inside: mean };
  const set = { ...made, inside: someInside(made, mean) };
  known.set(shape, set);
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

function compiled({ excess, bends }: Limit, goods: readonly string[]): CompiledLimit {
  const formula = compile(excess, goods);
  const partials = goods.map((good) => differentiate(excess, good));
  const slopes = partials.map((partial) => compile(partial, goods));
  const seconds = new Map<number, (y: Place) => number>();
  const secondOf = (i: number, j: number): ((y: Place) => number) => {
    const key = i * goods.length + j;
    const before = seconds.get(key);
    if (before !== undefined) return before;
    const made = compile(differentiate(partials[i] as Expression, goods[j] as string), goods);
    seconds.set(key, made);
    return made;
  };
  const mayJump = inOrder(excess).some(({ kind }) => kind === 'if');
  const named = (box: readonly Interval[]) => new Map(goods.map((good, j) => [good, box[j] as Interval]));
  return {
    bends,
    value(y) {
      const v = formula(y);
      return Number.isNaN(v) ? Number.POSITIVE_INFINITY : v;
    },
    slopes: (y) => Float64Array.from(slopes, (slope) => slope(y)),
    bend: (y, i, j) => (i <= j ? secondOf(i, j)(y) : secondOf(j, i)(y)),
    enclose: (box) => enclose(excess, named(box)),
    encloseSlopes(box, everywhere) {
      if (mayJump) return partials.map(() => ENTIRE);
      const at = named(box);
      return partials.map((partial) => {
        const { value, defined } = enclose(partial, at);
        return (defined || !everywhere) && !isEmpty(value) ? value : ENTIRE;
      });
    },
  };
}
