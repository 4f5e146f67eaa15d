import { solveOpen } from './linear-equations.ts';
import type { Market } from './market-model.ts';
import { type Pick, type Plan, type Position, plannedPosition, type Stand, smoothedPosition } from './position.ts';

const mostSteps = 40;
const difference = 1e-5;

/**
 * Newton's method for prices and for how many members do what: markets of goods with a price clear, and things done side by side are
 * equally good. Goods of price 0 stay free. Null where it does not arrive. With a `temperature` members are spread over their options
 * instead of following the plan (which then has one pick each).
 */
export function polished(
  market: Market,
  start: Float64Array,
  plan: Plan,
  temperature = 0,
): { prices: Float64Array; plan: Plan } | null {
  const priced = [...start.keys()].filter((j) => (start[j] ?? 0) > 0);
  const worth = (j: number): number => (start[j] ?? 0) * (market.scale[j] ?? 1);
  const unit = priced.reduce((best, j) => (worth(j) > worth(best) ? j : best), priced[0] ?? 0);
  const open = priced.filter((j) => j !== unit);
  const frame: Frame = { market, start, plan, open, temperature };
  let x = new Float64Array(open.length + slots(plan).length);
  slots(plan).forEach(({ weight }, k) => {
    x[open.length + k] = weight;
  });
  let errors = errorsAt(frame, x);
  if (errors === null) return null;
  let slow = 0;
  for (let step = 0; step < mostSteps && norm(errors) > 1e-15 && slow < 6; step++) {
    if (market.signal?.aborted === true) return null;
    const next = improved(frame, x, errors);
    if (next === null || isVanishing(frame, next.x)) break;
    slow = norm(next.errors) > 0.7 * norm(errors) ? slow + 1 : 0;
    x = next.x;
    errors = next.errors;
  }
  return norm(errors) <= 1e-10 ? { prices: pricesFrom(frame, x), plan: planFrom(frame, x) } : null;
}

/** A price on its way to 0 never arrives in logarithms: goods that may be free are looked at by themselves. */
const isVanishing = ({ open }: Frame, x: Float64Array): boolean => open.some((_, k) => Math.abs(x[k] ?? 0) > 45);

interface Frame {
  readonly market: Market;
  readonly start: Float64Array;
  readonly plan: Plan;
  readonly open: readonly number[];
  readonly temperature: number;
}

/** All picks but the first of each who does several things. */
const slots = (plan: Plan): readonly Pick[] =>
  [...plan.producers, ...plan.consumers].flatMap((picks) => picks.slice(1));

const norm = (errors: Float64Array): number => errors.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

function pricesFrom({ start, open }: Frame, x: Float64Array): Float64Array {
  const prices = Float64Array.from(start);
  open.forEach((j, k) => {
    prices[j] = (start[j] ?? 0) * Math.exp(x[k] ?? 0);
  });
  return prices;
}

function planFrom({ plan, open }: Frame, x: Float64Array): Plan {
  if (x.length === open.length) return plan;
  let slot = open.length;
  const filled = (picks: readonly Pick[]): readonly Pick[] => {
    if (picks.length === 1) return picks;
    const count = picks.reduce((sum, { weight }) => sum + weight, 0);
    const others = picks.slice(1).map(({ key }) => ({ key, weight: x[slot++] ?? 0 }));
    const rest = others.reduce((sum, { weight }) => sum - weight, count);
    return picks
      .slice(0, 1)
      .map(({ key }) => ({ key, weight: others.length === 0 ? count : rest }))
      .concat(others);
  };
  return { producers: plan.producers.map(filled), consumers: plan.consumers.map(filled) };
}

/** Excess demand in shares of what there could be, then how much worse each other thing done is than the first. */
function errorsAt(frame: Frame, x: Float64Array): Float64Array | null {
  const { market, open } = frame;
  const prices = pricesFrom(frame, x);
  const position =
    frame.temperature > 0
      ? smoothedPosition(market, prices, frame.temperature)
      : plannedPosition(market, prices, planFrom(frame, x));
  if (position === null) return null;
  const excess = open.map((j) => (position.excess[j] ?? 0) / (market.scale[j] ?? 1));
  const errors = Float64Array.from([...excess, ...(frame.temperature > 0 ? [] : ties(position))]);
  return errors.every(Number.isFinite) ? errors : null;
}

function ties({ producers, consumers, prices }: Position): readonly number[] {
  const turnover = ({ option }: Stand): number =>
    option.amounts.reduce((sum, y, j) => sum + (prices[j] ?? 0) * Math.abs(y), 0);
  const made = producers.flatMap((stands) => {
    const size = Math.max(1e-300, ...stands.map(turnover));
    return stands.slice(1).map(({ option }) => (option.value - (stands[0]?.option.value ?? 0)) / size);
  });
  const bought = consumers.flatMap((stands) => {
    const size = Math.max(1e-300, ...stands.map(({ option }) => Math.abs(option.value)));
    return stands.slice(1).map(({ option }) => (option.value - (stands[0]?.option.value ?? 0)) / size);
  });
  return [...made, ...bought];
}

function improved(frame: Frame, x: Float64Array, errors: Float64Array) {
  const change = newtonStep(frame, x, errors);
  if (change === null) return null;
  const longest = change.reduce((most, v, k) => (k < frame.open.length ? Math.max(most, Math.abs(v)) : most), 0);
  let length = longest > 1 ? 1 / longest : 1;
  for (let attempt = 0; attempt < 12; attempt++, length /= 2) {
    const next = x.map((v, k) => v + length * (change[k] ?? 0));
    const found = errorsAt(frame, next);
    if (found !== null && norm(found) < norm(errors)) return { x: next, errors: found };
  }
  return null;
}

function newtonStep(frame: Frame, x: Float64Array, errors: Float64Array): Float64Array | null {
  const columns: Float64Array[] = [];
  for (let k = 0; k < x.length; k++) {
    if (frame.market.signal?.aborted === true) return null;
    const h = difference * (k < frame.open.length ? 1 : Math.max(1e-3, Math.abs(x[k] ?? 0)));
    const ahead = errorsAt(frame, moved(x, k, h));
    const behind = errorsAt(frame, moved(x, k, -h));
    if (ahead === null || behind === null) return null;
    columns.push(ahead.map((v, i) => (v - (behind[i] ?? 0)) / (2 * h)));
  }
  const rows = Array.from(errors, (_, i) => Float64Array.from(columns, (column) => column[i] ?? 0));
  const change = solveOpen(
    rows,
    errors.map((v) => -v),
    1e-9,
  );
  return change.every(Number.isFinite) ? change : null;
}

function moved(x: Float64Array, k: number, by: number): Float64Array {
  const next = Float64Array.from(x);
  next[k] = (next[k] ?? 0) + by;
  return next;
}
