import { secondOrder } from '../../math/derivative/second-order.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply, square, subtract } from '../../math/interval/arithmetic.ts';
import { fromRational, type Interval, intersect, interval, point } from '../../math/interval/interval.ts';
import { compare, type Rational } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn, type Domain, signFact } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { enclosure } from '../algebra/enclosure.ts';
import { type Form, form, generatorsIn, isConstant, minus, variablesIn } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { isSumOfSquares } from '../algebra/quadratic.ts';
import { type FormMatrix, negated, provenSemidefinite } from '../box/definite.ts';
import type { BoxCertificate, LineCertificate, RuleNode } from '../certificate.ts';
import { decode, rationalOfText } from '../encoded-expression.ts';
import { curvatureByRules, type RuleFacts, type RuleTree } from '../rules.ts';
import { checkLine } from './check-line.ts';
import { checkWitnesses } from './check-witness.ts';

/** Checks a function of several variables; null where all is right. */
export function checkBox(c: BoxCertificate): string | null {
  const e = decode(c.expression);
  const domain: Domain = new Map(
    Object.entries(c.domain).map(([n, [lo, hi]]) => [n, { lo: rationalOfText(lo), hi: rationalOfText(hi) }]),
  );
  const witnessed = checkWitnesses(e, domain, c.verdict, c.witnesses);
  if (witnessed) return witnessed;
  const shown = new Set(c.witnesses.map((w) => w.shows));
  if (c.verdict === 'mixed' && shown.size === 2) return null;
  return contradiction(e, domain, c.verdict) ?? checkProof(c, e, domain);
}

function checkProof(c: BoxCertificate, e: Expression, domain: Domain): string | null {
  const { proof } = c;
  switch (proof.method) {
    case 'witnesses':
      return 'two witnesses are needed';
    case 'identity':
      return c.verdict === 'linear' && isAffine(e, domain) ? null : 'not a straight line';
    case 'hessian':
      return checkHessian(e, domain, c.verdict);
    case 'rules':
      return checkRules(proof.tree, e, domain, c.verdict);
    case 'affine-argument':
      return checkAffineArgument(proof.line, e, domain, c.verdict);
    case 'sum':
      return checkSum(proof.parts, e, domain, c.verdict);
    default:
      return 'an unknown method';
  }
}

function algebraFor(domain: Domain): Algebra {
  return algebraOn(domain, signOnLine, { boxes: 0, limit: 20_000, depth: 0 });
}

function isAffineForm(f: Form): boolean {
  return f.terms.every((t) => {
    const open = t.factors.filter((x) => !isConstant(x.generator));
    return (
      open.length === 0 ||
      (open.length === 1 &&
        open[0]?.generator.kind === 'variable' &&
        open[0].exponent.numerator === open[0].exponent.denominator)
    );
  });
}

function isAffine(e: Expression, domain: Domain): boolean {
  const { form: f } = normalise(e, algebraFor(domain));
  return f !== null && isAffineForm(f);
}

// First: enclosures by gradients and Hessians of the expression as written must not contradict the verdict anywhere.

function contradiction(e: Expression, domain: Domain, verdict: BoxCertificate['verdict']): string | null {
  const names = [...domain.keys()];
  const whole = names.map((n) => {
    const { lo, hi } = domain.get(n) as { lo: Rational; hi: Rational };
    return interval(fromRational(lo).lo, fromRational(hi).hi);
  });
  for (let k = 0; k < 96; k++) {
    const box = whole.map(({ lo, hi }, i) => {
      const at = lo + (hi - lo) * (0.001 + 0.998 * fraction((k + 1) * (STEPS[i % STEPS.length] as number)));
      const radius = (hi - lo) * 1e-6;
      return interval(Math.max(lo, at - radius), Math.min(hi, at + radius));
    });
    const h = secondOrder(e, names, box)?.hessian;
    if (h && contradicts(h, verdict)) return 'an enclosure of the second derivatives contradicts the verdict';
  }
  return null;
}

const STEPS = [0.7548776662466927, 0.5698402909980532, 0.8191725133961645, 0.6180339887498949];

function fraction(x: number): number {
  return x - Math.floor(x);
}

function contradicts(h: readonly (readonly Interval[])[], verdict: BoxCertificate['verdict']): boolean {
  const at = (i: number, j: number): Interval => h[i]?.[j] as Interval;
  for (let i = 0; i < h.length; i++) {
    if (verdict !== 'concave' && verdict !== 'mixed' && at(i, i).hi < 0) return true;
    if (verdict !== 'convex' && verdict !== 'mixed' && at(i, i).lo > 0) return true;
    for (let j = i + 1; j < h.length; j++) {
      const minor = subtract(multiply(at(i, i), at(j, j)), square(at(i, j)));
      if (verdict !== 'mixed' && minor.hi < 0) return true;
    }
  }
  return false;
}

// Second: the proof itself.

function checkHessian(e: Expression, domain: Domain, verdict: BoxCertificate['verdict']): string | null {
  const algebra = algebraFor(domain);
  const { form: f } = normalise(e, algebra);
  if (!f || [...generatorsIn(f).values()].some((g) => g.kind === 'abs')) return 'not smooth';
  const names = [...variablesIn(f)];
  const h = names.map((a) => names.map((b) => secondPartial(f, a, b)));
  if (h.some((row) => row.some((x) => x === null))) return 'not smooth';
  const matrix = h as FormMatrix;
  const signed = verdict === 'convex' ? matrix : verdict === 'concave' ? negated(matrix) : null;
  return signed && provenSemidefinite(algebra, signed)
    ? null
    : 'the matrix of second derivatives is not seen to have this sign';
}

function secondPartial(f: Form, a: string, b: string): Form | null {
  const first = derivative(f, a);
  return first && derivative(first, b);
}

function checkRules(tree: RuleNode, e: Expression, domain: Domain, verdict: BoxCertificate['verdict']): string | null {
  const algebra = algebraFor(domain);
  const again = curvatureByRules(e, factsOf(algebra, leavesOf(tree), domain));
  const wanted = verdict === 'linear' ? ['affine', 'constant'] : [verdict];
  if (!wanted.includes(again.curvature)) return 'the rules do not give this curvature';
  return sameTree(tree, again) ? null : 'the tree of rules is another one';
}

function leavesOf(tree: RuleNode): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const visit = (t: RuleNode): void => {
    if (t.rule === 'second derivative') leaves.set(t.text, t.curvature);
    for (const part of t.parts) visit(part);
  };
  visit(tree);
  return leaves;
}

function sameTree(a: RuleNode, b: RuleTree): boolean {
  return (
    a.rule === b.rule &&
    a.curvature === b.curvature &&
    a.parts.length === b.parts.length &&
    a.parts.every((p, i) => sameTree(p, b.parts[i] as RuleTree))
  );
}

function factsOf(algebra: Algebra, leaves: ReadonlyMap<string, string>, domain: Domain): RuleFacts {
  const formOf = (e: Expression): Form | null => normalise(e, algebra).form;
  return {
    range(e) {
      const f = formOf(e);
      const { value } = enclose(e, algebra.box);
      if (!f) return value;
      const own = intersect(value, enclosure(f, algebra.box));
      const fact = signFact(algebra, f);
      if (fact.sign === 1) return { lo: Math.max(fact.closed ? Number.MIN_VALUE : 0, own.lo), hi: own.hi };
      return fact.sign === -1 ? { lo: own.lo, hi: Math.min(0, own.hi) } : own;
    },
    degree(e) {
      const f = formOf(e);
      if (!f) return null;
      return variablesIn(f).size === 0 ? 'constant' : isAffineForm(f) ? 'affine' : null;
    },
    isSumOfSquares(e) {
      const f = formOf(e);
      return f !== null && isSumOfSquares(f);
    },
    otherwise(e) {
      if (leaves.size === 0) return 'none';
      for (const verdict of ['convex', 'concave'] as const) {
        if ([...leaves.values()].includes(verdict) && checkHessian(e, domain, verdict) === null) return verdict;
      }
      return 'none';
    },
  };
}

function checkAffineArgument(
  line: LineCertificate,
  e: Expression,
  domain: Domain,
  verdict: BoxCertificate['verdict'],
): string | null {
  const algebra = algebraFor(domain);
  const { form: f } = normalise(e, algebra);
  if (!f) return 'not defined everywhere';
  const slopes = [...domain.keys()]
    .map((n) => derivative(f, n))
    .filter((s) => s !== null && s.terms.length > 0) as Form[];
  const [first] = slopes;
  if (!first || !slopes.every((s) => isProportional(s, first))) return 'it does not depend on one affine argument';
  if (line.verdict !== verdict) return 'the line has another verdict';
  return checkLine(line) ?? checkSameAlong(line, e, domain);
}

function isProportional(a: Form, b: Form): boolean {
  return a.terms.length === b.terms.length && minus(scaledTo(a, b), b).terms.length === 0;
}

function scaledTo(a: Form, b: Form): Form {
  const [x, y] = [a.terms[0]?.coefficient as Rational, b.terms[0]?.coefficient as Rational];
  return form(
    a.terms.map((t) => {
      const n = t.coefficient.numerator * x.denominator * y.numerator;
      const d = t.coefficient.denominator * x.numerator * y.denominator;
      const sign = d < 0n ? -1n : 1n;
      return { ...t, coefficient: reduced(n * sign, d * sign) };
    }),
  );
}

function reduced(n: bigint, d: bigint): Rational {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: n / a, denominator: d / a };
}

/** The line runs through the box from corner to corner, and is the same function all along. */
function checkSameAlong(line: LineCertificate, e: Expression, domain: Domain): string | null {
  if (
    compare(rationalOfText(line.from), rationalOfText('0')) !== 0 ||
    compare(rationalOfText(line.to), rationalOfText('1')) !== 0
  )
    return 'the line does not cross the box';
  const along = decode(line.expression);
  const agrees = cornerMasks(domain.size).some((mask) =>
    Array.from({ length: 17 }, (_, k) => k / 16).every((s) => {
      const place = [...domain].map(([n, { lo, hi }], i): readonly [string, Interval] => {
        const [from, to] = ((mask >> i) & 1) === 0 ? [lo, hi] : [hi, lo];
        const [a, b] = [fromRational(from), fromRational(to)];
        return [n, s === 0 ? a : s === 1 ? b : add(a, multiply(point(s), subtract(b, a)))];
      });
      const own = enclose(e, new Map(place)).value;
      const other = enclose(along, new Map([[line.variable, point(s)]])).value;
      return own.lo <= other.hi && other.lo <= own.hi;
    }),
  );
  return agrees ? null : 'the line is another function';
}

function cornerMasks(size: number): number[] {
  return Array.from({ length: 1 << size }, (_, i) => i);
}

function checkSum(
  parts: readonly (LineCertificate | BoxCertificate)[],
  e: Expression,
  domain: Domain,
  verdict: BoxCertificate['verdict'],
): string | null {
  let rest = e;
  const variables = parts.flatMap((p) => (p.kind === 'line' ? [p.variable] : Object.keys(p.domain)));
  if (new Set(variables).size !== variables.length) return 'two parts share a variable';
  for (const part of parts) {
    const why = part.kind === 'line' ? checkLine(part) : checkBox(part);
    if (why) return why;
    if (!isPartDomain(part, domain)) return 'a part has another domain';
    rest = { kind: 'subtract', left: rest, right: decode(part.expression) };
  }
  if (!isAffine(rest, domain)) return 'the parts do not add up';
  const verdicts = new Set(parts.map((p) => p.verdict));
  verdicts.delete('linear');
  const right = verdicts.has('mixed') || verdicts.size > 1 ? 'mixed' : ([...verdicts][0] ?? 'linear');
  return right === verdict ? null : `the parts are ${right}`;
}

function isPartDomain(part: LineCertificate | BoxCertificate, domain: Domain): boolean {
  const own: readonly (readonly [string, readonly [string, string]])[] =
    part.kind === 'line' ? [[part.variable, [part.from, part.to]]] : Object.entries(part.domain);
  return own.every(([n, [lo, hi]]) => {
    const range = domain.get(n);
    return (
      range !== undefined && compare(range.lo, rationalOfText(lo)) === 0 && compare(range.hi, rationalOfText(hi)) === 0
    );
  });
}
