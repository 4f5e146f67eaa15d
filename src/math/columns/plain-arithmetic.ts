import { assertNever } from '../expression/assert-never.ts';
import { powerValue } from '../functions/power.ts';
import type { Arithmetic, Kernel } from './machine.ts';
import type { Operation } from './program.ts';

/**
 * Doubles by the engine's Math: for searching only. NaN where undefined. Each loop stands written out, because an engine makes
 * one loop over a function that is handed in slow for all of them.
 */
export const plainArithmetic: Arithmetic = {
  bounded: false,
  kernel: (instruction) =>
    instruction.kind === 'function' ? byMember(instruction.fact.value) : kernelOf(instruction.operation),
  keep: (n, out, a) => {
    const [z, x, o, p] = [out.values, a.values, out.at, a.at];
    for (let i = 0; i < n; i++) z[o + i] = x[p + i] as number;
  },
};

function kernelOf(operation: Operation): Kernel {
  switch (operation) {
    case 'negate':
      return byMember((x) => -x);
    case 'abs':
      return byMember(Math.abs);
    case 'sigmoid':
      return sigmoid;
    case 'not':
      return byMember((x) => 1 - x);
    case 'and':
    case 'min':
      return ofTwo(Math.min);
    case 'or':
    case 'max':
      return ofTwo(Math.max);
    case 'less':
      return ofTwo((x, y) => (x < y ? 1 : x >= y ? 0 : Number.NaN));
    case 'less-or-equal':
      return ofTwo((x, y) => (x <= y ? 1 : x > y ? 0 : Number.NaN));
    case 'equal':
      return ofTwo((x, y) => (x === y ? 1 : x < y || x > y ? 0 : Number.NaN));
    case 'square':
      return square;
    case 'add':
      return add;
    case 'subtract':
      return subtract;
    case 'multiply':
      return multiply;
    case 'divide':
      return divide;
    case 'sqrt':
      return sqrt;
    case 'exp':
      return exp;
    case 'ln':
      return ln;
    case 'ln-of-base':
      return lnOfBase;
    case 'power':
      return power;
    case 'lower-power':
      return lowerPower;
    case 'select':
      return select;
    default:
      return assertNever(operation);
  }
}

const byMember =
  (value: (x: number) => number): Kernel =>
  (n, out, a) => {
    const [z, x, o, p] = [out.values, a.values, out.at, a.at];
    for (let i = 0; i < n; i++) z[o + i] = value(x[p + i] as number);
  };

const ofTwo =
  (value: (x: number, y: number) => number): Kernel =>
  (n, out, a, b) => {
    const [z, x, y, o, p, q] = [out.values, a.values, b.values, out.at, a.at, b.at];
    for (let i = 0; i < n; i++) z[o + i] = value(x[p + i] as number, y[q + i] as number);
  };

const square: Kernel = (n, out, a) => {
  const [z, x, o, p] = [out.values, a.values, out.at, a.at];
  for (let i = 0; i < n; i++) {
    const own = x[p + i] as number;
    z[o + i] = own * own;
  }
};

const add: Kernel = (n, out, a, b) => {
  const [z, x, y, o, p, q] = [out.values, a.values, b.values, out.at, a.at, b.at];
  for (let i = 0; i < n; i++) z[o + i] = (x[p + i] as number) + (y[q + i] as number);
};

const subtract: Kernel = (n, out, a, b) => {
  const [z, x, y, o, p, q] = [out.values, a.values, b.values, out.at, a.at, b.at];
  for (let i = 0; i < n; i++) z[o + i] = (x[p + i] as number) - (y[q + i] as number);
};

const multiply: Kernel = (n, out, a, b) => {
  const [z, x, y, o, p, q] = [out.values, a.values, b.values, out.at, a.at, b.at];
  for (let i = 0; i < n; i++) z[o + i] = (x[p + i] as number) * (y[q + i] as number);
};

const divide: Kernel = (n, out, a, b) => {
  const [z, x, y, o, p, q] = [out.values, a.values, b.values, out.at, a.at, b.at];
  for (let i = 0; i < n; i++) {
    const divisor = y[q + i] as number;
    z[o + i] = divisor === 0 ? Number.NaN : (x[p + i] as number) / divisor;
  }
};

const sqrt: Kernel = (n, out, a) => {
  const [z, x, o, p] = [out.values, a.values, out.at, a.at];
  for (let i = 0; i < n; i++) z[o + i] = Math.sqrt(x[p + i] as number);
};

const exp: Kernel = (n, out, a) => {
  const [z, x, o, p] = [out.values, a.values, out.at, a.at];
  for (let i = 0; i < n; i++) z[o + i] = Math.exp(x[p + i] as number);
};

const sigmoid: Kernel = (n, out, a) => {
  const [z, x, o, p] = [out.values, a.values, out.at, a.at];
  for (let i = 0; i < n; i++) z[o + i] = 1 / (1 + Math.exp(-(x[p + i] as number)));
};

const lnOfBase: Kernel = (n, out, a) => {
  const [z, x, o, p] = [out.values, a.values, out.at, a.at];
  for (let i = 0; i < n; i++) z[o + i] = Math.log(x[p + i] as number);
};

const ln: Kernel = (n, out, a) => {
  const [z, x, o, p] = [out.values, a.values, out.at, a.at];
  for (let i = 0; i < n; i++) {
    const own = x[p + i] as number;
    z[o + i] = own > 0 ? Math.log(own) : Number.NaN;
  }
};

/** x^y = e^(y ln x), which loses as many units in the last place as |y ln x| has. */
const power: Kernel = (n, out, a, b, c) => {
  const [z, x, l, y, o, p, q, r] = [out.values, a.values, b.values, c.values, out.at, a.at, b.at, c.at];
  for (let i = 0; i < n; i++) {
    const base = x[p + i] as number;
    const exponent = y[r + i] as number;
    z[o + i] =
      base > 0 && base < Number.POSITIVE_INFINITY
        ? Math.exp(exponent * (l[q + i] as number))
        : powerValue(base, exponent);
  }
};

/** x^y = x^(y + 1) / x, where that neither over- nor underflows. */
const lowerPower: Kernel = (n, out, a, b, c) => {
  const [z, x, w, y, o, p, q, r] = [out.values, a.values, b.values, c.values, out.at, a.at, b.at, c.at];
  for (let i = 0; i < n; i++) {
    const base = x[p + i] as number;
    const above = w[q + i] as number;
    z[o + i] =
      base > 0 && above > SMALLEST && above < Number.POSITIVE_INFINITY
        ? above / base
        : powerValue(base, y[r + i] as number);
  }
};

const SMALLEST = 1e-300;

const select: Kernel = (n, out, a, b, c) => {
  const [z, x, y, w, o, p, q, r] = [out.values, a.values, b.values, c.values, out.at, a.at, b.at, c.at];
  for (let i = 0; i < n; i++) {
    const holds = x[p + i] as number;
    z[o + i] = holds === 1 ? (y[q + i] as number) : holds === 0 ? (w[r + i] as number) : Number.NaN;
  }
};
