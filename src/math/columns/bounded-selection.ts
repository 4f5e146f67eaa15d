import { SLACK, UNKNOWN } from './error-rules.ts';
import type { Kernel } from './machine.ts';

/** The smaller or larger of two: the error of the one that surely wins, else the larger error, since neither moves by more. */
export function selection(which: 'min' | 'max'): Kernel {
  const sign = which === 'min' ? 1 : -1;
  return (n, out, a, b) => {
    const { values: z, errors: ez, at: o } = out;
    const { values: x, errors: ex, at: p } = a;
    const { values: y, errors: ey, at: q } = b;
    for (let i = 0; i < n; i++) {
      const first = x[p + i] as number;
      const second = y[q + i] as number;
      const errorFirst = ex[p + i] as number;
      const errorSecond = ey[q + i] as number;
      const lead = sign * (second - first);
      const reach = (errorFirst + errorSecond) * SLACK;
      ez[o + i] = lead > reach ? errorFirst : -lead > reach ? errorSecond : Math.max(errorFirst, errorSecond);
      z[o + i] = sign > 0 ? Math.min(first, second) : Math.max(first, second);
    }
  };
}

/** 1 true, 0 false, ½ not decided, NaN where an operand is not known. */
export function comparison(operator: 'less' | 'less-or-equal' | 'equal'): Kernel {
  const exactly = EXACTLY[operator];
  return (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const first = a.values[a.at + i] as number;
      const second = b.values[b.at + i] as number;
      const reach = ((a.errors[a.at + i] as number) + (b.errors[b.at + i] as number)) * SLACK;
      const lead = second - first;
      const isKnown = reach < UNKNOWN && Math.abs(first) < UNKNOWN && Math.abs(second) < UNKNOWN;
      const apart = Math.abs(lead) > reach || reach === 0;
      out.values[out.at + i] = !isKnown ? Number.NaN : !apart ? 0.5 : exactly(first, second) ? 1 : 0;
      out.errors[out.at + i] = 0;
    }
  };
}

const EXACTLY = {
  less: (a: number, b: number) => a < b,
  'less-or-equal': (a: number, b: number) => a <= b,
  equal: (a: number, b: number) => a === b,
};

/** Connectives of three values (Kleene 1938), NaN where an operand is NaN. */
export function truth(value: (a: number, b: number) => number): Kernel {
  return (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      out.values[out.at + i] = value(a.values[a.at + i] as number, b.values[b.at + i] as number);
      out.errors[out.at + i] = 0;
    }
  };
}

/** Where the condition is not decided, what holds both branches. */
export const select: Kernel = (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) {
    const holds = a.values[a.at + i] as number;
    const yes = b.values[b.at + i] as number;
    const no = c.values[c.at + i] as number;
    const errorYes = b.errors[b.at + i] as number;
    const errorNo = c.errors[c.at + i] as number;
    const both = yes / 2 + no / 2;
    const error = Math.max(Math.abs(both - yes) + errorYes, Math.abs(both - no) + errorNo) * SLACK;
    out.values[out.at + i] = holds === 1 ? yes : holds === 0 ? no : holds === 0.5 ? both : Number.NaN;
    out.errors[out.at + i] = holds === 1 ? errorYes : holds === 0 ? errorNo : holds === 0.5 ? error : UNKNOWN;
  }
};
