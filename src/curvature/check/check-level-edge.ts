import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { add, divide, multiply, negate, square, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, interval } from '../../math/interval/interval.ts';
import { ZERO } from '../../math/rational/rational.ts';
import { type Scaled, scaledOver, summandsOf } from './check-level-scaled.ts';

/** A level (what must be at most 0), in goods over a box. */
export interface Edge {
  readonly excess: Expression;
  readonly names: readonly string[];
  readonly box: readonly Interval[];
  /** What is asked is asked of the whole box. */
  readonly everywhere?: boolean;
}

const MOST = 40_000;
const DEEPER = 8;

/**
 * On boxes that cover the edge the level rises weakly in every good; or everything that it may be equal to somewhere (for
 * min, max and abs, each of their branches) does all over the box.
 */
export function risesOnEdge(edge: Edge): boolean {
  const rises = (d: Scaled, _: readonly Interval[], plain: () => Scaled | null): boolean => isRising(d, plain);
  if (holdsOnEdge(edge, '', rises)) return true;
  const faces = facesOf(edge.excess);
  return (
    faces.length > 1 &&
    faces.length <= MOST_FACES &&
    faces.every((excess) => holdsOnEdge({ ...edge, excess, everywhere: true }, '', rises))
  );
}

const MOST_FACES = 16;

export function facesOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power': {
      const rights = facesOf(e.right);
      return facesOf(e.left).flatMap((left) => rights.map((right): Expression => ({ ...e, left, right })));
    }
    case 'negate':
      return facesOf(e.operand).map((operand): Expression => ({ ...e, operand }));
    case 'call': {
      const inner = e.arguments.map(facesOf);
      if (e.function === 'min' || e.function === 'max') return inner.flat();
      const first = inner[0] ?? [];
      if (e.function === 'abs') return first.flatMap((x): Expression[] => [x, { kind: 'negate', operand: x }]);
      return inner.length === 1 ? first.map((x): Expression => ({ ...e, arguments: [x] })) : [e];
    }
    default:
      return [e];
  }
}

/** On boxes that cover the edge, cut as is said or finer, it rises, and its second derivatives along the edge have one sign. */
export function bendsOnEdge(edge: Edge, bend: -1 | 1, cuts: string): boolean {
  return holdsOnEdge(edge, cuts, (d, box, plain) => isRising(d, plain) && isCurved(d, box, bend));
}

function holdsOnEdge(
  { excess, names, box, everywhere = false }: Edge,
  cuts: string,
  holds: (d: Scaled, box: readonly Interval[], plain: () => Scaled | null) => boolean,
): boolean {
  const summands = summandsOf(excess, names, box);
  const unweighted = { ...summands, weights: names.map(() => ZERO) };
  const said = [...cuts];
  let at = 0;
  /** Depth first, as the cuts are written; where they end, a few halvings more. */
  const visit = (cell: readonly Interval[], further: number): boolean => {
    const cut = further === 0 ? said[at++] : undefined;
    const place = cut === undefined || cut === '.' ? -1 : Number(cut);
    if (place >= 0) return halve(cell, place)?.every((half) => visit(half, 0)) ?? false;
    const { value, defined } = enclose(excess, new Map(names.map((n, i) => [n, cell[i] as Interval])));
    if (!everywhere && (value.lo > 0 || (defined && value.hi < 0))) return true;
    const d = scaledOver(summands, cell);
    if (d && holds(d, cell, () => scaledOver(unweighted, cell))) return true;
    if (further >= DEEPER * names.length || at > MOST) return false;
    at = further === 0 ? at : at + 1;
    return halve(cell, longest(cell, box))?.every((half) => visit(half, further + 1)) ?? false;
  };
  return visit(box, 0) && (cuts === '' || at >= said.length);
}

/** Every slope is at least 0, scaled or as it is: near 0 a weight hides the sign of a sum. */
function isRising({ gradient }: Scaled, plain: () => Scaled | null): boolean {
  if (gradient.every((g) => g.lo >= 0)) return true;
  const other = plain()?.gradient;
  return other !== undefined && gradient.every((g, i) => g.lo >= 0 || (other[i] as Interval).lo >= 0);
}

function halve(cell: readonly Interval[], place: number): readonly (readonly Interval[])[] | null {
  const side = cell[place];
  if (!side) return null;
  const middle = side.lo + (side.hi - side.lo) / 2;
  if (!(side.lo < middle && middle < side.hi)) return null;
  return [interval(side.lo, middle), interval(middle, side.hi)].map((half) =>
    cell.map((s, i) => (i === place ? half : s)),
  );
}

function longest(cell: readonly Interval[], whole: readonly Interval[]): number {
  const share = (i: number): number => {
    const [own, all] = [cell[i] as Interval, whole[i] as Interval];
    return all.hi > all.lo ? (own.hi - own.lo) / (all.hi - all.lo) : 0;
  };
  return cell.reduce((best, _, i) => (share(i) > share(best) ? i : best), 0);
}

/**
 * vᵀHv has the sign of `bend` for every v across the gradient. One good that the level surely rises in, and that is above 0
 * all over the box, must be there: a singular place of the level set is no proof.
 */
function isCurved({ gradient, hessian }: Scaled, box: readonly Interval[], bend: -1 | 1): boolean {
  const h = hessian.map((row) => row.map((x) => (bend > 0 ? x : negate(x))));
  const leads = gradient.flatMap((g, k) => (g.lo > 0 && (box[k] as Interval).lo > 0 ? [k] : []));
  if (leads.length === 0) return false;
  return isDefinite(h) || leads.some((k) => isDefinite(across(gradient, h, k)));
}

/** The form on the plane across the gradient, where good k takes what the others leave: v_k = -Σ (g_i / g_k) v_i. */
function across(
  g: readonly Interval[],
  h: readonly (readonly Interval[])[],
  k: number,
): readonly (readonly Interval[])[] {
  const rest = g.flatMap((x, i) => (i === k ? [] : [{ i, r: divide(x, g[k] as Interval) }]));
  const at = (i: number, j: number): Interval => h[i]?.[j] as Interval;
  return rest.map((a) =>
    rest.map((b) => {
      const own = subtract(subtract(at(a.i, b.i), multiply(a.r, at(k, b.i))), multiply(b.r, at(k, a.i)));
      return add(own, multiply(a.i === b.i ? square(a.r) : multiply(a.r, b.r), at(k, k)));
    }),
  );
}

/** Every symmetric matrix in the intervals is positive semidefinite: by rows (Gershgorin), or by elimination. */
function isDefinite(m: readonly (readonly Interval[])[]): boolean {
  return dominates(m) || eliminates(m);
}

function dominates(m: readonly (readonly Interval[])[]): boolean {
  return m.every((row, i) => {
    const others = row.reduce(
      (sum, x, j) => (i === j ? sum : add(sum, interval(0, Math.max(Math.abs(x.lo), Math.abs(x.hi))))),
      interval(0, 0),
    );
    return (row[i] as Interval).lo >= others.hi;
  });
}

function eliminates(m: readonly (readonly Interval[])[]): boolean {
  const [head, ...rows] = m;
  if (!head) return true;
  const pivot = head[0] as Interval;
  if (!(pivot.lo > 0)) return false;
  const left = head.slice(1);
  return eliminates(
    rows.map((row, i) =>
      row.slice(1).map((x, j) => {
        const [a, b] = [left[i] as Interval, left[j] as Interval];
        return subtract(x, divide(i === j ? square(a) : multiply(a, b), pivot));
      }),
    ),
  );
}
