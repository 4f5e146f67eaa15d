import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import type { Bracket } from './reference/enclosure.ts';
import * as reference from './reference/enclosure.ts';
import { type Source, source } from './reference/nasty-numbers.ts';

/** The reference of the other tests, against a library written by others (good to a unit of its last digit), identities and known constants. */
const Precise = Decimal.clone({ precision: 60, toExpNeg: -1e6, toExpPos: 1e6 });
const TWO = new Precise(2);

const CASES: readonly {
  readonly name: string;
  readonly value: (x: number, y: number) => Bracket;
  readonly known: (x: Decimal, y: Decimal) => Decimal;
  readonly draw: (from: Source) => number;
}[] = [
  { name: 'exp', value: reference.exp, known: (x) => x.exp(), draw: (from) => (from.uniform() - 0.5) * 1500 },
  { name: 'ln', value: reference.ln, known: (x) => x.ln(), draw: positive },
  { name: 'log10', value: reference.log10, known: (x) => x.log(10), draw: positive },
  { name: 'sin', value: reference.sin, known: (x) => x.sin(), draw: (from) => (from.uniform() - 0.5) * 2000 },
  { name: 'cos', value: reference.cos, known: (x) => x.cos(), draw: (from) => (from.uniform() - 0.5) * 2000 },
  { name: 'tanh', value: reference.tanh, known: (x) => x.tanh(), draw: (from) => (from.uniform() - 0.5) * 60 },
  {
    name: 'sigmoid',
    value: reference.sigmoid,
    known: (x) => new Precise(1).div(x.neg().exp().plus(1)),
    draw: (from) => (from.uniform() - 0.5) * 200,
  },
  { name: 'power', value: reference.power, known: (x, y) => x.pow(y), draw: positive },
  { name: 'sum', value: reference.sum, known: (x, y) => x.plus(y), draw: (from) => from.uniform() - 0.5 },
  { name: 'product', value: reference.product, known: (x, y) => x.times(y), draw: (from) => from.uniform() - 0.5 },
  { name: 'quotient', value: reference.quotient, known: (x, y) => x.div(y), draw: (from) => from.uniform() - 0.5 },
  { name: 'root', value: reference.root, known: (x) => x.sqrt(), draw: positive },
];

describe('the reference agrees with another library to 50 digits', () => {
  test.each(CASES)('$name', ({ value, known, draw }) => {
    const from = source(20260171);
    for (let i = 0; i < 200; i++) {
      const x = draw(from);
      const y = (from.uniform() - 0.5) * 20;
      const bracket = value(x, y);
      const theirs = known(exact(x), exact(y));
      const [lo, hi] = [decimal(bracket.lo, bracket.exponent), decimal(bracket.hi, bracket.exponent)];
      const slack = theirs.abs().times('1e-50');
      expect([x, lo.minus(slack).lte(theirs) && theirs.lte(hi.plus(slack))]).toEqual([x, true]);
      expect([x, hi.minus(lo).lte(slack)]).toEqual([x, true]);
    }
  });
});

describe('known constants, to 50 digits', () => {
  test.each([
    { what: 'e', value: reference.exp(1), digits: '2.71828182845904523536028747135266249775724709369995' },
    { what: 'ln 2', value: reference.ln(2), digits: '0.69314718055994530941723212145817656807550013436025' },
    { what: 'ln 10', value: reference.ln(10), digits: '2.30258509299404568401799145468436420760110148862877' },
    { what: 'sin 1', value: reference.sin(1), digits: '0.84147098480789650665250232163029899962256306079837' },
    { what: 'cos 1', value: reference.cos(1), digits: '0.54030230586813971740093660744297660373231042061792' },
    { what: 'tanh 1', value: reference.tanh(1), digits: '0.76159415595576488811945828260479359041276859725793' },
    { what: 'sin 1e22', value: reference.sin(1e22), digits: '-0.8522008497671888017727' },
    { what: '2^0.5', value: reference.power(2, 0.5), digits: '1.41421356237309504880168872420969807856967187537694' },
  ])('$what', ({ value, digits }) => {
    const middle = decimal(value.lo + value.hi, value.exponent - 1);
    const last = new Precise(10).pow(-(digits.replace('-', '').length - 2));
    expect(middle.minus(digits).abs().lte(last)).toBe(true);
  });
});

describe('identities that tie one function to another', () => {
  test('sin² + cos² = 1, and exp undoes ln', () => {
    const from = source(20260172);
    for (let i = 0; i < 200; i++) {
      const angle = (from.uniform() - 0.5) * 2 ** from.whole(300);
      const [sine, cosine] = [reference.sin(angle), reference.cos(angle)].map((of) => decimal(of.lo, of.exponent));
      const one = (sine as Decimal).pow(2).plus((cosine as Decimal).pow(2));
      expect(one.minus(1).abs().lte('1e-50')).toBe(true);
      const x = positive(from);
      const logarithm = reference.ln(x);
      expect(decimal(logarithm.lo, logarithm.exponent).exp().div(exact(x)).minus(1).abs().lte('1e-50')).toBe(true);
    }
  });
});

function decimal(whole: bigint, exponent: number): Decimal {
  return new Precise(whole.toString()).times(TWO.pow(exponent));
}

/** The library would read a double as its shortest decimal, which is another number. */
function exact(x: number): Decimal {
  const { lo, exponent } = reference.exactly(x);
  return decimal(lo, exponent);
}

function positive(from: Source): number {
  return from.uniform() * 2 ** (from.whole(200) - 100);
}
