import type { Condition, Expression, FunctionName } from '../../src/math/expression/expression.ts';
import { fromDecimal } from '../../src/math/rational/rational.ts';

/** A small recursive-descent reader of formulas, for tests of this floor alone. */
export function parseFormula(text: string): Expression {
  const tokens = text.match(/\d[\d_]*(\.\d+)?([eE][+-]?\d+)?|\.\d+|[A-Za-z_]\w*|<=|>=|==|[-+*/^(),<>]/g) ?? [];
  let at = 0;
  const peek = () => tokens[at];
  const take = (expected?: string) => {
    const token = tokens[at++];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new Error(`${text}: ${token} at ${at}`);
    return token;
  };
  function expression(): Expression {
    if (peek() === 'if') {
      take();
      const condition = or();
      take('then');
      const then = expression();
      take('else');
      return { kind: 'if', condition, then, else: expression() };
    }
    return sum();
  }
  function or(): Condition {
    let left = and();
    while (peek() === 'or') {
      take();
      left = { kind: 'or', left, right: and() };
    }
    return left;
  }
  function and(): Condition {
    let left = comparison();
    while (peek() === 'and') {
      take();
      left = { kind: 'and', left, right: comparison() };
    }
    return left;
  }
  function comparison(): Condition {
    const left = sum();
    const operator = take() as '<' | '<=' | '>' | '>=' | '==';
    return { kind: 'compare', operator, left, right: sum() };
  }
  function sum(): Expression {
    let left = product();
    while (peek() === '+' || peek() === '-') {
      const kind = take() === '+' ? 'add' : 'subtract';
      left = { kind, left, right: product() };
    }
    return left;
  }
  function product(): Expression {
    let left = unary();
    while (peek() === '*' || peek() === '/') {
      const kind = take() === '*' ? 'multiply' : 'divide';
      left = { kind, left, right: unary() };
    }
    return left;
  }
  function unary(): Expression {
    if (peek() !== '-') return power();
    take();
    return { kind: 'negate', operand: unary() };
  }
  function power(): Expression {
    const base = atom();
    if (peek() !== '^') return base;
    take();
    return { kind: 'power', left: base, right: unary() };
  }
  function atom(): Expression {
    const token = take();
    if (token === '(') {
      const inner = expression();
      take(')');
      return inner;
    }
    if (/^[\d.]/.test(token)) return { kind: 'number', value: fromDecimal(token) };
    if (token === 'pi' || token === 'e') return { kind: 'constant', name: token };
    if (peek() !== '(') return { kind: 'name', name: token };
    take('(');
    const parts = [expression()];
    while (peek() === ',') {
      take();
      parts.push(expression());
    }
    take(')');
    if (token === 'pow') return { kind: 'power', left: parts[0]!, right: parts[1]! };
    return { kind: 'call', function: token as FunctionName, arguments: parts };
  }
  const result = expression();
  if (at < tokens.length) throw new Error(`${text}: left over ${tokens.slice(at).join(' ')}`);
  return result;
}
