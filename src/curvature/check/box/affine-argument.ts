import { secondOrder } from '../../../math/derivative/second-order.ts';
import { namesIn, substitute } from '../../../math/expression/build.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { rebuild } from '../../../math/expression/order.ts';
import { divide as divided } from '../../../math/interval/arithmetic.ts';
import { fromRational, isBounded, point } from '../../../math/interval/interval.ts';
import {
  add,
  compare,
  divide,
  equals,
  fromDouble,
  multiply,
  negate,
  ONE,
  type Rational,
  subtract,
  ZERO,
} from '../../../math/rational/rational.ts';
import type { LineCertificate } from '../../certificate.ts';
import { decode, encode, rationalOfText } from '../../encoded-expression.ts';
import { type Box, middle, type Range } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { comparableForm } from '../exact/form-of.ts';
import { minus, NotExact, type Signomial, scaled } from '../exact/signomial.ts';
import { simplestIn } from '../sign/on-line.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import type { Facts } from './facts.ts';

type Ranges = ReadonlyMap<string, Range>;

/**
 * f depends on one affine function alone, which the line runs through: it is written so, or its slopes are multiples of one
 * another. `breaks`: up to the boundary nothing follows from what is so inside.
 */
export function checkAffineArgument(
  line: LineCertificate,
  e: Expression,
  facts: Facts,
  breaks: boolean,
): string | null {
  const { ranges } = facts.box;
  const written = ratiosAsWritten(e, facts);
  if (!written && breaks) return 'not seen to be continuous';
  const form = written ? null : facts.smoothForm(e);
  const ratios =
    written ??
    (form && ratiosOf(form, [...ranges.keys()], facts.box)) ??
    ratiosOfAny(e, decode(line.expression), line.variable, facts);
  if (!ratios) return 'it does not depend on one affine argument';
  if (compare(rationalOfText(line.from), ZERO) !== 0 || compare(rationalOfText(line.to), ONE) !== 0)
    return 'the line does not cross the box';
  const own = decode(line.expression);
  const same = ([1, -1] as const).some((way) =>
    isSameOn(substitute(e, crossing(ranges, ratios, line.variable, way)), own, line, breaks),
  );
  return same ? null : 'the line is another function';
}

/** Every largest affine part of the formula, conditions included, is a multiple of one of them but for a constant. */
function ratiosAsWritten(e: Expression, facts: Facts): ReadonlyMap<string, Rational> | null {
  const names = [...facts.box.ranges.keys()];
  const largest = largestAffine(e, facts);
  const slopes = largest?.map((u) => slopesOfAffine(u, names));
  const lead = slopes?.[0];
  const unit = lead?.find((x) => x.numerator !== 0n);
  if (!slopes || !lead || !unit) return null;
  const ratios = lead.map((x) => divide(x, unit) ?? ZERO);
  const isMultiple = (own: readonly Rational[] | null): boolean => {
    const first = own?.[lead.indexOf(unit)];
    return first !== undefined && own?.every((x, i) => equals(x, multiply(first, ratios[i] as Rational))) === true;
  };
  return slopes.every(isMultiple) ? new Map(names.map((n, i) => [n, ratios[i] as Rational])) : null;
}

/** Null where a part is no affine function as it is written. */
function largestAffine(e: Expression, facts: Facts): readonly Expression[] | null {
  if (namesIn(e).size === 0) return [];
  if (slopesOfAffine(e, [...facts.box.ranges.keys()])) return [e];
  const found = partsOf(e).map((part) => largestAffine(part, facts));
  return found.some((x) => x === null) || found.length === 0 ? null : found.flatMap((x) => x ?? []);
}

function partsOf(e: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  rebuild(e, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

/** By sums and exact multiples alone, so that it is affine everywhere. */
function slopesOfAffine(e: Expression, names: readonly string[]): readonly Rational[] | null {
  const of = (x: Expression): readonly Rational[] | null => slopesOfAffine(x, names);
  const scale = (x: Expression, by: Rational | null): readonly Rational[] | null =>
    by && (of(x)?.map((s) => multiply(s, by)) ?? null);
  switch (e.kind) {
    case 'number':
    case 'constant':
      return names.map(() => ZERO);
    case 'name':
      return names.map((n) => (n === e.name ? ONE : ZERO));
    case 'negate':
      return scale(e.operand, negate(ONE));
    case 'add':
    case 'subtract': {
      const [a, b] = [of(e.left), scale(e.right, e.kind === 'add' ? ONE : negate(ONE))];
      return a && b && a.map((x, i) => add(x, b[i] as Rational));
    }
    case 'multiply':
      return scale(e.right, exactValue(e.left)) ?? scale(e.left, exactValue(e.right));
    case 'divide': {
      const by = exactValue(e.right);
      return scale(e.left, by && divide(ONE, by));
    }
    default:
      return exactValue(e) ? names.map(() => ZERO) : null;
  }
}

function ratiosOf(form: Signomial, names: readonly string[], box: Box): ReadonlyMap<string, Rational> | null {
  try {
    const slopes = names.map((n) => derivativeOf(form, n));
    const lead = slopes.find((s) => s.length > 0);
    const ratios = new Map<string, Rational>();
    for (const [i, slope] of slopes.entries()) {
      const ratio = lead && ratioOf(slope, lead, box);
      if (!lead || !ratio || signInside(minus(slope, scaled(lead, ratio)), box)?.sign !== 0) return null;
      ratios.set(names[i] as string, ratio);
    }
    return ratios;
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

/**
 * Where f has kinks: ratios as its slopes have them at some place, if f is the line's function of the affine argument that
 * they make.
 */
function ratiosOfAny(
  e: Expression,
  along: Expression,
  variable: string,
  facts: Facts,
): ReadonlyMap<string, Rational> | null {
  const names = [...facts.box.ranges.keys()];
  const places = [0.5, 0.9, 0.1].map((t) =>
    [...facts.box.enclosures.values()].map(({ lo, hi }) => point(lo + (hi - lo) * t)),
  );
  for (const place of places) {
    const gradient = secondOrder(e, names, place)?.gradient;
    const lead = gradient?.find((g) => g.lo > 0 || g.hi < 0);
    if (!gradient || !lead) continue;
    const ratios = new Map<string, Rational>();
    for (const [i, g] of gradient.entries()) {
      const { lo, hi } = divided(g, lead);
      if (Number.isFinite(lo) && Number.isFinite(hi))
        ratios.set(names[i] as string, simplestIn({ lo: fromDouble(lo), hi: fromDouble(hi) }));
    }
    if (ratios.size < names.length) continue;
    const fits = ([1, -1] as const).some((way) => {
      const argument = shareAlong(facts.box.ranges, ratios, way);
      return argument !== null && facts.isEqual(e, substitute(along, new Map([[variable, argument]])));
    });
    if (fits) return ratios;
  }
  return null;
}

/** How far on its way between the two corners an affine argument is: 0 to 1. */
function shareAlong(ranges: Ranges, ratios: ReadonlyMap<string, Rational>, way: 1 | -1): Expression | null {
  let sum: Expression = { kind: 'number', value: ZERO };
  let length = ZERO;
  for (const [n, { lo, hi }] of ranges) {
    const ratio = ratios.get(n) as Rational;
    const [from, to] = ratio.numerator >= 0n === way > 0 ? [lo, hi] : [hi, lo];
    length = add(length, multiply(ratio, subtract(to, from)));
    const step: Expression = {
      kind: 'subtract',
      left: { kind: 'name', name: n },
      right: { kind: 'number', value: from },
    };
    sum = { kind: 'add', left: sum, right: { kind: 'multiply', left: { kind: 'number', value: ratio }, right: step } };
  }
  const inverse = divide(ONE, length);
  return inverse && { kind: 'multiply', left: { kind: 'number', value: inverse }, right: sum };
}

/** By the first terms, or the simplest number that it may be at the middle of the box: what is guessed is proven. */
function ratioOf(slope: Signomial, lead: Signomial, box: Box): Rational | null {
  if (slope.length === 0) return ZERO;
  const same = slope.find((t) => t.key === lead[0]?.key);
  const first = same && lead[0] && divide(same.coefficient, lead[0].coefficient);
  if (first && minus(slope, scaled(lead, first)).length === 0) return first;
  const at = new Enclosing(new Map([...box.ranges].map(([n, r]) => [n, fromRational(middle(r))])));
  const ratio = divided(at.of(slope), at.of(lead));
  if (!isBounded(ratio) || ratio.lo > ratio.hi) return null;
  return simplestIn({ lo: fromDouble(ratio.lo), hi: fromDouble(ratio.hi) });
}

/** Between the corner where the affine argument is least and the one where it is most, one way or the other. */
function crossing(
  ranges: Ranges,
  ratios: ReadonlyMap<string, Rational>,
  variable: string,
  way: 1 | -1,
): ReadonlyMap<string, Expression> {
  return new Map(
    [...ranges].map(([n, { lo, hi }]): [string, Expression] => {
      const [from, to] = (ratios.get(n) as Rational).numerator >= 0n === way > 0 ? [lo, hi] : [hi, lo];
      const step: Expression = {
        kind: 'multiply',
        left: { kind: 'number', value: subtract(to, from) },
        right: { kind: 'name', name: variable },
      };
      return [n, { kind: 'add', left: { kind: 'number', value: from }, right: step }];
    }),
  );
}

export function hasOwnEnds(line: LineCertificate): boolean {
  return line.ends?.some((rise) => rise !== 0) === true;
}

/** As they are written, or inside alone: then neither may do anything of its own at its ends. */
function isSameOn(a: Expression, b: Expression, line: LineCertificate, breaks: boolean): boolean {
  if (JSON.stringify(encode(a)) === JSON.stringify(encode(b))) return true;
  if (breaks || hasOwnEnds(line)) return false;
  const { variable } = line;
  const box = boxOf(new Map([[variable, { lo: ZERO, hi: ONE }]]));
  const [x, y] = [comparableForm(a, box), comparableForm(b, box)];
  return x !== null && y !== null && signInside(minus(x, y), box)?.sign === 0;
}
