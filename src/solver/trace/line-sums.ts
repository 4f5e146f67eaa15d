/** A stretch of a straight line, or a point of it where both ends are the same. Points are [x, y], x rising. */
export interface Stretch {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** More stretches than this are not told apart one by one. */
const mostStretches = 4_000;
/** Relative to the whole width: what lies closer together is the same point. */
const same = 1e-12;

/**
 * All sums of `count` choices each out of stretches of one straight line, whole members at a time, as stretches in order of rising
 * x; null where there are more than can be listed.
 */
export function sumsOf(
  choices: readonly { readonly count: number; readonly stretches: readonly Stretch[] }[],
): readonly Stretch[] | null {
  const width = choices.reduce((sum, { count, stretches }) => sum + count * widthOf(stretches), 0);
  let sum: readonly Stretch[] | null = [{ from: [0, 0], to: [0, 0] }];
  for (const { count, stretches } of choices) {
    const own = times(stretches, count, same * width);
    sum = sum === null || own === null ? null : plus(sum, own, same * width);
  }
  return sum;
}

const widthOf = (stretches: readonly Stretch[]): number => {
  const [first, last] = [stretches[0], stretches.at(-1)];
  return first === undefined || last === undefined
    ? 0
    : Math.abs(last.to[0] - first.from[0]) + Math.abs(last.to[1] - first.from[1]);
};

/** By doubling; ends that are multiples of one choice stay exact multiples. */
function times(stretches: readonly Stretch[], count: number, close: number): readonly Stretch[] | null {
  const [only] = stretches;
  if (stretches.length === 1 && only !== undefined)
    return [{ from: scaled(only.from, count), to: scaled(only.to, count) }];
  if (count + 1 > mostStretches) return null;
  let sum: readonly Stretch[] = [{ from: [0, 0], to: [0, 0] }];
  let power: readonly Stretch[] | null = stretches;
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    if (power === null) return null;
    if (rest % 2 === 1) {
      const next = plus(sum, power, close);
      if (next === null) return null;
      sum = next;
    }
    power = rest > 1 ? plus(power, power, close) : power;
  }
  return sum;
}

const scaled = ([x, y]: readonly [number, number], count: number): readonly [number, number] => [count * x, count * y];

function plus(a: readonly Stretch[], b: readonly Stretch[], close: number): readonly Stretch[] | null {
  if (a.length * b.length > 100 * mostStretches) return null;
  const all = a.flatMap((p) => b.map((q): Stretch => ({ from: added(p.from, q.from), to: added(p.to, q.to) })));
  const sorted = all.sort((p, q) => lean(p.from) - lean(q.from) || lean(p.to) - lean(q.to));
  const merged: Stretch[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last === undefined || lean(next.from) > lean(last.to) + close) merged.push(next);
    else if (lean(next.to) > lean(last.to) + close) merged[merged.length - 1] = { from: last.from, to: next.to };
  }
  return merged.length > mostStretches ? null : merged;
}

const added = (p: readonly [number, number], q: readonly [number, number]): readonly [number, number] => [
  p[0] + q[0],
  p[1] + q[1],
];

/** Along a falling line x rises and y falls: their difference tells points apart however steep it is. */
const lean = ([x, y]: readonly [number, number]): number => x - y;
