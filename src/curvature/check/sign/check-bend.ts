import { jet } from '../../../math/derivative/jet.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { add, multiply, subtract } from '../../../math/interval/arithmetic.ts';
import { ENTIRE, type Interval, intersect, midpoint, point, ZERO } from '../../../math/interval/interval.ts';
import { compare, type Rational } from '../../../math/rational/rational.ts';
import type { Bend } from '../../certificate.ts';
import type { Box, Sign } from '../exact/box.ts';
import { atomSign, primitive } from '../exact/compose.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { formOf } from '../exact/form-of.ts';
import { keyOf, minus, NotExact, type Signomial, times } from '../exact/signomial.ts';
import { costOf, spend } from '../work.ts';
import type { OnLine } from './by-boxes.ts';
import { signOnLine } from './on-line.ts';
import { boxOf, signInside } from './sign.ts';

const MOST_PARTS = 600;

/**
 * Proves the sign of x'y'' − y'x'' strictly inside from < t < to, where x and y are functions of the parameter: never of the
 * other sign and not 0 everywhere (bend 0: 0 everywhere). Null where it is proven, else what is missing. Both must be smooth
 * inside; at the ends they may be singular. What is in `positive` is taken to be above 0 all along: then the sign is proven
 * wherever that is so.
 */
export function checkBend(
  x: Expression,
  y: Expression,
  parameter: string,
  from: Rational,
  to: Rational,
  bend: Bend,
  positive: readonly Expression[] = [],
): string | null {
  const box = assuming(positive, boxOf(new Map([[parameter, { lo: from, hi: to }]])));
  const [fx, fy] = [formOf(x, box), formOf(y, box)];
  const form = fx && fy && exactly(() => bendForm(fx, fy, parameter));
  const cost = costOf(x, 2) + costOf(y, 3);
  const over = (part: Interval): Interval => {
    spend(cost);
    return bendOver(x, y, parameter, part);
  };
  return verdictOn(form, over, box, parameter, bend);
}

/** Proves that e is nowhere below 0 (1), nowhere above (−1) or is 0 (0) inside from < t < to; null where it is proven. */
export function checkSign(
  e: Expression,
  parameter: string,
  from: Rational,
  to: Rational,
  sign: Bend,
  positive: readonly Expression[] = [],
): string | null {
  const box = assuming(positive, boxOf(new Map([[parameter, { lo: from, hi: to }]])));
  const cost = costOf(e, 0);
  const over = (part: Interval): Interval => {
    spend(cost);
    return jet(e, parameter, part, 0)?.[0] ?? ENTIRE;
  };
  return verdictOn(formOf(e, box), over, box, parameter, sign);
}

function assuming(positive: readonly Expression[], box: Box): Box {
  for (const e of positive) {
    const form = formOf(e, box);
    if (!form || form.length === 0) continue;
    box.signs.set(keyOf(form), ABOVE);
    const { powers, rest } = primitive(form, 1, box);
    if (powers.every((p) => atomSign(p.atom, box) === 1)) box.signs.set(keyOf(rest), ABOVE);
  }
  return box;
}

const ABOVE: Sign = { sign: 1, strict: true };

function exactly(make: () => Signomial): Signomial | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

function verdictOn(
  form: Signomial | null,
  enclose: (part: Interval) => Interval,
  box: Box,
  parameter: string,
  claimed: Bend,
): string | null {
  const { lo, hi } = box.ranges.get(parameter) as { lo: Rational; hi: Rational };
  if (compare(lo, hi) >= 0) return 'a stretch has no length';
  const found = (form && signInside(form, box, MOST_PARTS)) ?? byJets(form, enclose, box, parameter);
  if (!found) return 'a sign is not confirmed';
  return found.sign === claimed ? null : 'a sign is another one';
}

function byJets(
  form: Signomial | null,
  enclose: (part: Interval) => Interval,
  box: Box,
  parameter: string,
): Sign | null {
  const f: OnLine = { enclose, form };
  return signOnLine(f, box, parameter, MOST_PARTS);
}

function bendForm(x: Signomial, y: Signomial, name: string): Signomial {
  const [dx, dy] = [derivativeOf(x, name), derivativeOf(y, name)];
  const [ddx, ddy] = [derivativeOf(dx, name), derivativeOf(dy, name)];
  return minus(times(dx, ddy), times(dy, ddx));
}

/** Half of x'y'' − y'x'' over a part, by Taylor coefficients. */
function bendOver(x: Expression, y: Expression, name: string, part: Interval): Interval {
  const ys = jet(y, name, part, 3);
  if (!ys) return ENTIRE;
  if (x.kind !== 'name') {
    const xs = jet(x, name, part, 2);
    return xs ? subtract(multiply(at(xs, 1), at(ys, 2)), multiply(at(ys, 1), at(xs, 2))) : ENTIRE;
  }
  const center = point(midpoint(part));
  const there = jet(y, name, center, 2);
  if (!there) return at(ys, 2);
  const mean = add(at(there, 2), multiply(multiply(point(3), at(ys, 3)), subtract(part, center)));
  return Number.isNaN(mean.lo + mean.hi) ? at(ys, 2) : intersect(at(ys, 2), mean);
}

function at(series: readonly Interval[], k: number): Interval {
  return series[k] ?? ZERO;
}
