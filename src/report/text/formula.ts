import { decode, type EncodedExpression } from '../../curvature/encoded-expression.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { inOrder, rebuild } from '../../math/expression/order.ts';
import { print } from '../../math/expression/print.ts';
import { fromDecimal, toDouble } from '../../math/rational/rational.ts';

/** A formula of a certificate as a person would write it: without "- 0", "+ 0", "1*" and "/1" that a rewriting left. */
export function formulaText(encoded: EncodedExpression): string {
  return print(withoutIdle(decode(encoded)));
}

function withoutIdle(whole: Expression): Expression {
  const plain = new Map<Expression, Expression>();
  const lookUp = (part: Expression): Expression => plain.get(part) ?? part;
  for (const e of inOrder(whole)) plain.set(e, simpler(rebuild(e, lookUp)));
  return lookUp(whole);
}

function simpler(e: Expression): Expression {
  switch (e.kind) {
    case 'add':
      return is(e.left, 0n) ? e.right : is(e.right, 0n) ? e.left : e;
    case 'subtract':
      return is(e.right, 0n) ? e.left : e;
    case 'multiply':
      return is(e.left, 1n) ? e.right : is(e.right, 1n) ? e.left : e;
    case 'divide':
    case 'power':
      return is(e.right, 1n) ? e.left : e;
    default:
      return e;
  }
}

function is(e: Expression, whole: bigint): boolean {
  if (e.kind !== 'number') return false;
  const value = exactValue(e);
  return value !== null && value.numerator === whole && value.denominator === 1n;
}

/** A rational written as text: as a short decimal where it is one, else by its first digits. */
export function rationalText(text: string): string {
  const [numerator = '0', denominator = '1'] = text.split('/');
  if (denominator === '1' && numerator.length <= 12) return numerator;
  const double = toDouble({ numerator: BigInt(numerator), denominator: BigInt(denominator) });
  const short = String(Math.abs(double));
  if (short.length <= 12 && !short.includes('e') && isExactly(short, numerator, denominator)) return String(double);
  return `≈${Number(double.toPrecision(10))}`;
}

function isExactly(decimal: string, numerator: string, denominator: string): boolean {
  const { numerator: n, denominator: d } = fromDecimal(decimal);
  const size = BigInt(numerator.replace('-', ''));
  return n * BigInt(denominator) === size * d;
}
