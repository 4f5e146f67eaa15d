import type { Rational } from '../rational/rational.ts';
import * as rational from '../rational/rational.ts';
import { assertNever } from './assert-never.ts';
import type { BinaryOperator, Condition, Expression } from './expression.ts';
import { inOrder, operandsOf } from './order.ts';

/** The formula as a person would write it; it parses back to the same tree. */
export function print(e: Expression): string {
  return texts([e]).get(e)?.text ?? '';
}

export function printCondition(c: Condition): string {
  return conditionText(c, texts(operandsOf(c))).text;
}

/** An exact number in the shortest form that the language reads back exactly: a decimal, else a quotient. */
export function printNumber(value: Rational): string {
  return decimalText(value) ?? `${value.numerator}/${value.denominator}`;
}

/** How tightly a text binds: if < or < and < not < comparison < sum < product < minus < power < atom. */
type Tightness = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

interface Text {
  readonly text: string;
  readonly tightness: Tightness;
}

const SIGNS: Readonly<Record<BinaryOperator, { sign: string; own: Tightness; left: Tightness; right: Tightness }>> = {
  add: { sign: ' + ', own: 5, left: 5, right: 6 },
  subtract: { sign: ' - ', own: 5, left: 5, right: 6 },
  multiply: { sign: '*', own: 6, left: 6, right: 7 },
  divide: { sign: '/', own: 6, left: 6, right: 7 },
  power: { sign: '^', own: 8, left: 9, right: 7 },
};

function texts(roots: readonly Expression[]): ReadonlyMap<Expression, Text> {
  const known = new Map<Expression, Text>();
  for (const node of inOrder(...roots)) known.set(node, textOf(node, known));
  return known;
}

type Texts = ReadonlyMap<Expression, Text>;

function textOf(e: Expression, known: Texts): Text {
  switch (e.kind) {
    case 'number':
      return numberText(e.value);
    case 'constant':
    case 'name':
      return { text: e.name, tightness: 9 };
    case 'negate':
      return { text: `-${within(e.operand, 7, known)}`, tightness: 7 };
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power': {
      const { sign, own, left, right } = SIGNS[e.kind];
      return { text: within(e.left, left, known) + sign + within(e.right, right, known), tightness: own };
    }
    case 'call':
      return { text: `${e.function}(${e.arguments.map((part) => within(part, 0, known)).join(', ')})`, tightness: 9 };
    case 'if': {
      const condition = conditionText(e.condition, known).text;
      return {
        text: `if ${condition} then ${within(e.then, 0, known)} else ${within(e.else, 0, known)}`,
        tightness: 0,
      };
    }
    default:
      return assertNever(e);
  }
}

function conditionText(c: Condition, known: Texts): Text {
  switch (c.kind) {
    case 'compare':
      return { text: `${within(c.left, 5, known)} ${c.operator} ${within(c.right, 5, known)}`, tightness: 4 };
    case 'near': {
      const tolerance = c.within === null ? '' : ` within ${printNumber(c.within)}`;
      return { text: `${within(c.left, 5, known)} ~= ${within(c.right, 5, known)}${tolerance}`, tightness: 4 };
    }
    case 'in':
      return {
        text: `${within(c.operand, 5, known)} in ${within(c.from, 5, known)}..${within(c.to, 5, known)}`,
        tightness: 4,
      };
    case 'and':
      return { text: `${conditionWithin(c.left, 2, known)} and ${conditionWithin(c.right, 3, known)}`, tightness: 2 };
    case 'or':
      return { text: `${conditionWithin(c.left, 1, known)} or ${conditionWithin(c.right, 2, known)}`, tightness: 1 };
    case 'not':
      return { text: `not ${conditionWithin(c.operand, 3, known)}`, tightness: 3 };
    default:
      return assertNever(c);
  }
}

function within(e: Expression, least: Tightness, known: Texts): string {
  return wrapped(known.get(e) ?? { text: '', tightness: 9 }, least);
}

function conditionWithin(c: Condition, least: Tightness, known: Texts): string {
  return wrapped(conditionText(c, known), least);
}

function wrapped({ text, tightness }: Text, least: Tightness): string {
  return tightness < least ? `(${text})` : text;
}

function numberText(value: Rational): Text {
  const text = printNumber(value);
  if (text.startsWith('-')) return { text, tightness: text.includes('/') ? 6 : 7 };
  return { text, tightness: text.includes('/') ? 6 : 9 };
}

/** Null where the value has no finite decimal, or only a long one. */
function decimalText(value: Rational): string | null {
  const places = decimalPlaces(value.denominator);
  if (places === null) return null;
  const digits = (rational.abs(value).numerator * 10n ** BigInt(places)) / value.denominator;
  const text = positional(digits.toString(), places);
  return value.numerator < 0n ? `-${text}` : text;
}

function positional(digits: string, places: number): string {
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  if (places === 0) return zeros > 8 && digits !== '0' ? `${digits.slice(0, -zeros)}e${zeros}` : digits;
  if (places > digits.length + 5) return `${digits}e-${places}`;
  const padded = digits.padStart(places + 1, '0');
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

/** The least n for which denominator divides 10^n; null where there is none up to 400. */
function decimalPlaces(denominator: bigint): number | null {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n && twos <= 400; twos++) rest /= 2n;
  for (; rest % 5n === 0n && fives <= 400; fives++) rest /= 5n;
  return rest === 1n && Math.max(twos, fives) <= 400 ? Math.max(twos, fives) : null;
}
