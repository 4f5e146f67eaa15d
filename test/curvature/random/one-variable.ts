import { coefficient as c, exponent, modest as m, type Random } from './random.ts';

/** Writes a formula around an atom (a name, or a sum in brackets), and where it is to be looked at. */
export interface Shape {
  readonly text: string;
  /** Ranges that suit it, most wanted first; general ones are tried after them. */
  readonly ranges: readonly (readonly [string, string])[];
}

type Family = (r: Random, u: string) => Shape;

const anywhere = (text: string): Shape => ({ text, ranges: [] });
const over = (text: string, ...ranges: readonly (readonly [string, string])[]): Shape => ({ text, ranges });
const pick = (r: Random): string => (r.chance(0.3) ? '-' : '');
const joins = (r: Random): string => r.one([' + ', ' + ', ' - ']);

function polynomial(r: Random, u: string): Shape {
  const degree = r.whole(1, 5);
  const terms = [`${pick(r)}${c(r)}*${u}^${degree + 1}`];
  for (let k = degree; k >= 1; k--) if (r.chance(0.5)) terms.push(`${c(r)}*${u}${k > 1 ? `^${k}` : ''}`);
  if (r.chance(0.4)) terms.push(c(r));
  return anywhere(terms.reduce((a, b) => a + joins(r) + b));
}

function factored(r: Random, u: string): Shape {
  const factor = (): string => `(${u}${joins(r)}${m(r)})${r.chance(0.3) ? '^2' : ''}`;
  return anywhere(Array.from({ length: r.whole(2, 3) }, factor).join('*'));
}

function fraction(r: Random, u: string): Shape {
  return anywhere(
    r.one([
      () => `${c(r)}*${u}/(${c(r)} + ${u})`,
      () => `${c(r)}/(${c(r)} + ${u})`,
      () => `(${c(r)} + ${c(r)}*${u})/(${c(r)} + ${u}^2)`,
      () => `${u}^2/(${c(r)} + ${c(r)}*${u})`,
      () => `${c(r)}/${u} + ${c(r)}*${u}`,
      () => `(${u}^2${joins(r)}${m(r)}*${u}${joins(r)}${m(r)})/(${u} + ${m(r)})`,
      () => `${c(r)}/(${m(r)} + ${m(r)}*${u}^2)${joins(r)}${c(r)}*${u}^2`,
      () => `1/(${u} + ${m(r)})${joins(r)}1/(${u} + ${c(r)})`,
      () => `${u}/(1 + ${u}) + ${u}/(${m(r)} + ${u}^2)`,
    ])(),
  );
}

function hill(r: Random, u: string): Shape {
  const n = exponent(r);
  const k = m(r);
  return over(
    r.one([
      () => `${c(r)}*${u}^${n}/(${k}^${n} + ${u}^${n})`,
      () => `${c(r)}/(1 + (${u}/${k})^${n})`,
      () => `${u}^${n}/(${u}^${n} + (1 - ${u})^${n})`,
    ])(),
    ['0', '1'],
    ['0', m(r)],
  );
}

function powers(r: Random, u: string): Shape {
  const terms = Array.from({ length: r.whole(1, 4) }, () => `${c(r)}*${u}^${exponent(r, 0.1)}`);
  return over(
    terms.reduce((a, b) => a + joins(r) + b),
    ['0', m(r)],
    ['0.1', c(r)],
  );
}

/** Frontiers as people write them, down to where they end. */
function bowl(r: Random, u: string): Shape {
  const [p, q, s] = [exponent(r), exponent(r), r.one(['1', '2', '4', '8', '100'])];
  return over(
    r.one([
      () => `${c(r)}*(1 - (${u}/${s})^${p})^${q}`,
      () => `(${s}^${p} - ${u}^${p})^${q}`,
      () => `(1 - (${u}/${s})^${p})^(1/${p})`,
      () => `${c(r)}*sqrt(1 - (${u}/${s})^2)`,
      () => `${c(r)}*(1 - ${u}/${s})^${p}`,
      () => `(sqrt(${s}) - sqrt(${u}))^2`,
      () => `${c(r)} - ${c(r)}*${u}^${p}`,
    ])(),
    ['0', s],
    ['0', s],
    ['0.01', s],
  );
}

function root(r: Random, u: string): Shape {
  return over(
    r.one([
      () => `sqrt(${c(r)} + ${u})`,
      () => `sqrt(${c(r)} + ${c(r)}*${u}^2)`,
      () => `sqrt(${u}^2 + ${m(r)}*${u} + ${c(r)}) - ${c(r)}*${u}`,
      () => `${c(r)}*sqrt(${u})${joins(r)}${c(r)}*${u}`,
      () => `${u}*sqrt(${m(r)} + ${u})`,
      () => `sqrt(${u}) + sqrt(${m(r)} + ${u}^2)`,
      () => `(${m(r)} + sqrt(${u}))^${exponent(r)}`,
      () => `${u}/sqrt(${m(r)} + ${u}^2)`,
      () => `sqrt(${u})*(${m(r)} - ${u})`,
    ])(),
    ['0', m(r)],
  );
}

function exponential(r: Random, u: string): Shape {
  return anywhere(
    r.one([
      () => `${c(r)}*exp(-${m(r)}*${u})`,
      () => `${c(r)}*(1 - exp(-${m(r)}*${u}))`,
      () => `${c(r)}*exp(${m(r)}*${u}) + ${c(r)}*exp(-${m(r)}*${u})`,
      () => `exp(${u})${joins(r)}${c(r)}*${u}^${r.whole(2, 4)}`,
      () => `${u}*exp(-${m(r)}*${u})`,
      () => `${u}^${exponent(r)}*exp(-${u}/${m(r)})`,
      () => `${m(r)}^${u}`,
      () => `(${m(r)} + ${u})*exp(${pick(r)}${u})`,
      () => `exp(-1/(${m(r)} + ${u}^2))`,
      () => `(1 - exp(-${m(r)}*${u}))^${exponent(r)}`,
    ])(),
  );
}

function logarithm(r: Random, u: string): Shape {
  return over(
    r.one([
      () => `${c(r)}*ln(1 + ${c(r)}*${u})`,
      () => `${u}*ln(${u})`,
      () => `${u}^${exponent(r)}*ln(${u})`,
      () => `ln(1 + exp(${u}))${joins(r)}${c(r)}*${u}`,
      () => `log10(${m(r)} + ${u})`,
      () => `ln(${m(r)} + ${u}^2)`,
      () => `${u} - ${m(r)}*ln(${m(r)} + ${u})`,
      () => `ln(${u})^2`,
      () => `ln(${u})/${u}`,
      () => `-${u}*ln(${u}) - (1 - ${u})*ln(1 - ${u})`,
      () => `ln(1 + ${u}^${exponent(r)})`,
      () => `ln(exp(${m(r)}*${u}) + ${m(r)})`,
    ])(),
    [r.one(['0.01', '0.1', '0.5', '0.001']), r.one(['0.9', '2', '5', '10'])],
  );
}

function sShape(r: Random, u: string): Shape {
  const k = m(r);
  return over(
    r.one([
      () => `${c(r)}/(1 + exp(-${k}*(${u} - ${m(r)})))`,
      () => `${c(r)}*sigmoid(${k}*${u})`,
      () => `${c(r)}*tanh(${k}*${u})`,
      () => `${c(r)} - ${c(r)}*tanh((${u} - ${m(r)})/${k})`,
      () => `exp(-((${u} - ${m(r)})/${k})^2)`,
      () => `exp(-${u}^2/2)`,
      () => `${c(r)}*exp(-${m(r)}*exp(-${k}*${u}))`,
      () => `${u}^2*(3 - 2*${u})`,
      () => `6*${u}^5 - 15*${u}^4 + 10*${u}^3`,
      () => `tanh(${u}) + ${c(r)}*${u}`,
      () => `${u}*sigmoid(${k}*${u})`,
      () => `sigmoid(${u})*(1 - sigmoid(${u}))`,
      () => `1 - exp(-(${u}/${k})^${exponent(r)})`,
      () => `1/(1 + exp(-${u})) - 1/(1 + exp(-${k}*${u}))`,
    ])(),
    ['0', m(r)],
    ['-3', '3'],
    ['0', '1'],
    ['-6', '0'],
    ['0', '10'],
  );
}

function wave(r: Random, u: string): Shape {
  return over(
    r.one([
      () => `${c(r)}*sin(${m(r)}*${u})`,
      () => `${c(r)}*cos(${u})${joins(r)}${c(r)}*${u}`,
      () => `${u} + ${c(r)}*sin(${u})`,
      () => `${u}^2/2${joins(r)}${c(r)}*cos(${u})`,
      () => `sin(${u})^2`,
      () => `exp(-${u})*sin(${u})`,
      () => `${u}*sin(${u})`,
      () => `sin(${u}) + sin(2*${u})/${m(r)}`,
      () => `cos(${u}^2)`,
      () => `sqrt(${m(r)} + sin(${u}))`,
      () => `sin(${u}) - ${u} + ${u}^3/6`,
      () => `${c(r)}*sin(pi*${u})`,
      () => `${c(r)}*sin(${u}) + ${c(r)}*cos(${u})`,
    ])(),
    ['0', '3.14'],
    ['0', '1.5'],
    ['0', '1'],
    ['-1.5', '1.5'],
    ['0', r.one(['6', '10', '20'])],
  );
}

function kink(r: Random, u: string): Shape {
  const [a, b] = [m(r), m(r)];
  return over(
    r.one([
      () => `abs(${u} - ${a})`,
      () => `max(0, ${u} - ${a})^${exponent(r)}`,
      () => `min(${a}, ${b}*${u})`,
      () => `max(${u}^2, ${a} + ${b}*${u})`,
      () => `min(${a}*${u}, ${b} + ${u}/${a})`,
      () => `${c(r)}*max(0, ${u} - ${a}) + ${c(r)}*max(0, ${u} - ${b})`,
      () => `max(0, ${u} - ${a}) - ${c(r)}*max(0, ${u} - ${b})`,
      () => `abs(${u} - ${a})^${exponent(r)}`,
      () => `min(${a}, exp(${u}) - 1)`,
      () => `abs(${u})*${u}`,
      () => `${u}^2 + ${c(r)}*abs(${u} - ${a})`,
      () => `min(${a}*${u}, ${b}, ${a} + ${b} - ${u})`,
      () => `sqrt(abs(${u} - ${a}))`,
      () => `max(sqrt(${u}), ${u}/${a})`,
      () => `min(1, ${u}/${a})^${exponent(r)}`,
      () => `sqrt(${u}*sin(${u}))`,
      () => `(exp(${u}) - 1 - ${u})^${exponent(r)}`,
      () => `sqrt(${m(r)} - ${m(r)}*cos(${u}))`,
      () => `abs(sin(${u}))`,
      () => `max(exp(-${u}), ${a} - ${u})`,
    ])(),
    ['0', r.one(['4', '5', '10'])],
    ['-3', '3'],
    ['0', '1'],
  );
}

function branch(r: Random, u: string): Shape {
  const [a, b] = [String(r.whole(1, 3)), m(r)];
  return over(
    r.one([
      () => `(if ${u} < ${a} then ${b}*${u} else ${b}*${a} + ${c(r)}*(${u} - ${a}))`,
      () => `(if ${u} <= ${a} then ${u}^2 else ${2 * Number(a)}*${u} - ${Number(a) ** 2})`,
      () => `(if ${u} < ${a} then 0 else ${c(r)}*(${u} - ${a})^2)`,
      () => `(if ${u} < ${a} then ${u} else ${b}*${u})`,
      () => `(if ${u} > ${a} then ${c(r)}*ln(${u}/${a}) + ${c(r)} else ${b}*${u})`,
      () => `(if ${u} < ${a} then ${u}^2/2 else if ${u} < ${Number(a) + 1} then ${a}*${u} else ${u}^2)`,
      () => `(if ${u} <= ${a} then sqrt(${u}) else sqrt(${a}) + (${u} - ${a})/${c(r)})`,
    ])(),
    ['0', '5'],
    ['0', '4'],
  );
}

function disguised(r: Random, u: string): Shape {
  const k = m(r);
  return over(
    r.one([
      () => `${u}^2 - ${u}*${u} + ${k}*${u}`,
      () => `(${u} + ${k})^2 - (${u} - ${k})^2`,
      () => `ln(exp(${k}*${u} + 1))`,
      () => `(${u}^3)^(1/3)`,
      () => `exp(ln(${u}) + ${k})`,
      () => `max(${u}, ${k}) + min(${u}, ${k})`,
      () => `sin(${u})^2 + cos(${u})^2 + ${u}`,
      () => `sqrt((${u} + ${k})^2)`,
      () => `log10(10^${u})`,
      () => `(${u}^2 - ${k}*${u})/${u}`,
      () => `tanh(${u}) - (exp(${u}) - exp(-${u}))/(exp(${u}) + exp(-${u}))`,
      () => `sigmoid(${u}) - 1/(1 + exp(-${u})) + ${k}*${u}`,
      () => `sigmoid(${u}) + sigmoid(-${u})`,
      () => `tanh(${u}) - 2*sigmoid(2*${u}) + ${u}`,
      () => `(${u} + 1)^3 - ${u}^3 - 3*${u}^2`,
      () => `exp(${k}*ln(${u}))/${u}^${k} + ${u}`,
      () => `abs(${u} + ${k}) - abs(-${k} - ${u}) + ${u}`,
      () => `exp(${u})*exp(-${u}) + ${u}`,
      () => `ln(${u}^${k}) - ${k}*ln(${u}) + ${u}`,
      () => `(exp(${u}) + exp(-${u}))^2 - exp(2*${u}) - exp(-2*${u})`,
    ])(),
    ['0.5', '2'],
    ['-1', '1'],
  );
}

/** A straight line with the slightest bend. */
function tiny(r: Random, u: string): Shape {
  const bent = basic(r, u);
  return { text: `${c(r)}*${u} + ${r.one(['1e-9', '1e-12', '1e-6'])}*(${bent.text})`, ranges: bent.ranges };
}

const basics: readonly Family[] = [
  polynomial,
  factored,
  fraction,
  hill,
  powers,
  bowl,
  root,
  exponential,
  logarithm,
  sShape,
  wave,
  kink,
  branch,
];

function basic(r: Random, u: string): Shape {
  return r.one(basics)(r, u);
}

function combined(r: Random, u: string): Shape {
  const [a, b] = [basic(r, u), basic(r, u)];
  const text = r.one([
    `${a.text} + ${c(r)}*(${b.text})`,
    `${a.text} - ${c(r)}*(${b.text})`,
    `(${a.text})*(${b.text})`,
    `max(${a.text}, ${b.text})`,
    `min(${a.text}, ${b.text})`,
    `(${a.text})/(1 + (${b.text})^2)`,
  ]);
  return { text, ranges: [...a.ranges, ...b.ranges] };
}

function composed(r: Random, u: string): Shape {
  const { text, ranges } = basic(r, u);
  const outer = r.one([
    `sqrt(1 + (${text})^2)`,
    `exp(-(${text}))`,
    `ln(1 + (${text})^2)`,
    `(${text})^2`,
    `1/(1 + (${text})^2)`,
    `tanh(${text})`,
    `abs(${text})`,
    `sigmoid(${text})`,
    `(${text})^${exponent(r, 0.2)}`,
    `max(0, ${text})`,
    `ln(1 + exp(${text}))`,
    `sqrt(${text})`,
    `1 - exp(-(${text}))`,
    `ln(${text})`,
  ]);
  return { text: outer, ranges };
}

const weighted: readonly (readonly [number, Family])[] = [
  [11, basic],
  [2, combined],
  [2, composed],
  [1, disguised],
  [0.5, tiny],
];

/** A formula of one atom: a name, or anything in brackets. */
export function inOne(r: Random, u: string): Shape {
  let at = r.unit() * weighted.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, family] of weighted) {
    at -= weight;
    if (at < 0) return family(r, u);
  }
  return basic(r, u);
}
