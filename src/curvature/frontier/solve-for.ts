import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { divide, ONE, rational } from '../../math/rational/rational.ts';
import { algebraOn } from '../algebra/algebra.ts';
import { type Form, form, isWhole, minus, type Term, term } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { expressionOf } from '../algebra/write.ts';
import { notBelowZero, plainSign } from './isolate.ts';

const LARGE = rational(10n ** 12n);

/**
 * Solves level <= bound for a good that stands in it several times, where the frontier is linear or quadratic in a power of
 * it: A u² + B u + C <= 0 gives u <= (-B + sqrt(B² - 4 A C)) / (2 A) for A > 0.
 */
export function solvedByRoots(level: Expression, bound: Expression, good: string, other: string): Expression | null {
  const range = { lo: rational(0n), hi: LARGE };
  const algebra = algebraOn(
    new Map([
      [good, range],
      [other, range],
    ]),
    () => ({ sign: null, inside: false, closed: false }),
    { boxes: 0, limit: 0, depth: 0 },
  );
  const [left, right] = [normalise(level, algebra), normalise(bound, algebra)];
  if (!left.form || !right.form) return null;
  const powers = byPower(minus(left.form, right.form), good);
  if (!powers) return null;
  const { unit, c, b, a } = powers;
  const solved = a.terms.length === 0 ? linearRoot(b, c) : quadraticRoot(a, b, c);
  if (!solved) return null;
  const inverse = divide(ONE, unit);
  if (!inverse || (inverse.numerator === 1n && inverse.denominator === 1n)) return solved;
  const isEven = inverse.denominator === 1n && inverse.numerator % 2n === 0n;
  const base = isEven ? notBelowZero(solved) : solved;
  return { kind: 'power', left: base, right: { kind: 'number', value: inverse } };
}

interface Powers {
  readonly unit: { readonly numerator: bigint; readonly denominator: bigint };
  readonly c: Form;
  readonly b: Form;
  readonly a: Form;
}

function byPower(f: Form, good: string): Powers | null {
  const parts = new Map<
    string,
    { readonly exponent: { readonly numerator: bigint; readonly denominator: bigint }; readonly terms: Term[] }
  >();
  for (const t of f.terms) {
    const own = t.factors.find((x) => x.generator.kind === 'variable' && x.generator.name === good);
    if (t.factors.some((x) => 'of' in x.generator && x.generator.key.includes(good))) return null;
    const exponent = own?.exponent ?? rational(0n);
    const key = `${exponent.numerator}/${exponent.denominator}`;
    const rest = term(
      t.coefficient,
      t.factors.filter((x) => x !== own),
    );
    const known = parts.get(key);
    if (known) known.terms.push(rest);
    else parts.set(key, { exponent, terms: [rest] });
  }
  const found = [...parts.values()].filter((p) => p.exponent.numerator !== 0n);
  const of = (n: bigint, unit: { readonly numerator: bigint; readonly denominator: bigint }): Form =>
    form([...(parts.get(keyOf(rational(n * unit.numerator, unit.denominator)))?.terms ?? [])]);
  const units = found
    .map((p) => p.exponent)
    .sort((x, y) => Number(x.numerator * y.denominator - y.numerator * x.denominator));
  const unit = units[0];
  if (!unit || unit.numerator < 0n) return null;
  const allowed = units.every(
    (u) =>
      isWhole(rational(u.numerator * unit.denominator, u.denominator * unit.numerator)) &&
      u.numerator * unit.denominator <= 2n * u.denominator * unit.numerator,
  );
  return allowed ? { unit, c: of(0n, unit), b: of(1n, unit), a: of(2n, unit) } : null;
}

function keyOf(r: { readonly numerator: bigint; readonly denominator: bigint }): string {
  return `${r.numerator}/${r.denominator}`;
}

function linearRoot(b: Form, c: Form): Expression | null {
  const slope = expressionOf(b);
  if (plainSign(slope) !== 1) return null;
  return { kind: 'divide', left: { kind: 'negate', operand: expressionOf(c) }, right: slope };
}

function quadraticRoot(a: Form, b: Form, c: Form): Expression | null {
  const [A, B, C] = [expressionOf(a), expressionOf(b), expressionOf(c)];
  if (plainSign(A) !== 1) return null;
  const times = (x: Expression, y: Expression): Expression => ({ kind: 'multiply', left: x, right: y });
  const number = (n: bigint): Expression => ({ kind: 'number', value: rational(n) });
  const square: Expression = { kind: 'power', left: B, right: number(2n) };
  const inside: Expression = { kind: 'subtract', left: square, right: times(number(4n), times(A, C)) };
  const root: Expression = { kind: 'call', function: 'sqrt', arguments: [inside] };
  // Where A may be 0 the other form of the same root stays defined: -2 C / (B + sqrt(B² - 4 A C)).
  if (!exactValue(A) && plainSign(B) === 1) {
    const below: Expression = { kind: 'add', left: B, right: root };
    return { kind: 'divide', left: times(number(-2n), C), right: below };
  }
  return { kind: 'divide', left: { kind: 'subtract', left: root, right: B }, right: times(number(2n), A) };
}
