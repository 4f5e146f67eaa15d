import type { Expression } from '../../math/expression/expression.ts';
import { type Rational, toDouble } from '../../math/rational/rational.ts';
import { affineParts } from './ridge.ts';

const LARGEST = 200;

/** Axes, diagonals, and directions across the affine arguments in the formula: all in small whole numbers. */
export function wholeDirections(e: Expression, names: readonly string[]): readonly (readonly number[])[] {
  const n = names.length;
  const found: number[][] = [];
  for (let i = 0; i < n; i++) {
    found.push(names.map((_, k) => (k === i ? 1 : 0)));
    for (let j = i + 1; j < n; j++)
      for (const sign of [1, -1]) found.push(names.map((_, k) => (k === i ? 1 : k === j ? sign : 0)));
  }
  for (const slopes of affineParts(e)) {
    const used = names.filter((m) => slopes.has(m));
    for (let i = 0; i + 1 < used.length; i++) {
      const [a, b] = [used[i] as string, used[i + 1] as string];
      const pair = wholePair(slopes.get(b) as Rational, slopes.get(a) as Rational);
      if (pair) found.push(names.map((m) => (m === a ? pair[0] : m === b ? -pair[1] : 0)));
    }
  }
  return found.slice(0, 24);
}

/** p : q in whole numbers, where they are small. */
function wholePair(p: Rational, q: Rational): readonly [number, number] | null {
  const [a, b] = [p.numerator * q.denominator, q.numerator * p.denominator];
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  const pair = [
    toDouble({ numerator: a / x, denominator: 1n }),
    toDouble({ numerator: b / x, denominator: 1n }),
  ] as const;
  return pair.every((c) => Math.abs(c) <= LARGEST) ? pair : null;
}
