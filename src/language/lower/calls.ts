import type { FunctionName } from '../../math/expression/expression.ts';
import { rational } from '../../math/rational/rational.ts';
import type { Call, Fun, Expression as Node } from '../generated/ast.ts';
import { PLAIN, toPower, type Unit } from '../units/unit.ts';
import { isCondition } from './conditions.ts';
import { joined, type Measured, report } from './context.ts';
import { lowerMeasure } from './measures.ts';
import { FUNCTION_NAMES, MEASURE_NAMES, meaningOf, suggestions } from './names.ts';
import { didYouMean } from './near-names.ts';
import { raised } from './powers.ts';
import { insideOf, notANumber, type Reading } from './reading.ts';
import { alikeParts, demandPlain, inUnitOf } from './unit-demands.ts';

/** A call: of a fun of the file, of a function of the language, of the library, or in an assert of a measure; in this order. */
export function lowerCall(node: Call, reading: Reading): Measured | null {
  const { lowering, around } = reading;
  const name = node.callee?.target?.$refText;
  if (!name) return null;
  const own = around.functions.get(name);
  if (own !== undefined)
    return lowerFun(own, around === lowering.library ? lowering.library : lowering.surroundings, node, reading);
  if (name === 'pow') return lowerPow(node, reading);
  const known = FUNCTION_NAMES.find((candidate) => candidate === name);
  if (known !== undefined) return lowerKnown(known, node, reading);
  const fromLibrary = lowering.library.functions.get(name);
  if (fromLibrary !== undefined) return lowerFun(fromLibrary, lowering.library, node, reading);
  const measure = MEASURE_NAMES.find((candidate) => candidate === name);
  if (measure !== undefined && reading.measures !== null) return lowerMeasureCall(measure, node, reading);
  reportUnknownFunction(node, name, reading);
  return null;
}

function lowerMeasureCall(measure: (typeof MEASURE_NAMES)[number], node: Call, reading: Reading): Measured | null {
  const { lowering } = reading;
  const origin = lowering.origins.ofNode(node);
  const [argument, ...others] = node.arguments;
  const name = argument?.$type === 'NameReference' ? argument.target?.$refText : undefined;
  if (argument?.$type === 'Column') return null;
  if (name === undefined || others.length !== 0) {
    const of = measure === 'kinds' ? 'one agent, as in `kinds(Alice)`' : `one good, as in \`${measure}(apples)\``;
    report(lowering, 'syntax', origin, `\`${measure}\` takes the name of ${of}.`);
    return null;
  }
  return lowerMeasure(measure, name, null, origin, reading, argument);
}

function reportUnknownFunction(node: Call, name: string, { lowering, around }: Reading): void {
  if (lowering.hasImport) return;
  const origin = lowering.origins.ofNode(node.callee);
  const meaning = meaningOf(name, around);
  if (meaning?.kind === 'hole') return;
  if (meaning !== undefined) {
    const what = meaning.kind === 'bound' ? 'an argument' : `a ${meaning.kind}`;
    report(
      lowering,
      'unknown-name',
      origin,
      `\`${name}\` is ${what}, not a function. For a product write \`${name} * (…)\`.`,
      {
        data: { name, near: [] },
      },
    );
    return;
  }
  if (MEASURE_NAMES.some((measure) => measure === name)) {
    report(
      lowering,
      'unknown-name',
      origin,
      `\`${name}\` is known only once the economy is solved: it can stand in an \`assert\`.`,
      {
        data: { name, near: [] },
      },
    );
    return;
  }
  const near = OTHER_NAMES[name.toLowerCase()] ?? suggestions(lowering, name, functionNames(lowering, around));
  const advice = didYouMean(near) || ` Define it, as in \`fun ${name}(x) = x^2\`.`;
  report(lowering, 'unknown-name', origin, `No function is called \`${name}\`.${advice}`, { data: { name, near } });
}

function functionNames({ library }: Reading['lowering'], around: Reading['around']): readonly string[] {
  return [...around.functions.keys(), ...FUNCTION_NAMES, 'pow', ...library.functions.keys()];
}

/** What other languages call them. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  log: ['ln', 'log10'],
  lg: ['log10'],
  root: ['sqrt'],
  power: ['pow'],
  minimum: ['min'],
  maximum: ['max'],
};

function lowerFun(fun: Fun, home: Reading['around'], node: Call, reading: Reading): Measured | null {
  const { lowering } = reading;
  const values = node.arguments.map((argument) => reading.lower.number(argument, { ...reading, wanted: null }));
  if (
    !takes(node, fun.name, fun.arguments.length, fun.arguments.length, reading) ||
    lowering.cyclic.has(fun) ||
    lowering.broken.has(fun)
  )
    return null;
  if (values.some((value) => value === null)) return null;
  if (isCondition(fun.body, { ...reading, around: home })) return notANumber(node, reading);
  return reading.lower.number(fun.body, insideOf(fun, home, values, node, reading));
}

function takes(node: Call, name: string, least: number, most: number, { lowering }: Reading): boolean {
  const given = node.arguments.length;
  if (least <= given && given <= most) return true;
  const needed = least === most ? `${least}` : `at least ${least}`;
  const message = `\`${name}\` takes ${needed} number${needed === '1' ? '' : 's'}, but here ${given === 1 ? 'is 1' : `are ${given}`}.`;
  report(lowering, 'syntax', lowering.origins.ofNode(node), message);
  return false;
}

function lowerPow(node: Call, reading: Reading): Measured | null {
  if (!takes(node, 'pow', 2, 2, reading)) return null;
  const [base, exponent] = node.arguments;
  if (base === undefined || exponent === undefined) return null;
  return raised(
    node,
    base,
    exponent,
    reading.lower.number(base, { ...reading, wanted: null }),
    reading.lower.number(exponent, { ...reading, wanted: null }),
    reading,
  );
}

function lowerKnown(name: FunctionName, node: Call, reading: Reading): Measured | null {
  const isMany = name === 'min' || name === 'max';
  const inside = isMany || name === 'abs' ? reading : { ...reading, wanted: null };
  const values = node.arguments.map((argument) => reading.lower.number(argument, inside));
  if (!takes(node, name, 1, isMany ? Number.POSITIVE_INFINITY : 1, reading)) return null;
  const [first, ...others] = values;
  const firstNode = node.arguments[0];
  if (!first || firstNode === undefined) return null;
  const parts = [first.expression];
  for (const [index, other] of others.entries()) {
    const otherNode = node.arguments[index + 1];
    if (other === null || otherNode === undefined) return null;
    const at = reading.lowering.origins.ofNode(node);
    const part = inUnitOf(first.unit, other, reading, () => alikeParts(at, firstNode, otherNode));
    if (part === null) return null;
    parts.push(part);
  }
  const unit = unitOfCall(name, first, firstNode, reading);
  if (unit === null) return null;
  const origin = reading.lowering.origins.ofNode(node);
  return joined({ kind: 'call', function: name, arguments: parts, origin }, unit, [
    first,
    ...others.filter((other) => other !== null),
  ]);
}

const HALF = rational(1n, 2n);

function unitOfCall(name: FunctionName, first: Measured, node: Node, reading: Reading): Unit | null {
  switch (name) {
    case 'min':
    case 'max':
    case 'abs':
      return first.unit;
    case 'sqrt':
      return toPower(first.unit, HALF);
    default:
      return demandPlain(first, node, reading, `what \`${name}\` needs`) ? PLAIN : null;
  }
}
