import type { Slot } from '../expression/tape.ts';
import type { Instruction, Program } from './program.ts';

/** Where a run of members' numbers stands: member i of the block at `at + i`. `errors`: with bounds only, else empty. */
export interface Lane {
  values: Float64Array;
  errors: Float64Array;
  at: number;
}

/** One operation on n members of a block. Operands that it does not have are the first one again. */
export type Kernel = (n: number, out: Lane, a: Lane, b: Lane, c: Lane) => void;

/** What an arithmetic (in doubles, with bounds) does at each instruction that is not a name or number. */
export interface Arithmetic {
  readonly bounded: boolean;
  kernel(instruction: Exclude<Instruction, { kind: 'name' | 'number' }>): Kernel;
  /** Copies a result to where it is kept. */
  readonly keep: Kernel;
}

/** Numbers that are given: a column over all members, or one number for all. */
export type Source =
  | { readonly kind: 'column'; readonly values: Float64Array; readonly errors: Float64Array }
  | { readonly kind: 'uniform'; readonly value: number; readonly error: number };

/** A column over all members that is to be filled. */
export interface Sink {
  readonly slot: Slot;
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/** Members worked on at a time: as many as keep the registers of a long formula in the cache. */
export const BLOCK = 512;

/**
 * Runs the instructions `wanted` of a program (in order) for members from..to, a block at a time; what `sources` give uniformly
 * is computed once. The same machine must not be run within its own run.
 */
export function machine(
  program: Program,
  wanted: readonly Slot[],
  arithmetic: Arithmetic,
): (sources: ReadonlyMap<Slot, Source>, sinks: readonly Sink[], from: number, to: number) => void {
  const plans = new Map<string, Plan>();
  return (sources, sinks, from, to) => {
    const plan = planFor(plans, program, wanted, arithmetic, sources, sinks);
    load(plan, sources, sinks);
    for (const action of plan.once) run(action, BLOCK);
    for (let start = from; start < to; start += BLOCK) {
      for (const lane of plan.whole) lane.at = start;
      const n = Math.min(BLOCK, to - start);
      for (const action of plan.each) run(action, n);
    }
  };
}

interface Action {
  readonly kernel: Kernel;
  readonly out: Lane;
  readonly a: Lane;
  readonly b: Lane;
  readonly c: Lane;
}

interface Plan {
  readonly once: readonly Action[];
  readonly each: readonly Action[];
  /** Lanes over all members, which move on with each block. */
  readonly whole: readonly Lane[];
  readonly given: ReadonlyMap<Slot, Lane>;
  readonly kept: readonly Lane[];
}

function run({ kernel, out, a, b, c }: Action, n: number): void {
  kernel(n, out, a, b, c);
}

function load(plan: Plan, sources: ReadonlyMap<Slot, Source>, sinks: readonly Sink[]): void {
  for (const [slot, lane] of plan.given) {
    const source = sources.get(slot);
    if (source === undefined) continue;
    if (source.kind === 'uniform') {
      lane.values.fill(source.value);
      lane.errors.fill(source.error);
    } else {
      lane.values = source.values;
      lane.errors = source.errors;
    }
  }
  plan.kept.forEach((lane, i) => {
    const sink = sinks[i];
    if (sink === undefined) return;
    lane.values = sink.values;
    lane.errors = sink.errors;
  });
}

function planFor(
  plans: Map<string, Plan>,
  program: Program,
  wanted: readonly Slot[],
  arithmetic: Arithmetic,
  sources: ReadonlyMap<Slot, Source>,
  sinks: readonly Sink[],
): Plan {
  const uniform = new Set([...sources].flatMap(([slot, { kind }]) => (kind === 'uniform' ? [slot] : [])));
  const pattern = [...uniform].join();
  const known = plans.get(pattern);
  if (known !== undefined) return known;
  const plan = planOf(program, wanted, arithmetic, [...sources.keys()], uniform, sinks);
  plans.set(pattern, plan);
  return plan;
}

const EMPTY = new Float64Array(0);

function planOf(
  program: Program,
  wanted: readonly Slot[],
  arithmetic: Arithmetic,
  sources: readonly Slot[],
  uniform: ReadonlySet<Slot>,
  sinks: readonly Sink[],
): Plan {
  const register = (): Lane => ({
    values: new Float64Array(BLOCK),
    errors: arithmetic.bounded ? new Float64Array(BLOCK) : EMPTY,
    at: 0,
  });
  const given = new Map(
    sources.map((slot) => [slot, uniform.has(slot) ? register() : { values: EMPTY, errors: EMPTY, at: 0 }]),
  );
  const kept = sinks.map((): Lane => ({ values: EMPTY, errors: EMPTY, at: 0 }));
  const whole = [...kept, ...[...given].flatMap(([slot, lane]) => (uniform.has(slot) ? [] : [lane]))];
  const isOnce = uniformOf(program, wanted, uniform);
  const lastUse = lastUses(program, wanted);
  const lanes = new Map<Slot, Lane>(given);
  const free: Lane[] = [];
  const once: Action[] = [];
  const each: Action[] = [];
  const keep = (slot: Slot): void => {
    const lane = lanes.get(slot);
    sinks.forEach((sink, i) => {
      const out = kept[i];
      if (sink.slot === slot && lane !== undefined && out !== undefined)
        each.push({ kernel: arithmetic.keep, out, a: lane, b: lane, c: lane });
    });
  };
  for (const slot of sources) keep(slot);
  for (const slot of wanted) {
    const instruction = program.instructions[slot];
    if (instruction === undefined || instruction.kind === 'name' || instruction.kind === 'number') continue;
    const operands = instruction.operands.map((operand) => lanes.get(operand) as Lane);
    // An operand that is used for the last time may be overwritten: kernels read a member before they write it.
    if (!isOnce.has(slot)) release(instruction.operands, slot);
    const out = isOnce.has(slot) ? register() : (free.pop() ?? register());
    const [a = out, b = a, c = a] = operands;
    (isOnce.has(slot) ? once : each).push({ kernel: arithmetic.kernel(instruction), out, a, b, c });
    lanes.set(slot, out);
    keep(slot);
  }
  return { once, each, whole, given, kept };

  function release(operands: readonly Slot[], user: Slot): void {
    for (const operand of new Set(operands)) {
      const lane = lanes.get(operand);
      if (lane !== undefined && lastUse.get(operand) === user && !given.has(operand) && !isOnce.has(operand))
        free.push(lane);
    }
  }
}

/** The instructions that are the same for all members. */
function uniformOf(program: Program, wanted: readonly Slot[], uniform: ReadonlySet<Slot>): ReadonlySet<Slot> {
  const same = new Set(uniform);
  for (const slot of wanted) {
    const instruction = program.instructions[slot];
    if (instruction === undefined || instruction.kind === 'name' || instruction.kind === 'number') continue;
    if (instruction.operands.every((operand) => same.has(operand))) same.add(slot);
  }
  return same;
}

function lastUses(program: Program, wanted: readonly Slot[]): ReadonlyMap<Slot, Slot> {
  const last = new Map<Slot, Slot>();
  for (const slot of wanted) {
    const instruction = program.instructions[slot];
    if (instruction === undefined || instruction.kind === 'name' || instruction.kind === 'number') continue;
    for (const operand of instruction.operands) last.set(operand, slot);
  }
  return last;
}
