import { add, multiply, type Rational, rational } from '../../math/rational/rational.ts';
import {
  dependsOn,
  type Factor,
  type Form,
  form,
  formOf,
  type Generator,
  generated,
  generator,
  ONE,
  scale,
  type Term,
  term,
  times,
  ZERO,
} from './form.ts';

const MINUS_ONE = rational(-1n);
const memo = new WeakMap<Generator, Map<string, Form>>();

/** The derivative of a form, or null where an absolute value stands in the way. */
export function derivative(f: Form, name: string): Form | null {
  const parts: Term[] = [];
  for (const t of f.terms) {
    for (const factor of t.factors) {
      if (!dependsOn(factor.generator, name)) continue;
      const inner = generatorDerivative(factor.generator, name);
      if (!inner) return null;
      const { exponent } = factor;
      const outer = formOf(
        term(
          multiply(t.coefficient, exponent),
          t.factors.flatMap((other) => (other === factor ? lowered(factor) : [other])),
        ),
      );
      parts.push(...times(outer, inner).terms);
    }
  }
  return form(parts);
}

function lowered({ generator: g, exponent }: Factor): Factor[] {
  const next = add(exponent, MINUS_ONE);
  return next.numerator === 0n ? [] : [{ generator: g, exponent: next }];
}

function generatorDerivative(g: Generator, name: string): Form | null {
  const known = memo.get(g)?.get(name);
  if (known) return known;
  const fresh = freshDerivative(g, name);
  if (fresh) {
    const byName = memo.get(g) ?? new Map<string, Form>();
    byName.set(name, fresh);
    memo.set(g, byName);
  }
  return fresh;
}

function freshDerivative(g: Generator, name: string): Form | null {
  if (g.kind === 'variable') return g.name === name ? ONE : ZERO;
  if (g.kind === 'pi' || g.kind === 'prime') return ZERO;
  const inner = derivative(g.of, name);
  if (!inner) return null;
  const own = generated(g);
  switch (g.kind) {
    case 'exp':
      return times(own, inner);
    case 'ln':
      return times(inner, reciprocal(g.of));
    case 'sin':
      return times(generated(generator('cos', g.of)), inner);
    case 'cos':
      return scale(times(generated(generator('sin', g.of)), inner), MINUS_ONE);
    case 'sum':
      return inner;
    case 'abs':
      return null;
  }
}

/** 1 over a form that is known not to vanish inside the domain. */
function reciprocal(of: Form): Form {
  const only = of.terms.length === 1 ? of.terms[0]! : null;
  if (!only) return generated(generator('sum', of), MINUS_ONE);
  const inverse: Rational = rational(
    only.coefficient.denominator * (only.coefficient.numerator < 0n ? -1n : 1n),
    abs(only.coefficient.numerator),
  );
  return formOf(
    term(
      inverse,
      only.factors.map((f) => ({ generator: f.generator, exponent: multiply(f.exponent, MINUS_ONE) })),
    ),
  );
}

function abs(x: bigint): bigint {
  return x < 0n ? -x : x;
}
