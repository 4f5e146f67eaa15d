import type { Expression } from '../../math/expression/expression.ts';
import type { Factor, Form, Generator, Term } from './form.ts';

/** A form written as an expression again. */
export function expressionOf(f: Form): Expression {
  if (f.terms.length === 0) return { kind: 'number', value: { numerator: 0n, denominator: 1n } };
  return f.terms.map(termExpression).reduce((left, right) => ({ kind: 'add', left, right }));
}

function termExpression(t: Term): Expression {
  const factors = t.factors.map(factorExpression);
  const { numerator, denominator } = t.coefficient;
  if (factors.length > 0 && numerator === denominator) return factors.reduce(product);
  return [{ kind: 'number' as const, value: t.coefficient }, ...factors].reduce<Expression | null>(
    (a, b) => (a ? product(a, b) : b),
    null,
  ) as Expression;
}

function product(left: Expression, right: Expression): Expression {
  return { kind: 'multiply', left, right };
}

function factorExpression({ generator, exponent }: Factor): Expression {
  const base = generatorExpression(generator);
  if (exponent.numerator === exponent.denominator) return base;
  return { kind: 'power', left: base, right: { kind: 'number', value: exponent } };
}

function generatorExpression(g: Generator): Expression {
  switch (g.kind) {
    case 'variable':
      return { kind: 'name', name: g.name };
    case 'pi':
      return { kind: 'constant', name: 'pi' };
    case 'prime':
      return { kind: 'number', value: { numerator: g.base, denominator: 1n } };
    case 'sum':
      return expressionOf(g.of);
    default:
      return { kind: 'call', function: g.kind, arguments: [expressionOf(g.of)] };
  }
}
