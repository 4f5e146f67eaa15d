import type { Slot } from '../expression/tape.ts';
import { type Instruction, operandsOf, type Program } from './program.ts';

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
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/** Runs for members from..to. What moves and what is filled stand in the order that the machine was made for. */
export type Run = (moving: readonly Source[], sinks: readonly Sink[], from: number, to: number) => void;

/** Members worked on at a time: as many as keep the registers of a long formula in the cache. */
export const BLOCK = 512;

/** What a machine computes: the instructions `wanted`, in order, from sources that stay and others that move. */
export interface Task {
  readonly program: Program;
  readonly wanted: readonly Slot[];
  readonly moving: readonly Slot[];
  readonly results: readonly Slot[];
}

/**
 * A machine that goes through its instructions a block of members at a time; what is the same for all is computed once. The same
 * machine must not be run within its own run.
 */
export function machine(task: Task, fixed: ReadonlyMap<Slot, Source>, arithmetic: Arithmetic): Run {
  const plans = new Map<number, Plan>();
  return (moving, sinks, from, to) => {
    let pattern = 1;
    for (const { kind } of moving) pattern = 2 * pattern + (kind === 'uniform' ? 1 : 0);
    let plan = plans.get(pattern);
    if (plan === undefined) {
      plan = planOf(task, fixed, moving, arithmetic);
      plans.set(pattern, plan);
    }
    load(plan, moving, sinks);
    for (let k = 0; k < plan.once.length; k++) run(plan.once[k] as Action, BLOCK);
    for (let start = from; start < to; start += BLOCK) {
      for (let k = 0; k < plan.whole.length; k++) (plan.whole[k] as Lane).at = start;
      const n = Math.min(BLOCK, to - start);
      for (let k = 0; k < plan.each.length; k++) run(plan.each[k] as Action, n);
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
  /** Before the first block, and for every block. */
  readonly once: readonly Action[];
  readonly each: readonly Action[];
  /** Lanes over all members, which move on with each block. */
  readonly whole: readonly Lane[];
  readonly moving: readonly Lane[];
  readonly kept: readonly Lane[];
}

function run({ kernel, out, a, b, c }: Action, n: number): void {
  kernel(n, out, a, b, c);
}

function load(plan: Plan, moving: readonly Source[], sinks: readonly Sink[]): void {
  for (let k = 0; k < plan.moving.length; k++) give(plan.moving[k] as Lane, moving[k] as Source);
  for (let k = 0; k < plan.kept.length; k++) {
    const lane = plan.kept[k] as Lane;
    const sink = sinks[k] as Sink;
    lane.values = sink.values;
    lane.errors = sink.errors;
  }
}

function give(lane: Lane, source: Source): void {
  if (source.kind === 'uniform') {
    lane.values.fill(source.value);
    lane.errors.fill(source.error);
  } else {
    lane.values = source.values;
    lane.errors = source.errors;
  }
}

const EMPTY = new Float64Array(0);
const emptyLane = (): Lane => ({ values: EMPTY, errors: EMPTY, at: 0 });

function planOf(task: Task, fixed: ReadonlyMap<Slot, Source>, moving: readonly Source[], arithmetic: Arithmetic): Plan {
  const register = (): Lane => ({
    values: new Float64Array(BLOCK),
    errors: arithmetic.bounded ? new Float64Array(BLOCK) : EMPTY,
    at: 0,
  });
  const sources = new Map([...fixed, ...task.moving.map((slot, k) => [slot, moving[k] as Source] as const)]);
  const given = new Map([...sources].map(([slot, { kind }]) => [slot, kind === 'uniform' ? register() : emptyLane()]));
  for (const [slot, source] of fixed) give(given.get(slot) as Lane, source);
  const uniform = [...sources].flatMap(([slot, { kind }]) => (kind === 'uniform' ? [slot] : []));
  const kept = task.results.map(emptyLane);
  const whole = [...kept, ...[...given].flatMap(([slot, lane]) => (uniform.includes(slot) ? [] : [lane]))];
  return {
    ...actionsOf(task, arithmetic, given, restingOn(task, uniform), kept, register),
    whole,
    moving: task.moving.map((slot) => given.get(slot) as Lane),
    kept,
  };
}

/** What is done once and at each block, with registers that are used again as soon as nobody needs them. */
function actionsOf(
  { program, wanted, results }: Task,
  arithmetic: Arithmetic,
  given: ReadonlyMap<Slot, Lane>,
  uniform: ReadonlySet<Slot>,
  kept: readonly Lane[],
  register: () => Lane,
): Pick<Plan, 'once' | 'each'> {
  const lastUse = lastUses(program, wanted);
  const lanes = new Map<Slot, Lane>(given);
  const free: Lane[] = [];
  const once: Action[] = [];
  const each: Action[] = [];
  const keep = (slot: Slot, a: Lane): void =>
    results.forEach((result, k) => {
      if (result === slot && kept[k] !== a) each.push({ kernel: arithmetic.keep, out: kept[k] as Lane, a, b: a, c: a });
    });
  for (const [slot, lane] of given) keep(slot, lane);
  for (const slot of wanted) {
    const instruction = program.instructions[slot];
    if (instruction === undefined || instruction.kind === 'name' || instruction.kind === 'number') continue;
    const operands = instruction.operands.map((operand) => lanes.get(operand) as Lane);
    // An operand that is used for the last time may be overwritten: kernels read a member before they write it.
    for (const operand of new Set(uniform.has(slot) ? [] : instruction.operands)) {
      const isOwn = !given.has(operand) && !uniform.has(operand) && !results.includes(operand);
      if (isOwn && lastUse.get(operand) === slot) free.push(lanes.get(operand) as Lane);
    }
    const out = uniform.has(slot) ? register() : (kept[results.indexOf(slot)] ?? free.pop() ?? register());
    const [a = out, b = a, c = a] = operands;
    (uniform.has(slot) ? once : each).push({ kernel: arithmetic.kernel(instruction), out, a, b, c });
    lanes.set(slot, out);
    keep(slot, out);
  }
  return { once, each };
}

/** The instructions that rest on these sources alone, which are the same for all members. */
function restingOn({ program, wanted }: Task, sources: readonly Slot[]): ReadonlySet<Slot> {
  const same = new Set(sources);
  for (const slot of wanted) {
    const operands = operandsOf(program, slot);
    if (operands.length > 0 && operands.every((operand) => same.has(operand))) same.add(slot);
  }
  return same;
}

function lastUses(program: Program, wanted: readonly Slot[]): ReadonlyMap<Slot, Slot> {
  return new Map(wanted.flatMap((slot) => operandsOf(program, slot).map((operand) => [operand, slot] as const)));
}
