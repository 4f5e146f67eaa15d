import type { Measure } from '../../economy/economy.ts';
import type { Condition, Origin } from '../../math/expression/expression.ts';
import type { Call, Fun, Expression as Node } from '../generated/ast.ts';
import type { Unit } from '../units/unit.ts';
import { isHalfTyped, type Lowering, type Measured, report, type Surroundings, textOf } from './context.ts';

/** Formulas written out (lets and funs put in) may have so many parts and levels; what follows works on the whole tree. */
export const LARGEST_FORMULA = 20_000;
export const DEEPEST_FORMULA = 500;

export interface LoweredCondition {
  readonly condition: Condition;
  readonly size: number;
  readonly depth: number;
}

/** How one formula is read: what its names mean, and how much of it there is by now. */
export interface Reading {
  readonly lowering: Lowering;
  /** The readers themselves: formulas, conditions and calls contain each other. */
  readonly lower: {
    number(node: Node | undefined, reading: Reading): Measured | null;
    condition(node: Node | undefined, reading: Reading): LoweredCondition | null;
  };
  readonly around: Surroundings;
  /** Where the formula stands: what is wrong with it as a whole is said there. */
  readonly root: Origin;
  /** Within funs: the outermost call. What is wrong inside with these arguments is said there. */
  readonly call: Origin | null;
  /** In asserts `total(apples)` and its like become names `#0`, `#1`, …; elsewhere null. */
  readonly measures: Measure[] | null;
  /** In an objective amounts of any unit may be raised to any power: what comes out is welfare. */
  readonly isWelfare: boolean;
  /** The unit that the formula must have: bare numbers that are its summands take it. Null: it is not known beforehand. */
  readonly wanted: Unit | null;
  readonly levels: number;
  readonly work: { parts: number; isOver: boolean };
}

export function startReading(lowering: Lowering, node: Node | undefined, lower: Reading['lower']): Reading {
  return {
    lowering,
    lower,
    around: lowering.surroundings,
    root: lowering.origins.ofNode(node),
    call: null,
    measures: null,
    isWelfare: false,
    wanted: null,
    levels: 0,
    work: { parts: 0, isOver: false },
  };
}

/** Counts parts; false, with a finding, once there are too many. */
export function spend(reading: Reading, parts: number): boolean {
  const { work } = reading;
  work.parts += parts;
  if (work.parts <= LARGEST_FORMULA && reading.levels <= DEEPEST_FORMULA) return !work.isOver;
  return tooDeep(reading);
}

export function tooDeep(reading: Reading): false {
  const { work, lowering } = reading;
  if (!work.isOver) {
    work.isOver = true;
    report(
      lowering,
      'too-deep',
      reading.root,
      `Written out, with every \`let\` and \`fun\` put in, this formula has more than ${LARGEST_FORMULA.toLocaleString('en')} parts, or more than ${DEEPEST_FORMULA} levels. Make it shorter.`,
    );
  }
  return false;
}

export function notANumber(node: Node, reading: Reading): null {
  const { lowering } = reading;
  if (isHalfTyped(lowering, node)) return null;
  const advice = 'Choose between numbers with it: `if … then … else …`.';
  report(
    lowering,
    'syntax',
    lowering.origins.ofNode(node),
    `A number is needed here, but \`${textOf(node)}\` is a condition. ${advice}`,
  );
  return null;
}

/** The reading of a fun's body: its arguments have the values given, all else means what it means where the fun stands. */
export function insideOf(
  fun: Fun,
  home: Surroundings,
  values: readonly (Measured | null)[],
  node: Call,
  reading: Reading,
): Reading {
  const bound = fun.arguments.map(
    ({ name }, index) => [name, { kind: 'bound', value: values[index] ?? null }] as const,
  );
  const call = reading.call ?? reading.lowering.origins.ofNode(node);
  return { ...reading, around: { ...home, inner: new Map(bound) }, call };
}
