import { inOne, type Shape } from './one-variable.ts';
import { coefficient as c, exponent, modest as m, type Random } from './random.ts';

type Family = (r: Random, names: readonly string[]) => Shape;

const joins = (r: Random): string => r.one([' + ', ' + ', ' - ']);
const list = (names: readonly string[], write: (n: string) => string, by = ' + '): string => names.map(write).join(by);
const positive: Shape['ranges'] = [
  ['0.1', '2'],
  ['0', '1'],
  ['0.5', '4'],
  ['1', '10'],
];
const over = (text: string, ranges: Shape['ranges'] = []): Shape => ({ text, ranges });

function quadratic(r: Random, names: readonly string[]): Shape {
  const squares = list(names, (n) => `${c(r)}*${n}^2`, joins(r));
  const [a = 'x', b = 'y'] = names;
  const text = r.one([
    () => `${squares}${joins(r)}${m(r)}*${a}*${b}`,
    () => `(${list(names, (n) => `${m(r)}*${n}`, joins(r))})^2 + ${c(r)}*${a}`,
    () => `(${a} - ${b})^2 + ${list(names, (n) => `${c(r)}*${n}`)}`,
    () => `${squares}`,
    () => `${c(r)}*${a}*${b}`,
  ])();
  return over(text);
}

function cobbDouglas(r: Random, names: readonly string[]): Shape {
  const share = (): string => r.one(['0.3', '0.5', '0.2', '0.25', '0.7', '1', exponent(r)]);
  const text = r.one([
    () => `${c(r)}*${list(names, (n) => `${n}^${share()}`, '*')}`,
    () => `sqrt(${names.join('*')})`,
    () => `${c(r)}*${list(names, (n) => `${n}^${(1 / names.length).toFixed(2)}`, '*')}`,
    () => `${list(names, (n) => `ln(${n})*${m(r)}`)}`,
    () => `${list(names, (n) => `${n}^-${m(r)}`, '*')}`,
  ])();
  return over(text, positive);
}

function ces(r: Random, names: readonly string[]): Shape {
  const p = r.one(['0.5', '-1', '2', '0.3', '-0.5', '3', '1.5', '-2', '0.8']);
  const q = r.one([`(1/${p})`, `(1/${p})`, exponent(r), `(1/${p})`]);
  const weights = r.chance(0.5) ? (): string => '' : (): string => `${r.one(['0.3', '0.5', '0.7', '2'])}*`;
  return over(`${r.one(['', `${c(r)}*`])}(${list(names, (n) => `${weights()}${n}^${p}`)})^${q}`, positive);
}

function logarithmic(r: Random, names: readonly string[]): Shape {
  const [a = 'x', b = 'y'] = names;
  return over(
    r.one([
      () => `ln(${list(names, (n) => `exp(${m(r)}*${n})`)})`,
      () => `ln(${list(names, (n) => `exp(${n})`)}) - ${a}`,
      () => `ln(1 + ${list(names, (n) => `${m(r)}*${n}`)})`,
      () => `${a}*ln(${a}/${b})`,
      () => `${a}*ln(${a}/${b}) - ${a} + ${b}`,
      () => `${list(names, (n) => `${n}*ln(${n})`)}`,
      () => `ln(${names.join('*')})`,
      () => `exp(${list(names, (n) => `${m(r)}*${n}`)})`,
      () => `exp(-${a}^2 - ${b}^2)`,
      () => `1/(1 + exp(-(${list(names, (n) => `${m(r)}*${n}`)} - ${m(r)})))`,
    ])(),
    positive,
  );
}

function quotient(r: Random, names: readonly string[]): Shape {
  const [a = 'x', b = 'y'] = names;
  const sum = names.join(' + ');
  return over(
    r.one([
      () => `${a}^2/${b}`,
      () => `(${a} - ${b})^2/(1 + ${a} + ${b})`,
      () => `${names.join('*')}/(${sum})`,
      () => `1/(${sum})`,
      () => `1/(${names.join('*')})`,
      () => `${a}/${b}`,
      () => `${a}/(1 + ${b})`,
      () => `${b}*exp(${a}/${b})`,
      () => `${a}/(${sum})`,
      () => `1/(${list(names, (n) => `1/${n}`)})`,
      () => `(${a}^2 - ${b}^2)/(${a} + ${b})`,
    ])(),
    positive,
  );
}

function norm(r: Random, names: readonly string[]): Shape {
  const [a = 'x', b = 'y'] = names;
  return over(
    r.one([
      () => `sqrt(${list(names, (n) => `${m(r)}*${n}^2`)})`,
      () => `sqrt(1 + ${list(names, (n) => `${n}^2`)})`,
      () => `${list(names, (n) => `abs(${n} - ${m(r)})`)}`,
      () => `(${list(names, (n) => `${n}^2`)})^${exponent(r)}`,
      () => `sqrt(${a}^2 + ${a}*${b} + ${b}^2)`,
      () => `sqrt(100 - ${list(names, (n) => `${n}^2`)})`,
    ])(),
  );
}

function selection(r: Random, names: readonly string[]): Shape {
  const [a = 'x', b = 'y'] = names;
  return over(
    r.one([
      () => `min(${list(names, (n) => `${m(r)}*${n}`, ', ')})`,
      () => `max(${list(names, (n) => `${m(r)}*${n} + ${c(r)}`, ', ')})`,
      () => `max(${a}^2, ${b})`,
      () => `min(sqrt(${a}), ${b})`,
      () => `max(${a}, ${b}) - min(${a}, ${b})`,
      () => `max(0, ${list(names, (n) => `${m(r)}*${n}`, joins(r))})`,
      () => `max(0, ${a} - ${m(r)})*${b}`,
      () => `min(${a}*${b}, ${m(r)})`,
      () => `max(${a}, ${b}) + min(${a}, ${b})`,
      () => `min(1, ${a})*${m(r)} + ${b}^2`,
      () => `abs(${a} - ${b}) + ${c(r)}*${a}^2`,
    ])(),
    [
      ['0', '2'],
      ['0', '4'],
    ],
  );
}

function disguised(r: Random, names: readonly string[]): Shape {
  const [a = 'x', b = 'y'] = names;
  return over(
    r.one([
      () => `(${a} + ${b})^2 - ${a}^2 - 2*${a}*${b} - ${b}^2 + ${m(r)}*${a}`,
      () => `ln(exp(${a})*exp(${m(r)}*${b}))`,
      () => `(${a} + ${b})^2 - (${a} - ${b})^2 - 4*${a}*${b} + ${b}`,
      () => `${a}*${b} - ${b}*${a} + ${list(names, (n) => `${m(r)}*${n}`)}`,
      () => `(${a}^2 - ${b}^2)/(${a} + ${b})`,
      () => `max(${a}, ${b}) + min(${a}, ${b})`,
      () => `sqrt(${a}^2)*${m(r)} + ${b}`,
    ])(),
    positive,
  );
}

/** A sum of functions of one variable each. */
function separable(r: Random, names: readonly string[]): Shape {
  const parts = names.map((n) => inOne(r, n));
  return over(parts.map((p) => p.text).join(joins(r)), parts.flatMap((p) => p.ranges).slice(0, 3));
}

/** A curve of one variable, along a direction. */
function ridge(r: Random, names: readonly string[]): Shape {
  const inner = `(${list(names, (n) => (r.chance(0.4) ? n : `${m(r)}*${n}`))}${r.chance(0.3) ? ` + ${m(r)}` : ''})`;
  return inOne(r, inner);
}

function productOfCurves(r: Random, names: readonly string[]): Shape {
  const parts = names.map((n) => inOne(r, n));
  return over(parts.map((p) => `(${p.text})`).join('*'), parts.flatMap((p) => p.ranges).slice(0, 3));
}

const basics: readonly Family[] = [
  quadratic,
  cobbDouglas,
  ces,
  logarithmic,
  quotient,
  norm,
  selection,
  separable,
  ridge,
  cobbDouglas,
];

function combined(r: Random, names: readonly string[]): Shape {
  const [a, b] = [r.one(basics)(r, names), r.one(basics)(r, names)];
  const text = r.one([`${a.text} + ${c(r)}*(${b.text})`, `${a.text} - ${b.text}`, `${a.text} + ${b.text}`]);
  return over(text, [...a.ranges, ...b.ranges].slice(0, 4));
}

function composed(r: Random, names: readonly string[]): Shape {
  const { text, ranges } = r.one(basics)(r, names);
  const outer = [`sqrt(1 + (${text})^2)`, `exp(${text})`, `ln(1 + ${text})`, `(${text})^${exponent(r)}`, `-(${text})`];
  return over(r.one(outer), ranges);
}

const families: readonly Family[] = [...basics, ...basics, combined, combined, composed, productOfCurves, disguised];

/** A formula of two or three variables. */
export function inSeveral(r: Random, names: readonly string[]): Shape {
  return r.one(families)(r, names);
}
