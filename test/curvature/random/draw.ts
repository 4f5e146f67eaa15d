import { namesIn } from '../../../src/math/expression/build.ts';
import { enclose } from '../../../src/math/expression/enclose.ts';
import type { Expression } from '../../../src/math/expression/expression.ts';
import { fromRational, type Interval, interval, midpoint } from '../../../src/math/interval/interval.ts';
import { exact, formula } from '../reading.ts';
import { decimalValue, High } from './decimals.ts';
import { inOne, type Shape } from './one-variable.ts';
import { type Random, randomFrom } from './random.ts';
import type { Drawn } from './refute.ts';
import { inSeveral } from './several-variables.ts';

const NAMES = [['x'], ['x', 'y'], ['x', 'y', 'z']] as const;

const GENERAL: readonly (readonly [string, string])[] = [
  ['0', '1'],
  ['-1', '1'],
  ['0', '5'],
  ['-2', '3'],
  ['-3', '-0.5'],
  ['0.1', '2'],
  ['0', '100'],
  ['1', '1000'],
  ['0.25', '2'],
  ['1', '4'],
];

/** The expression of this number in the sweep: always the same one. Every formula is defined all over its ranges. */
export function drawn(index: number): Drawn {
  const r = randomFrom(1_000_003 * (index + 1));
  for (;;) {
    const names = NAMES[r.one([0, 0, 0, 0, 0, 1, 1, 1, 2, 2] as const)];
    const shape = names.length === 1 ? inOne(r, 'x') : inSeveral(r, names);
    const e = formula(shape.text);
    const used = namesIn(e);
    const ranges = suitable(
      e,
      names.filter((n) => used.has(n)),
      shape,
      r,
    );
    if (ranges) return { text: shape.text, e, ranges };
  }
}

function suitable(e: Expression, names: readonly string[], shape: Shape, r: Random): Drawn['ranges'] | null {
  for (let i = 0; i < 10; i++) {
    const choose = (): readonly [string, string] =>
      shape.ranges.length > 0 && r.chance(0.75) ? r.one(shape.ranges) : r.one(GENERAL);
    const ranges = new Map(names.map((n) => [n, choose()] as const));
    if (isDefined(e, ranges, r)) return ranges;
  }
  return null;
}

/** Defined at the corners and more points in 60 digits, and over boxes that leave out at most a sliver at an end of a line. */
function isDefined(e: Expression, ranges: Drawn['ranges'], r: Random): boolean {
  if ([...ranges.values()].some(([lo, hi]) => Number(lo) >= Number(hi))) return false;
  const box = new Map([...ranges].map(([n, [lo, hi]]) => [n, span(lo, hi)] as const));
  return isDefinedOver(e, box, box, 0) && isDefinedAtPoints(e, ranges, r);
}

function span(lo: string, hi: string): Interval {
  return interval(fromRational(exact(lo)).lo, fromRational(exact(hi)).hi);
}

function isDefinedAtPoints(e: Expression, ranges: Drawn['ranges'], r: Random): boolean {
  const names = [...ranges.keys()];
  for (let i = 0; i < 2 ** names.length + 2; i++) {
    const at = new Map(
      names.map((n, k) => {
        const [lo, hi] = ranges.get(n) ?? ['0', '0'];
        const corner = new High((i >> k) % 2 === 0 ? lo : hi);
        return [n, i < 2 ** names.length ? corner : new High(lo).plus(new High(hi).minus(lo).times(r.unit()))] as const;
      }),
    );
    const value = decimalValue(e, at);
    if (!value.isFinite() || value.abs().gt(1e15)) return false;
  }
  return true;
}

type Box = ReadonlyMap<string, Interval>;

function isDefinedOver(e: Expression, box: Box, all: Box, depth: number): boolean {
  if (enclose(e, box).defined) return true;
  const touches = [...box].some(([n, x]) => x.lo === all.get(n)?.lo || x.hi === all.get(n)?.hi);
  if (box.size > 1 ? depth > 5 : depth > 7 && !touches) return false;
  if (depth > 40) return true;
  const [name, widest] = [...box].reduce((a, b) => (relative(a, all) < relative(b, all) ? b : a));
  const middle = midpoint(widest);
  return [interval(widest.lo, middle), interval(middle, widest.hi)].every((half) =>
    isDefinedOver(e, new Map([...box, [name, half]]), all, depth + 1),
  );
}

function relative([name, x]: readonly [string, Interval], all: Box): number {
  const whole = all.get(name) as Interval;
  return (x.hi - x.lo) / (whole.hi - whole.lo);
}
