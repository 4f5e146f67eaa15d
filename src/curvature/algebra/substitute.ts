import type { Rational } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn } from './algebra.ts';
import { enclosure } from './enclosure.ts';
import { expOf, lnOf } from './exponentials.ts';
import {
  constant,
  type Form,
  form,
  formOf,
  type Generator,
  generated,
  isZero,
  rationalOf,
  type Term,
  term,
  times,
} from './form.ts';
import { Obstacle } from './obstacle.ts';
import type { Sign } from './polynomial.ts';
import { absOf, powerOf } from './powers.ts';
import { waveOf } from './waves.ts';

/** The form with variables replaced by forms, made canonical again; null where it is not defined there. */
export function substituteForm(f: Form, values: ReadonlyMap<string, Form>, algebra: Algebra): Form | null {
  try {
    return substituted(f, values, algebra, new Map());
  } catch (error) {
    if (error instanceof Obstacle) return null;
    throw error;
  }
}

function substituted(f: Form, values: ReadonlyMap<string, Form>, algebra: Algebra, memo: Map<string, Form>): Form {
  const parts: Term[] = [];
  for (const t of f.terms) {
    let product = formOf(term(t.coefficient, []));
    for (const { generator, exponent } of t.factors) {
      product = times(product, powerOf(algebra, generatorAt(generator, values, algebra, memo), exponent));
    }
    parts.push(...product.terms);
  }
  return form(parts);
}

function generatorAt(g: Generator, values: ReadonlyMap<string, Form>, algebra: Algebra, memo: Map<string, Form>): Form {
  const known = memo.get(g.key);
  if (known) return known;
  const fresh = freshAt(g, values, algebra, memo);
  memo.set(g.key, fresh);
  return fresh;
}

function freshAt(g: Generator, values: ReadonlyMap<string, Form>, algebra: Algebra, memo: Map<string, Form>): Form {
  if (g.kind === 'variable') return values.get(g.name) ?? generated(g);
  if (g.kind === 'pi' || g.kind === 'prime') return generated(g);
  const inner = substituted(g.of, values, algebra, memo);
  switch (g.kind) {
    case 'exp':
      return expOf(algebra, inner);
    case 'ln':
      return lnOf(algebra, inner);
    case 'abs':
      return absOf(algebra, inner);
    case 'sum':
      return inner;
    default:
      return waveOf(g.kind, inner);
  }
}

/** An algebra without variables. */
export function constantAlgebra(algebra: Algebra): Algebra {
  return algebraOn(new Map(), algebra.lineSign, algebra.work);
}

export function formAt(f: Form, name: string, at: Rational, algebra: Algebra): Form | null {
  return substituteForm(f, new Map([[name, constant(at)]]), constantAlgebra(algebra));
}

/** The sign of a form of constants: exact where it cancels, else by enclosure; null where neither tells. */
export function constantSign(f: Form): Sign | null {
  if (isZero(f)) return 0;
  const exact = rationalOf(f);
  if (exact) return exact.numerator > 0n ? 1 : -1;
  const only = f.terms.length === 1 ? f.terms[0]! : null;
  const positive = only?.factors.every(({ generator: g }) => g.kind === 'exp' || g.kind === 'prime' || g.kind === 'pi');
  if (only && positive) return only.coefficient.numerator > 0n ? 1 : -1;
  const range = enclosure(f, new Map());
  return range.lo > 0 ? 1 : range.hi < 0 ? -1 : null;
}
