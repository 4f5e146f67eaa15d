import type { Expression } from '../expression/expression.ts';
import type { Slot } from '../expression/tape.ts';
import { type Arithmetic, machine, type Sink, type Source } from './machine.ts';
import { operandsOf, type Program, programOf } from './program.ts';

/** A program in two stages: what depends on the members' own columns alone, and what moves. */
export interface Staged {
  /** Works the first stage out for all members. The sources stand in the order of `members`. */
  prepare(columns: readonly Source[], length: number): Prepared;
}

export interface Prepared {
  /** The sources stand in the order of `moving`, the sinks in that of the formulas. */
  run(moving: readonly Source[], from: number, to: number, sinks: readonly Sink[]): void;
}

/** A name that is in neither list is undefined. */
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
  const computed = kept.filter((slot) => operandsOf(program, slot).length > 0);
  const names = [...moved].filter((slot) => operandsOf(program, slot).length === 0);
  const order = names.map((slot) => moving.indexOf(nameOf(program, slot) ?? ''));
  const first = { program, wanted: own, moving: [], results: computed };
  const second = { program, wanted: [...moved], moving: names, results: program.results };
  return {
    prepare: (columns, length) => {
      const given = sourcesOf(program, own, members, columns);
      const sinks = computed.map(() => newSink(length, arithmetic));
      if (sinks.length > 0) machine(first, given, arithmetic)([], sinks, 0, length);
      const ready = new Map([...given].filter(([slot]) => kept.includes(slot)));
      for (const [k, sink] of sinks.entries()) ready.set(computed[k] as Slot, { kind: 'column', ...sink });
      const runAll = machine(second, ready, arithmetic);
      return {
        run: (now, from, to, results) =>
          runAll(
            order.map((k) => now[k] ?? UNDEFINED),
            results,
            from,
            to,
          ),
      };
    },
  };
}

const UNDEFINED: Source = { kind: 'uniform', value: Number.NaN, error: Number.POSITIVE_INFINITY };

const newSink = (length: number, { bounded }: Arithmetic): Sink => ({
  values: new Float64Array(length),
  errors: new Float64Array(bounded ? length : 0),
});

function nameOf({ instructions }: Program, slot: Slot): string | null {
  const instruction = instructions[slot];
  return instruction?.kind === 'name' ? instruction.name : null;
}

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
    const isMoving = moving.includes(nameOf(program, slot) ?? '');
    if (isMoving || operandsOf(program, slot).some((operand) => moved.has(operand))) moved.add(slot);
  }
  return moved;
}

/** Whether the second stage needs it, or it is a result itself. */
function isUsedIn(program: Program, slot: Slot, moved: ReadonlySet<Slot>): boolean {
  return program.results.includes(slot) || [...moved].some((user) => operandsOf(program, user).includes(slot));
}

/** What names and numbers stand for. */
function sourcesOf(
  program: Program,
  slots: readonly Slot[],
  names: readonly string[],
  columns: readonly Source[],
): ReadonlyMap<Slot, Source> {
  const sources = new Map<Slot, Source>();
  for (const slot of slots) {
    const instruction = program.instructions[slot];
    if (instruction?.kind === 'number') sources.set(slot, { ...instruction, kind: 'uniform' });
    if (instruction?.kind === 'name') sources.set(slot, columns[names.indexOf(instruction.name)] ?? UNDEFINED);
  }
  return sources;
}
