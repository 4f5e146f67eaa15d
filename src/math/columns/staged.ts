import type { Expression } from '../expression/expression.ts';
import type { Slot } from '../expression/tape.ts';
import { type Arithmetic, machine, type Sink, type Source } from './machine.ts';
import { type Program, programOf } from './program.ts';

/** A program in two stages: what depends on the members' own columns alone, and what moves. */
export interface Staged {
  /** Works the first stage out for all members. The sources stand in the order of `members`. */
  prepare(columns: readonly Source[], length: number): Prepared;
}

export interface Prepared {
  /** The sources stand in the order of `moving`, the sinks in that of the formulas. */
  run(moving: readonly Source[], from: number, to: number, sinks: readonly Omit<Sink, 'slot'>[]): void;
}

const EMPTY = new Float64Array(0);

/** Names that are in neither list are undefined. */
export function staged(
  formulas: readonly Expression[],
  members: readonly string[],
  moving: readonly string[],
  arithmetic: Arithmetic,
): Staged {
  const program = programOf(formulas);
  const needed = neededBy(program);
  const moved = movedBy(program, needed, moving);
  const own = needed.filter((slot) => !moved.has(slot));
  const kept = own.filter((slot) => isUsedIn(program, slot, moved));
  const computed = kept.filter((slot) => isComputed(program, slot));
  const prepareAll = machine(program, own, arithmetic);
  const runAll = machine(program, [...moved], arithmetic);
  return {
    prepare: (columns, length) => {
      const given = sourcesOf(program, needed, members, columns, moving);
      const sinks = computed.map((slot) => ({
        slot,
        values: new Float64Array(length),
        errors: arithmetic.bounded ? new Float64Array(length) : EMPTY,
      }));
      if (sinks.length > 0) prepareAll(given, sinks, 0, length);
      const ready = new Map(kept.flatMap((slot) => pairOf(slot, given.get(slot))));
      for (const { slot, values, errors } of sinks) ready.set(slot, { kind: 'column', values, errors });
      return {
        run: (now, from, to, results) => {
          const all = new Map([...ready, ...sourcesOf(program, moved, moving, now, [])]);
          runAll(
            all,
            results.map((sink, f) => ({ ...sink, slot: program.results[f] ?? Number.NaN })),
            from,
            to,
          );
        },
      };
    },
  };
}

const pairOf = (slot: Slot, source: Source | undefined): readonly (readonly [Slot, Source])[] =>
  source === undefined ? [] : [[slot, source]];

const isComputed = ({ instructions }: Program, slot: Slot): boolean => {
  const kind = instructions[slot]?.kind;
  return kind === 'apply' || kind === 'function';
};

const operandsOf = ({ instructions }: Program, slot: Slot): readonly Slot[] => {
  const instruction = instructions[slot];
  return instruction?.kind === 'apply' || instruction?.kind === 'function' ? instruction.operands : [];
};

/** The instructions that the results rest on, in order. */
function neededBy(program: Program): readonly Slot[] {
  const needed = new Set<Slot>(program.results);
  for (let slot = program.instructions.length - 1; slot >= 0; slot--) {
    if (needed.has(slot)) for (const operand of operandsOf(program, slot)) needed.add(operand);
  }
  return [...needed].sort((a, b) => a - b);
}

/** Those that rest on a moving name. */
function movedBy(program: Program, needed: readonly Slot[], moving: readonly string[]): ReadonlySet<Slot> {
  const moved = new Set<Slot>();
  for (const slot of needed) {
    const instruction = program.instructions[slot];
    const isMoving = instruction?.kind === 'name' && moving.includes(instruction.name);
    if (isMoving || operandsOf(program, slot).some((operand) => moved.has(operand))) moved.add(slot);
  }
  return moved;
}

/** Whether the second stage needs it, or it is a result itself. */
function isUsedIn(program: Program, slot: Slot, moved: ReadonlySet<Slot>): boolean {
  return program.results.includes(slot) || [...moved].some((user) => operandsOf(program, user).includes(slot));
}

const UNDEFINED: Source = { kind: 'uniform', value: Number.NaN, error: Number.POSITIVE_INFINITY };

/** What names and numbers stand for, but for the names of the other stage. */
function sourcesOf(
  { instructions }: Program,
  needed: Iterable<Slot>,
  names: readonly string[],
  columns: readonly Source[],
  others: readonly string[],
): ReadonlyMap<Slot, Source> {
  const sources = new Map<Slot, Source>();
  for (const slot of needed) {
    const instruction = instructions[slot];
    if (instruction?.kind === 'number') sources.set(slot, { ...instruction, kind: 'uniform' });
    if (instruction?.kind !== 'name') continue;
    if (!others.includes(instruction.name)) sources.set(slot, columns[names.indexOf(instruction.name)] ?? UNDEFINED);
  }
  return sources;
}
