import { linearProgram } from '../linear-program.ts';
import type { Placed } from '../placed.ts';
import type { Prices } from '../sets/piece.ts';
import type { PerGood, PriceRange } from '../solution.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { type Cone, type Demand, demandsOf, isBent, welfareDemands } from './price-demands.ts';

/** Rows are loosened by these, in turn, where roundings of several members' own prices miss each other. */
const looseness = [0, 1e-12, 1e-10, 1e-8];
const mostCuts = 300;
/** What bent sets may cost to ask once, and how many cones one linear program may hold. */
const mostWork = 400;
const mostCones = 40;
/** A range narrower than this is one price. */
const pinned = 1e-7;

/**
 * For three goods or more: the prices, with the numeraire's at 1, at which welfare is highest at these totals and every member's choice is
 * best. They are a polytope: normals of proven concave sets, chords to what else a member can do, supergradients of welfare; sets that
 * bend are asked for what they would rather do at each end of a range until that is nothing (cutting planes; Kelley 1960). Null where all
 * prices are unique, or where it is not known.
 */
export function pricePolytope(
  welfare: Welfare,
  totals: Float64Array,
  placed: readonly Placed[],
  goods: readonly string[],
  prices: Prices,
  numeraire: number,
): PerGood<PriceRange> | null {
  if (welfare.kind === 'prices') return null;
  const own = welfareDemands(welfare, totals, madeBy(placed, goods.length));
  const [slopes] = own ?? [];
  if (own === null || (slopes?.kind === 'cone' && slopes.generators.length === 1)) return null;
  const demands: Demand[] = [...own];
  for (const one of placed) {
    const known = demandsOf(one, goods);
    if (known === null) return null;
    for (const demand of known) demands.push(demand);
  }
  const bent = placed.filter(isBent);
  const work = bent.reduce((sum, { party }) => sum + party.pieces.reduce((own, piece) => own + piece.work, 0), 0);
  if (work > mostWork || demands.filter(({ kind }) => kind === 'cone').length > mostCones) return null;
  for (const loose of looseness) {
    const ranges = rangesOf(askedOf(demands, bent, scaleOf(prices, totals), loose), numeraire);
    if (ranges === null) continue;
    const scale = scaleOf(prices, totals);
    const all = ranges.map((range, j) =>
      asUnique(range, (prices[j] ?? 0) / (prices[numeraire] ?? 1), (scale[j] ?? 1) / (scale[numeraire] ?? 1)),
    );
    if (all.every((price) => typeof price === 'number')) return null;
    return Object.fromEntries(goods.flatMap((good, j) => (j === numeraire ? [] : [[good, all[j] ?? 0]])));
  }
  return null;
}

const asUnique = ([lo, hi]: readonly [number, number], price: number, unit: number): PriceRange =>
  hi - lo <= pinned * (price > 0 ? price : 10 * unit) ? price : [lo, hi];

function madeBy(placed: readonly Placed[], goods: number): Float64Array {
  const made = new Float64Array(goods);
  for (const { count, outputs } of placed)
    for (let j = 0; j < goods; j++) made[j] = (made[j] ?? 0) + count * (outputs[j] ?? 0);
  return made;
}

/** Units in which all prices are near 1. */
function scaleOf(prices: Prices, totals: Float64Array): Float64Array {
  const worth = Math.max(...prices.map((price, j) => price * (totals[j] ?? 0)));
  return prices.map((price, j) => (price > 0 ? price : worth / (totals[j] || 1)) || 1);
}

interface Asked {
  readonly cones: readonly Cone[];
  /** Of all rows, in units of prices and of 1, loosened. */
  readonly rows: readonly Float64Array[];
  /** Those that were seen to matter; grows. */
  readonly binding: Set<Float64Array>;
  readonly bent: readonly Placed[];
  readonly scale: Float64Array;
  readonly loose: number;
}

function askedOf(demands: readonly Demand[], bent: readonly Placed[], scale: Float64Array, loose: number): Asked {
  const rows = demands.flatMap((demand) => (demand.kind === 'row' ? [scaledRow(demand.row, scale, loose)] : []));
  const cones = demands.flatMap((demand) => (demand.kind === 'cone' ? [demand] : []));
  return { cones, rows, binding: new Set(), bent, scale, loose };
}

function scaledRow(row: readonly number[], scale: Float64Array, loose: number): Float64Array {
  const scaled = Float64Array.from(row, (value, j) => value * (scale[j] ?? 1));
  const size = Math.max(...scaled.map(Math.abs)) || 1;
  return scaled.map((value) => (value - loose * Math.abs(value)) / size);
}

function rangesOf(asked: Asked, numeraire: number): readonly (readonly [number, number])[] | null {
  const ranges: (readonly [number, number])[] = [];
  for (const j of asked.scale.keys()) {
    const lo = j === numeraire ? 1 : leastPrice(asked, j, numeraire);
    const hi = j === numeraire ? 1 : leastPrice(asked, numeraire, j);
    if (lo === null || hi === null) return null;
    ranges.push([lo, hi > 0 ? 1 / hi : Number.POSITIVE_INFINITY]);
  }
  return ranges;
}

/** The least price of a good where another's is 1; null where no prices do. Rows join the program as they are found to be broken. */
function leastPrice(asked: Asked, good: number, unit: number): number | null {
  const { binding, bent, scale, loose } = asked;
  for (let cut = 0; cut < mostCuts; cut++) {
    const found = lowest(asked, good, unit);
    if (found === null) return null;
    const broken = mostBroken(asked, found);
    if (broken !== null) {
      binding.add(broken);
      continue;
    }
    const prices = found.map((price, j) => price * (scale[j] ?? 1));
    const rather = bent.map((one) => chordOf(one, prices)).filter((row) => row !== null);
    if (rather.length === 0) return (prices[good] ?? 0) / (prices[unit] ?? 1);
    for (const row of rather) binding.add(scaledRow(row, scale, loose));
  }
  return null;
}

function mostBroken({ rows, binding }: Asked, prices: Float64Array): Float64Array | null {
  let worst: Float64Array | null = null;
  let most = 1e-12 * Math.max(...prices);
  for (const row of rows) {
    let excess = 0;
    for (let j = 0; j < row.length; j++) excess += (row[j] ?? 0) * (prices[j] ?? 0);
    if (excess > most && !binding.has(row)) [worst, most] = [row, excess];
  }
  return worst;
}

/** What one of its members would rather do at some prices, as what prices that support its choice must be. */
function chordOf({ party, outputs }: Placed, prices: Prices): readonly number[] | null {
  const own = outputs.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0);
  let best: { readonly gain: number; readonly row: readonly number[] } | null = null;
  for (const piece of party.pieces) {
    const { value, outputs: made } = piece.respond(prices);
    const gain = value - own;
    if (gain > 1e-11 * Math.abs(own) && gain > (best?.gain ?? 0))
      best = { gain, row: Array.from(made, (y, j) => y - (outputs[j] ?? 0)) };
  }
  return best?.row ?? null;
}

/** The linear program in prices (in units of `scale`), slacks of rows, and weights of generators. */
function lowest({ cones, binding, scale }: Asked, good: number, unit: number): Float64Array | null {
  const goods = scale.length;
  const width = cones.reduce((sum, { generators }) => sum + generators.length, goods + binding.size);
  const rows: number[][] = [];
  const line = (): number[] => {
    const row = new Array<number>(width).fill(0);
    rows.push(row);
    return row;
  };
  line()[unit] = 1;
  let next = goods;
  for (const known of binding) {
    const row = line();
    known.forEach((value, j) => {
      row[j] = value;
    });
    row[next++] = 1;
  }
  for (const cone of cones) {
    for (const [k, j] of cone.goods.entries()) {
      const row = line();
      row[j] = scale[j] ?? 1;
      cone.generators.forEach((generator, g) => {
        row[next + g] = -(generator[k] ?? 0);
      });
      normalise(row);
    }
    next += cone.generators.length;
  }
  const right = rows.map((_, i) => (i === 0 ? 1 : 0));
  const costs = Array.from({ length: width }, (_, column) => (column === good ? 1 : 0));
  return linearProgram(rows, right, costs)?.slice(0, goods) ?? null;
}

function normalise(row: number[]): void {
  const size = Math.max(...row.map(Math.abs)) || 1;
  row.forEach((value, k) => {
    row[k] = value / size;
  });
}
