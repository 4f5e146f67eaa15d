import type {
  ComparisonOperator,
  Condition,
  ConstantName,
  Expression,
  FunctionName,
} from '../math/expression/expression.ts';
import { type Rational, rational } from '../math/rational/rational.ts';

/** An expression as JSON: ["add", a, b], ["call", "sqrt", a], a name as ["name", "x"], a rational as its text. */
export type EncodedExpression = string | readonly (string | EncodedExpression)[];

const OPERATORS = new Set(['add', 'subtract', 'multiply', 'divide', 'power']);

export function encode(e: Expression): EncodedExpression {
  switch (e.kind) {
    case 'number':
      return textOf(e.value);
    case 'constant':
      return ['constant', e.name];
    case 'name':
      return ['name', e.name];
    case 'negate':
      return ['negate', encode(e.operand)];
    case 'call':
      return ['call', e.function, ...e.arguments.map(encode)];
    case 'if':
      return ['if', encodeCondition(e.condition), encode(e.then), encode(e.else)];
    default:
      return [e.kind, encode(e.left), encode(e.right)];
  }
}

function encodeCondition(c: Condition): EncodedExpression {
  switch (c.kind) {
    case 'compare':
      return ['compare', c.operator, encode(c.left), encode(c.right)];
    case 'in':
      return ['in', encode(c.operand), encode(c.from), encode(c.to)];
    case 'and':
    case 'or':
      return [c.kind, encodeCondition(c.left), encodeCondition(c.right)];
    case 'not':
      return ['not', encodeCondition(c.operand)];
    case 'near':
      return ['near', encode(c.left), encode(c.right), c.within ? textOf(c.within) : ''];
  }
}

export function textOf(r: Rational): string {
  return r.denominator === 1n ? `${r.numerator}` : `${r.numerator}/${r.denominator}`;
}

/** Of a rational, in characters. */
const LONGEST = 6000;

export function rationalOfText(text: unknown): Rational {
  const match = typeof text === 'string' && text.length <= LONGEST ? /^(-?\d+)(?:\/(\d+))?$/.exec(text) : null;
  if (!match) throw new Error(`${String(text).slice(0, 40)} is no rational`);
  const denominator = BigInt(match[2] ?? '1');
  if (denominator === 0n) throw new Error('a denominator of 0');
  return rational(BigInt(match[1] as string), denominator);
}

/** Throws where the data is no expression: a name that is none, another number of parts. */
export function decode(data: EncodedExpression): Expression {
  if (typeof data === 'string') return { kind: 'number', value: rationalOfText(data) };
  const [kind, rest] = partsOf(data);
  const at = (i: number): Expression => decode(rest[i] as EncodedExpression);
  if (OPERATORS.has(kind)) {
    expectParts(kind, rest, 2);
    return { kind: kind as 'add', left: at(0), right: at(1) };
  }
  switch (kind) {
    case 'constant':
      expectParts(kind, rest, 1);
      return { kind, name: oneOf<ConstantName>(rest[0], ['pi', 'e']) };
    case 'name':
      expectParts(kind, rest, 1);
      return { kind, name: nameOf(rest[0]) };
    case 'negate':
      expectParts(kind, rest, 1);
      return { kind, operand: at(0) };
    case 'call':
      return decodeCall(rest);
    case 'if':
      expectParts(kind, rest, 3);
      // biome-ignore lint/suspicious/noThenProperty: the tree's own field, never awaited.
      return { kind, condition: decodeCondition(rest[0] as EncodedExpression), then: at(1), else: at(2) };
    default:
      throw new Error(`${kind} is no kind of expression`);
  }
}

const SELECTIONS: readonly FunctionName[] = ['min', 'max'];
const OF_ONE: readonly FunctionName[] = ['sqrt', 'exp', 'ln', 'log10', 'abs', 'sin', 'cos', 'tanh', 'sigmoid'];

function decodeCall([name, ...parts]: readonly EncodedExpression[]): Expression {
  const called = oneOf<FunctionName>(name, [...SELECTIONS, ...OF_ONE]);
  if (!SELECTIONS.includes(called)) expectParts(called, parts, 1);
  if (parts.length === 0) throw new Error(`${called} of nothing`);
  return { kind: 'call', function: called, arguments: parts.map(decode) };
}

function partsOf(data: unknown): readonly [kind: string, rest: readonly EncodedExpression[]] {
  if (!Array.isArray(data)) throw new Error('no expression');
  const [kind, ...rest] = data as readonly EncodedExpression[];
  return [word(kind), rest];
}

function word(data: EncodedExpression | undefined): string {
  if (typeof data !== 'string' || data === '') throw new Error('no name');
  return data;
}

/** Without the signs that exact forms are keyed by: no name passes for a product of others. */
function nameOf(data: EncodedExpression | undefined): string {
  const name = word(data);
  if (/[\s$^*()[\]{}|<>=+\-/,]/u.test(name)) throw new Error(`${name} is no name`);
  return name;
}

function oneOf<T extends string>(data: EncodedExpression | undefined, known: readonly T[]): T {
  const found = known.find((k) => k === data);
  if (found === undefined) throw new Error(`${String(data)} is not known`);
  return found;
}

function expectParts(kind: string, rest: readonly EncodedExpression[], count: number): void {
  if (rest.length !== count) throw new Error(`${kind} has another number of parts`);
}

const COMPARISONS: readonly ComparisonOperator[] = ['<', '<=', '>', '>=', '=='];

function decodeCondition(data: EncodedExpression): Condition {
  const [kind, rest] = partsOf(data);
  const at = (i: number): Expression => decode(rest[i] as EncodedExpression);
  const inner = (i: number): Condition => decodeCondition(rest[i] as EncodedExpression);
  switch (kind) {
    case 'compare':
      expectParts(kind, rest, 3);
      return { kind, operator: oneOf(rest[0], COMPARISONS), left: at(1), right: at(2) };
    case 'in':
      expectParts(kind, rest, 3);
      return { kind, operand: at(0), from: at(1), to: at(2) };
    case 'and':
    case 'or':
      expectParts(kind, rest, 2);
      return { kind, left: inner(0), right: inner(1) };
    case 'not':
      expectParts(kind, rest, 1);
      return { kind, operand: inner(0) };
    case 'near':
      expectParts(kind, rest, 3);
      return { kind, left: at(0), right: at(1), within: rest[2] === '' ? null : rationalOfText(rest[2]) };
    default:
      throw new Error(`${kind} is no kind of condition`);
  }
}
