/**
 * Gaps between neighbours in sorted numbers, without sorting: of n numbers in n equal drawers, two neighbours farther apart than a
 * drawer is wide lie in different ones (the pigeonhole principle).
 */

/** The widest gap; 0 for fewer than two numbers. */
export function widestGap(numbers: Float64Array): number {
  let widest = 0;
  eachGap(numbers, numbers.length, (gap) => {
    widest = Math.max(widest, gap);
  });
  return widest;
}

/** The numbers after each gap over `width`, rising; the numbers lie between 0 and 1. */
export function startsAfterGaps(numbers: Float64Array, width: number): readonly number[] {
  const starts: number[] = [];
  eachGap(numbers, Math.ceil(2 / width), (gap, next) => {
    if (gap > width) starts.push(next);
  });
  return starts;
}

/** Every gap from the largest number of a drawer to the smallest of the next that is not empty. */
function eachGap(numbers: Float64Array, drawers: number, visit: (gap: number, next: number) => void): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < numbers.length; k++) {
    least = Math.min(least, numbers[k] as number);
    most = Math.max(most, numbers[k] as number);
  }
  if (!(least < most)) return;
  const [leasts, mosts] = drawersOf(numbers, least, drawers / (most - least), drawers);
  let before = least;
  for (let k = 0; k <= drawers; k++) {
    const next = leasts[k] as number;
    if (next === Number.POSITIVE_INFINITY) continue;
    if (next > before) visit(next - before, next);
    before = mosts[k] as number;
  }
}

function drawersOf(
  numbers: Float64Array,
  from: number,
  perUnit: number,
  drawers: number,
): readonly [leasts: Float64Array, mosts: Float64Array] {
  const leasts = new Float64Array(drawers + 1).fill(Number.POSITIVE_INFINITY);
  const mosts = new Float64Array(drawers + 1).fill(Number.NEGATIVE_INFINITY);
  for (let k = 0; k < numbers.length; k++) {
    const own = numbers[k] as number;
    const drawer = Math.min(drawers, ((own - from) * perUnit) | 0);
    if (own < (leasts[drawer] as number)) leasts[drawer] = own;
    if (own > (mosts[drawer] as number)) mosts[drawer] = own;
  }
  return [leasts, mosts];
}
