import type { ProductionShape } from '../../curvature/shape.ts';
import { add, call, divide, multiply, name, number, subtract } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Allocation } from '../branching/recover.ts';
import { search } from '../branching/search.ts';
import { capsOf, type Side } from '../relaxation/greedy.ts';
import { welfareOf } from '../welfare/welfare.ts';

/** What a good that falls short is charged, in shares of its total, against a gain in shares of another's. */
const charge = 1000;

/**
 * Where no exchange gives more of every good, one may still give more of one and no less of the rest. `bests`: the best plans found for
 * each good in turn, what falls short charged; `proved`: none of them gains by more than `tolerance`, nor can any.
 */
export function oneGoodMore(
  goods: readonly string[],
  totals: readonly number[],
  sides: readonly Side[],
  options: { readonly tolerance: number; readonly work: number },
): { readonly proved: boolean; readonly bests: readonly Allocation[] } {
  const caps = capsOf(sides, goods.length);
  const scales = totals.map((total, j) => (total > 0 ? total : (caps[j] ?? 0)));
  const found = goods.flatMap((_, j) => {
    if (!((scales[j] ?? 0) > 0)) return [];
    const share = (k: number) => divide(name(goods[k] ?? ''), number(scales[k] ?? 1));
    const objective = goods.reduce<Expression>((sum, __, k) => {
      if (k === j || !((totals[k] ?? 0) > 0)) return sum;
      return add(sum, call('min', number(0), multiply(number(charge), subtract(share(k), number(1)))));
    }, share(j));
    const { welfare } = welfareOf({ kind: 'maximize', welfare: objective, origin: 0 }, goods, caps);
    const searched = welfare === null ? null : search({ goods, welfare, sides }, options);
    return [{ before: (totals[j] ?? 0) > 0 ? 1 : 0, searched }];
  });
  return {
    proved: found.every(
      ({ before, searched }) => searched !== null && searched.upperBound <= before + 2 * options.tolerance,
    ),
    bests: found.flatMap(({ searched }) => searched?.best ?? []),
  };
}

/** A two-good frontier without gaps from one axis to the other: a little of either good can always be given up for some of the other. */
export function isOnePath(shape: ProductionShape): boolean {
  if (shape.kind !== 'planar') return false;
  const { arcs } = shape;
  const [first, last] = [arcs[0], arcs[arcs.length - 1]];
  if (first === undefined || last === undefined || first.from === last.to) return false;
  const joined = arcs.every((arc, k) => {
    const next = arcs[k + 1];
    if (next === undefined) return true;
    const [x, y] = arc.point(arc.to);
    const [nextX, nextY] = next.point(next.from);
    return x === nextX && y === nextY;
  });
  return joined && first.point(first.from)[0] === 0 && last.point(last.to)[1] === 0;
}
