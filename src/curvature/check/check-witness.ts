import { number, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { point } from '../../math/interval/interval.ts';
import { compare, fromDouble, rational } from '../../math/rational/rational.ts';
import { algebraOn, type Domain } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { type Form, minus, plus, scale } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { constantSign } from '../algebra/substitute.ts';
import type { ProvenVerdict } from '../certificate.ts';
import type { Witness } from '../verdict.ts';

/** Every witness refutes what it says, and none contradicts the verdict. */
export function checkWitnesses(
  e: Expression,
  domain: Domain,
  verdict: ProvenVerdict,
  witnesses: readonly Witness[],
): string | null {
  for (const w of witnesses) {
    if (
      verdict === 'linear' ||
      (verdict === 'concave' && w.shows === 'not-concave') ||
      (verdict === 'convex' && w.shows === 'not-convex')
    ) {
      return 'a witness contradicts the verdict';
    }
    const why = checkWitness(e, domain, w);
    if (why) return why;
  }
  return null;
}

/** Jensen's inequality fails at p, q and their midpoint as the witness says: in outward-rounded or exact arithmetic. */
export function checkWitness(e: Expression, domain: Domain, w: Witness): string | null {
  for (const name of domain.keys()) {
    const [p, q, m] = [w.p[name], w.q[name], w.mid[name]];
    if (p === undefined || q === undefined || m === undefined) return 'a witness lacks a coordinate';
    if (m - p !== q - m || !isHalfway(p, q, m)) return 'a midpoint is not exactly halfway';
    if (!isInside(domain, name, p) || !isInside(domain, name, q)) return 'a witness lies outside the domain';
  }
  const bend = bendByEnclosure(e, w) ?? bendExactly(e, w);
  if (bend === null || bend.sign === 0) return 'a witness is not confirmed';
  if (bend.sign > 0 !== (w.shows === 'not-concave')) return 'a witness shows the opposite';
  return Math.abs(w.gap - bend.gap) <= 1e-6 * bend.gap + bend.slack ? null : 'the gap of a witness is another number';
}

function isHalfway(p: number, q: number, m: number): boolean {
  const [a, b, c] = [p, q, m].map(fromDouble) as [
    ReturnType<typeof fromDouble>,
    ReturnType<typeof fromDouble>,
    ReturnType<typeof fromDouble>,
  ];
  const twice = rational(2n * c.numerator, c.denominator);
  return (
    compare(
      rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator),
      twice,
    ) === 0
  );
}

function isInside(domain: Domain, name: string, x: number): boolean {
  const range = domain.get(name);
  const at = fromDouble(x);
  return range !== undefined && compare(range.lo, at) <= 0 && compare(at, range.hi) <= 0;
}

interface Bending {
  readonly sign: number;
  readonly gap: number;
  readonly slack: number;
}

function bendByEnclosure(e: Expression, w: Witness): Bending | null {
  const at = (x: Readonly<Record<string, number>>) =>
    enclose(e, new Map(Object.entries(x).map(([n, v]) => [n, point(v)])));
  const [p, q, m] = [at(w.p), at(w.q), at(w.mid)];
  if (!p.defined || !q.defined || !m.defined) return null;
  const bend = subtract(add(p.value, q.value), multiply(point(2), m.value));
  const sign = bend.lo > 0 ? 1 : bend.hi < 0 ? -1 : 0;
  if (sign === 0) return null;
  return { sign, gap: Math.abs(bend.lo + bend.hi) / 4, slack: bend.hi - bend.lo };
}

/** The same with everything that cancels cancelled first. */
function bendExactly(e: Expression, w: Witness): Bending | null {
  const algebra = algebraOn(new Map(), signOnLine, { boxes: 0, limit: 100, depth: 0 });
  const at = (x: Readonly<Record<string, number>>): Form | null =>
    normalise(substitute(e, new Map(Object.entries(x).map(([n, v]) => [n, number(v)]))), algebra).form;
  const [p, q, m] = [at(w.p), at(w.q), at(w.mid)];
  if (!p || !q || !m) return null;
  const sign = constantSign(minus(plus(p, q), scale(m, rational(2n))));
  return sign === null ? null : { sign, gap: w.gap, slack: 0 };
}
