import { add, multiply, subtract } from '../../../math/interval/arithmetic.ts';
import { powerRational } from '../../../math/interval/elementary.ts';
import { fromRational, type Interval, intersect, interval, point } from '../../../math/interval/interval.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { type Box, boxJudgedBy, middle, type Range, type Sign } from '../exact/box.ts';
import { commonRoot, inRoots } from '../exact/by-root.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { NotExact, type Signomial, variablesOf } from '../exact/signomial.ts';
import { signOnLine } from './on-line.ts';

const QUICK = 100;

/** The sign of a signomial by enclosures over ever smaller boxes, each of its whole boundary too. */
export function signByBoxes(s: Signomial, box: Box, effort: number): Sign | null {
  const names = [...variablesOf(s)];
  const [name] = names;
  if (name !== undefined && names.length === 1)
    return (
      signOnLine(enclosingOnLine(s, name), box, name, Math.min(effort, QUICK)) ??
      signInRoot(s, name, box, effort) ??
      (effort > QUICK ? signOnLine(enclosingOnLine(s, name), box, name, effort) : null)
    );
  const slopes = slopesOf(s, names);
  const queue: ReadonlyMap<string, Range>[] = [new Map(names.map((n) => [n, box.ranges.get(n) as Range]))];
  const found: Sign[] = [];
  for (let i = 0; i < queue.length; i++) {
    const part = queue[i] as ReadonlyMap<string, Range>;
    const range = enclosed(s, slopes, part);
    const sign = range.lo >= 0 ? 1 : range.hi <= 0 ? -1 : 0;
    if (sign !== 0) found.push({ sign, strict: range.lo > 0 || range.hi < 0 });
    else if (i >= effort) return null;
    else queue.push(...halved(part));
  }
  const [first] = found;
  if (!first || found.some((x) => x.sign !== first.sign)) return null;
  const strict = found.every((x) => x.strict);
  return strict || isSomewhere(s, box) ? { sign: first.sign, strict } : null;
}

const HIGHEST_ROOT = 10n;

/** Beside 0 broken powers have no Taylor series: in a root of the variable they do (Puiseux). */
function signInRoot(s: Signomial, name: string, box: Box, effort: number): Sign | null {
  const q = commonRoot(s);
  const range = box.ranges.get(name);
  const touches = range && (range.lo.numerator === 0n || range.hi.numerator === 0n);
  if (!touches || q === 1n || q > HIGHEST_ROOT) return null;
  const rootOf = (end: Rational, side: 'lo' | 'hi'): Rational => {
    const size = exact.abs(end);
    const known = exact.rationalRoot(size, Number(q));
    const root = known ?? exact.fromDouble(powerRational(fromRational(size), exact.rational(1n, q))[side]);
    return end.numerator < 0n ? exact.negate(root) : root;
  };
  const mirrored = range.hi.numerator <= 0n;
  const [lo, hi] = [rootOf(range.lo, mirrored ? 'hi' : 'lo'), rootOf(range.hi, mirrored ? 'lo' : 'hi')];
  const inner = boxJudgedBy(new Map([[name, { lo, hi }]]), box.judge);
  return signOnLine(enclosingOnLine(inRoots(s, q), name), inner, name, effort);
}

/** What a line search needs to know of a function: its range over a part, and what it is at an exact point. */
export interface OnLine {
  readonly enclose: (part: Interval) => Interval;
  readonly form: Signomial | null;
}

export function enclosingOnLine(s: Signomial, name: string): OnLine {
  const slopes = slopesOf(s, [name]);
  return {
    enclose: (part) => centred(s, slopes, new Map([[name, part]])),
    form: s,
  };
}

function slopesOf(s: Signomial, names: readonly string[]): ReadonlyMap<string, Signomial> | null {
  try {
    return new Map(names.map((n) => [n, derivativeOf(s, n)]));
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

function enclosed(
  s: Signomial,
  slopes: ReadonlyMap<string, Signomial> | null,
  part: ReadonlyMap<string, Range>,
): Interval {
  return centred(
    s,
    slopes,
    new Map([...part].map(([n, r]) => [n, interval(fromRational(r.lo).lo, fromRational(r.hi).hi)])),
  );
}

/** The range over a part: by the terms as they stand, and by the value at the middle and the slopes (Moore 1966). */
function centred(
  s: Signomial,
  slopes: ReadonlyMap<string, Signomial> | null,
  part: ReadonlyMap<string, Interval>,
): Interval {
  const over = new Enclosing(part);
  const direct = over.of(s);
  if (!slopes || direct.lo > 0 || direct.hi < 0) return direct;
  const center = new Map([...part].map(([n, x]) => [n, point(x.lo / 2 + x.hi / 2)] as const));
  let mean = new Enclosing(center).of(s);
  for (const [n, slope] of slopes) {
    const step = subtract(part.get(n) as Interval, center.get(n) as Interval);
    mean = add(mean, multiply(over.of(slope), step));
  }
  return Number.isNaN(mean.lo + mean.hi) ? direct : intersect(direct, mean);
}

/** Cut across its longest side, against the sides of the numbers themselves. */
function halved(part: ReadonlyMap<string, Range>): readonly ReadonlyMap<string, Range>[] {
  const [longest] = [...part].sort(([, a], [, b]) =>
    exact.compare(exact.subtract(b.hi, b.lo), exact.subtract(a.hi, a.lo)),
  );
  if (!longest) return [];
  const [name, range] = longest;
  const cut = middle(range);
  return [new Map([...part, [name, { lo: range.lo, hi: cut }]]), new Map([...part, [name, { lo: cut, hi: range.hi }]])];
}

/** Not 0 everywhere: seen at the middle of the box. */
function isSomewhere(s: Signomial, box: Box): boolean {
  const place = new Map([...box.ranges].map(([n, r]) => [n, fromRational(middle(r))]));
  const { lo, hi } = new Enclosing(place).of(s);
  return lo > 0 || hi < 0;
}
