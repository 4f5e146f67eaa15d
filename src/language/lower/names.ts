import type { AstNode } from 'langium';
import type { Origin } from '../../math/expression/expression.ts';
import { unfinishedMessage } from '../syntax/stops.ts';
import { OPENING_NAMES } from '../syntax/words.ts';
import { type Lowering, type Meaning, report, type Surroundings } from './context.ts';
import { didYouMean, nearNames } from './near-names.ts';

const CONSTANTS: ReadonlyMap<string, Meaning> = new Map([
  ['pi', { kind: 'constant', name: 'pi' }],
  ['e', { kind: 'constant', name: 'e' }],
]);

export const CONSTANT_NAMES: readonly string[] = [...CONSTANTS.keys()];

/** The functions that every file knows; `pow` is `^`. */
export const FUNCTION_NAMES = [
  'sqrt',
  'exp',
  'ln',
  'log10',
  'abs',
  'min',
  'max',
  'sin',
  'cos',
  'tanh',
  'sigmoid',
] as const;

export const MEASURE_NAMES = ['total', 'price', 'kinds'] as const;

/** What a name stands for; the inner meaning wins. */
export function meaningOf(name: string, around: Surroundings): Meaning | undefined {
  return around.inner.get(name) ?? around.file.get(name) ?? CONSTANTS.get(name);
}

/** Beyond so many unknown names of one file none is compared with the others any more: it takes time, and helps nobody. */
const MOST_SUGGESTIONS = 100;

/** Names like one that is not known. */
export function suggestions(lowering: Lowering, name: string, names: Iterable<string>): readonly string[] {
  return lowering.unknown.count++ < MOST_SUGGESTIONS ? nearNames(name, names) : [];
}

/** Says that a name is not known, and what was perhaps meant. */
export function reportUnknownValue(lowering: Lowering, node: AstNode, name: string, around: Surroundings): void {
  const origin = lowering.origins.ofNode(node);
  if (OPENING_NAMES.has(name) && beginsLine(node)) {
    report(lowering, 'syntax', origin, unfinishedMessage(name));
    return;
  }
  if (lowering.hasImport) return;
  const misplaced = misplacedName(lowering, name, around);
  const near = suggestions(lowering, name, [...around.inner.keys(), ...around.file.keys(), ...CONSTANTS.keys()]);
  const advice =
    misplaced ??
    `Nothing here is called \`${name}\`.${didYouMean(near) || ` Declare it, as in \`good ${name}\` or \`param ${name} = 1\`.`}`;
  report(lowering, 'unknown-name', origin, advice, { data: { name, near, declare: 'good' } });
}

function misplacedName(lowering: Lowering, name: string, around: Surroundings): string | null {
  const fun = around.functions.get(name) ?? lowering.library.functions.get(name);
  if (fun !== undefined)
    return `\`${name}\` is a function. Call it, as in \`${name}(${fun.arguments.map((a) => a.name).join(', ')})\`.`;
  if (name === 'pow') return '`pow` is a function. Call it, as in `pow(x, 2)`.';
  if (FUNCTION_NAMES.some((known) => known === name))
    return `\`${name}\` is a function. Call it, as in \`${name}(x)\`.`;
  const actor = lowering.actors.get(name);
  return actor === undefined ? null : `\`${name}\` is ${nameOfActor(actor)}, not a number.`;
}

function nameOfActor({ $type }: { readonly $type: string }): string {
  return $type === 'Agent' ? 'an agent' : `a ${$type.toLowerCase()}`;
}

/** Says that a good is not known: where one must stand, what is called so otherwise does not help. */
export function reportUnknownGood(lowering: Lowering, origin: Origin, name: string): void {
  if (lowering.hasImport) return;
  const meaning = lowering.surroundings.file.get(name);
  if (meaning?.kind === 'hole') return;
  const goods = [...lowering.surroundings.file].flatMap(([own, { kind }]) => (kind === 'good' ? [own] : []));
  const near = suggestions(lowering, name, goods);
  const actor = meaning === undefined ? lowering.actors.get(name) : undefined;
  const message =
    actor !== undefined
      ? `\`${name}\` is ${nameOfActor(actor)}, but a good must stand here.${didYouMean(near)}`
      : meaning === undefined
        ? `No good is called \`${name}\`.${didYouMean(near) || ` Declare it: \`good ${name}\`.`}`
        : `\`${name}\` is a ${meaning.kind}, but a good must stand here.${didYouMean(near)}`;
  const data = { name, near, ...(meaning === undefined && actor === undefined && { declare: 'good' }) };
  report(lowering, 'unknown-name', origin, message, { data });
}

/** Says that no firm is called so. */
export function reportUnknownFirm(lowering: Lowering, origin: Origin, name: string): void {
  if (lowering.hasImport) return;
  const firms = [...lowering.actors].flatMap(([own, { $type }]) => ($type === 'Firm' ? [own] : []));
  const near = suggestions(lowering, name, firms);
  const actor = lowering.actors.get(name);
  const what =
    actor === undefined
      ? `No firm is called \`${name}\`.`
      : `\`${name}\` is ${nameOfActor(actor)}, but a firm must stand here.`;
  const advice = didYouMean(near) || ` Declare it, as in \`firm ${name} { make bananas = 2 * apples^0.5 }\`.`;
  report(lowering, 'unknown-name', origin, `${what}${actor === undefined ? advice : didYouMean(near)}`, {
    data: { name, near },
  });
}

function beginsLine(node: AstNode): boolean {
  const cst = node.$cstNode;
  if (cst === undefined) return false;
  const text = cst.root.fullText;
  const start = text.lastIndexOf('\n', cst.offset - 1) + 1;
  return 0 < start && text.slice(start, cst.offset).trim() === '';
}
