import { abs, add, multiply } from '../../math/interval/arithmetic.ts';
import { cos, exp, ln, sin } from '../../math/interval/elementary.ts';
import { fromRational, type Interval } from '../../math/interval/interval.ts';
import type { Rational } from '../../math/rational/rational.ts';
import { type Box, PI, rationalPower } from './enclosure.ts';
import { type Form, type Generator, type GeneratorFunction, growthOf, type Term } from './form.ts';

/** Forms as a list of steps, each made of earlier ones: what they share is evaluated once, and nothing is looked up by name. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly results: readonly number[];
}

type Step =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'number'; readonly value: Interval }
  | { readonly kind: 'function'; readonly function: Exclude<GeneratorFunction, 'sum'>; readonly of: number }
  | { readonly kind: 'power'; readonly of: number; readonly exponent: Rational }
  | { readonly kind: 'product'; readonly coefficient: Interval | null; readonly factors: readonly number[] }
  | { readonly kind: 'sum'; readonly terms: readonly number[] };

export interface Evaluation {
  readonly values: readonly Interval[];
  /** Nothing on the way was infinite, empty, or a negative power of what may be 0. */
  readonly clean: boolean;
}

const plans = new WeakMap<Form, Plan>();

/** The plan of one form, remembered by its identity. */
export function planOf(f: Form): Plan {
  const known = plans.get(f);
  if (known) return known;
  const plan = planFor([f]);
  plans.set(f, plan);
  return plan;
}

export function planFor(forms: readonly Form[]): Plan {
  const writer: Writer = { steps: [], slots: new Map() };
  const results = forms.map((f) => writeForm(writer, f));
  return { steps: writer.steps, results };
}

/** What an evaluation costs, in units of work: functions and powers are dear. */
export function evaluationCost(f: Form): number {
  const dear = planOf(f).steps.filter((step) => step.kind === 'function' || step.kind === 'power').length;
  return (planOf(f).steps.length + 4 * dear) / 32;
}

interface Writer {
  readonly steps: Step[];
  readonly slots: Map<string, number>;
}

function write(writer: Writer, key: string, step: () => Step): number {
  const known = writer.slots.get(key);
  if (known !== undefined) return known;
  const made = step();
  writer.steps.push(made);
  writer.slots.set(key, writer.steps.length - 1);
  return writer.steps.length - 1;
}

function writeForm(writer: Writer, f: Form): number {
  return write(writer, `=${f.key}`, () => ({
    kind: 'sum',
    terms: f.terms.map((t) =>
      write(writer, `${t.coefficient.numerator}/${t.coefficient.denominator}*${t.key}`, () => ({
        kind: 'product',
        coefficient: t.coefficient.numerator === t.coefficient.denominator ? null : fromRational(t.coefficient),
        factors: factorsOf(writer, t),
      })),
    ),
  }));
}

function factorsOf(writer: Writer, t: Term): number[] {
  const { others, exponent } = growthOf(t);
  const slots = others.map((x) => writePower(writer, x.generator, x.exponent));
  if (exponent)
    slots.push(
      write(writer, `exp(${exponent.key})`, () => ({
        kind: 'function',
        function: 'exp',
        of: writeForm(writer, exponent),
      })),
    );
  return slots;
}

function writePower(writer: Writer, g: Generator, exponent: Rational): number {
  const base = writeGenerator(writer, g);
  if (exponent.numerator === exponent.denominator) return base;
  return write(writer, `${g.key}^${exponent.numerator}/${exponent.denominator}`, () => ({
    kind: 'power',
    of: base,
    exponent,
  }));
}

function writeGenerator(writer: Writer, g: Generator): number {
  if (g.kind === 'sum') return writeForm(writer, g.of);
  return write(writer, g.key, (): Step => {
    if (g.kind === 'variable') return { kind: 'variable', name: g.name };
    if (g.kind === 'pi') return { kind: 'number', value: PI };
    if (g.kind === 'prime') return { kind: 'number', value: fromRational({ numerator: g.base, denominator: 1n }) };
    return { kind: 'function', function: g.kind as Exclude<GeneratorFunction, 'sum'>, of: writeForm(writer, g.of) };
  });
}

const FUNCTIONS = { exp, ln, sin, cos, abs };
const ENTIRE: Interval = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
const NOTHING: Interval = { lo: 0, hi: 0 };
const UNIT: Interval = { lo: 1, hi: 1 };

/** Outward enclosures of the plan's forms over a box. */
export function evaluate({ steps, results }: Plan, box: Box): Evaluation {
  const values: Interval[] = new Array(steps.length);
  let clean = true;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as Step;
    const value = stepValue(step, values, box);
    values[i] = value;
    if (!(value.lo > Number.NEGATIVE_INFINITY && value.hi < Number.POSITIVE_INFINITY && value.lo <= value.hi))
      clean = false;
    if (clean && step.kind === 'power' && step.exponent.numerator < 0n) {
      const base = values[step.of] as Interval;
      if (base.lo <= 0 && base.hi >= 0) clean = false;
    }
  }
  return { values: results.map((r) => values[r] as Interval), clean };
}

function stepValue(step: Step, values: readonly Interval[], box: Box): Interval {
  switch (step.kind) {
    case 'variable':
      return box.get(step.name) ?? ENTIRE;
    case 'number':
      return step.value;
    case 'function':
      return FUNCTIONS[step.function](values[step.of] as Interval);
    case 'power':
      return rationalPower(values[step.of] as Interval, step.exponent);
    case 'product': {
      let value = step.coefficient;
      for (const f of step.factors) value = value ? multiply(value, values[f] as Interval) : (values[f] as Interval);
      return value ?? UNIT;
    }
    case 'sum': {
      const [first, ...rest] = step.terms;
      let value = first === undefined ? NOTHING : (values[first] as Interval);
      for (const t of rest) value = add(value, values[t] as Interval);
      return value;
    }
  }
}

/** One form's enclosure over a box. */
export function encloseOver(f: Form, box: Box): Interval {
  return evaluate(planOf(f), box).values[0] as Interval;
}
