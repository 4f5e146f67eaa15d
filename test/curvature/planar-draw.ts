import type { Random } from './random/random.ts';

/** The body of a random agent with two goods, as a person might write it: every form, with kinks, jumps, dips and set-up costs. */
export function drawnFrontier(r: Random): string {
  return r.one([explicit, explicit, implicit, implicit, budget, budget, points, several])(r);
}

export const amounts = ['0.1', '0.25', '0.3', '0.5', '0.7', '1', '1.5', '2', '3', '4', '5', '7', '10'] as const;
const exponents = ['0.3', '0.5', '0.7', '0.9', '1.001', '1.1', '1.3', '1.5', '2', '2.5', '3'] as const;

/** A use of a good (rising from 0), or what a technology makes of an amount. */
export function rising(r: Random, x: string): string {
  const [k, m, p] = [r.one(amounts), r.one(amounts), r.one(exponents)];
  return r.one([
    () => `${k}*${x}`,
    () => `${k}*${x}^${p}`,
    () => `(${x}/${k})^${p}`,
    () => `sqrt(${x}/${k})`,
    () => `${k}*${x} + ${m}*${x}^${p}`,
    () => `ln(1 + ${k}*${x})`,
    () => `exp(${k}*${x}/10) - 1`,
    () => `${k}*${x}^2 + ${m}*${x}`,
    () => `tanh(${x}/${k})`,
    () => `${x}^2/(${k} + ${x}^2)`,
    () => `${x}/(${k} + ${x})`,
  ])();
}

/** What a technology may make: also nothing below a set-up cost, a plateau, a jump, too much of a good thing. */
function made(r: Random, x: string): string {
  const [k, m] = [r.one(amounts), r.one(amounts)];
  return r.one([
    () => rising(r, x),
    () => rising(r, x),
    () => rising(r, x),
    () => `max(0, ${k}*(${x} - ${m}/4))`,
    () => `max(0, ${x} - ${m}/4)^${r.one(exponents)}`,
    () => `min(${k}*${x}, ${m})`,
    () => `if ${x} < ${m}/3 then 0 else ${k}*${x}`,
    () => `${x}*(${k} - ${x}/${m})`,
    () => `max(${rising(r, x)}, ${rising(r, x)})`,
    () => `min(${rising(r, x)}, ${rising(r, x)})`,
    () => `${k}/(1 + exp(-${m}*(${x} - 1)))`,
  ])();
}

function explicit(r: Random): string {
  const [k, m, p] = [r.one(amounts), r.one(amounts), r.one(exponents)];
  return r.one([
    () => `frontier b = ${k} - ${rising(r, 'a')}`,
    () => `frontier b = ${k} - ${rising(r, 'a')} - ${rising(r, 'a')}`,
    () => `frontier b = ${k}*sqrt(1 - (a/${m})^2)`,
    () => `frontier b = (${k} - ${rising(r, 'a')})^2`,
    () => `frontier b = max(0, ${k} - ${rising(r, 'a')})^${p}`,
    () => `frontier b = sqrt(${k} - ${rising(r, 'a')})`,
    () => `frontier b = min(${k} - ${rising(r, 'a')}, ${m} - ${rising(r, 'a')})`,
    () => `frontier b = max(${k} - ${rising(r, 'a')}, ${m} - ${rising(r, 'a')})`,
    () => `frontier b = if a < ${m}/3 then ${k} - ${rising(r, 'a')} else ${m} - ${rising(r, 'a')}`,
    () => `frontier b = a*(${k} - a)`,
    () => `frontier b = ${k} + ${m}*a - ${r.one(amounts)}*a^2`,
    () => `frontier b = ${k} - a + ${m}*sin(${r.one(amounts)}*a)/5 for a in 0..${k}/2`,
    () => `frontier b = ${k} - (${made(r, 'a')}) for a in 0..${m}/3`,
    () => `frontier b = ${k}/(1 + exp(${m}*(a - 1))) for a in 0..3`,
    () => `frontier b = min(${k}, ${m} - ${rising(r, 'a')})`,
    () => `frontier b = ${k} - a + ${m}*(a - 1)^2/4 for a in 0..2`,
    () => `frontier b = ${k}/(${m} + a) - 0.1`,
    () => `frontier b = abs(${k} - a)/2 + ${m} - a for a in 0..${m}/2`,
  ])();
}

function implicit(r: Random): string {
  const [k, m, p] = [r.one(amounts), r.one(amounts), r.one(exponents)];
  return r.one([
    () => `frontier ${rising(r, 'a')} + ${rising(r, 'b')} <= ${k}`,
    () => `frontier ${rising(r, 'a')} + ${k}*b^${p} <= ${m}`,
    () => `frontier (${rising(r, 'a')} + ${k}*b)^${p} <= ${m}`,
    () => `frontier sqrt(a^2 + ${k}*b^2) <= ${m}`,
    () => `frontier a + b + ${k}*a*b <= ${m}`,
    () => `frontier a^2 + ${k}*a*b + b^2 <= ${m}`,
    () => `frontier max(${rising(r, 'a')} + b, a + ${k}*b) <= ${m}`,
    () => `frontier (a/${k})^${p} + (b/${m})^${p} <= 1`,
    () => `frontier a^${p} + b^${p} <= ${k}`,
    () => `frontier exp(a) + exp(b) <= ${k} + 2`,
    () => `frontier ${rising(r, 'a')} + b <= ${k}\nfrontier a <= ${m}`,
    () => `frontier (1 + ${rising(r, 'a')})*(1 + b) <= ${k} + 1`,
  ])();
}

function several(r: Random): string {
  const [k, m] = [r.one(amounts), r.one(amounts)];
  return r.one([
    () => `frontier ${rising(r, 'a')} + b <= ${k}\nfrontier a + ${rising(r, 'b')} <= ${m}`,
    () => `frontier a + ${m}*b <= ${k}\nfrontier ${k}*a + b <= ${m}`,
    () => `frontier a*b <= ${k}\nfrontier a <= ${m}\nfrontier b <= ${m}`,
  ])();
}

function budget(r: Random): string {
  return `budget time <= ${r.one(amounts)}\na = ${made(r, 'time')}\nb = ${made(r, 'time')}`;
}

function points(r: Random): string {
  const count = 1 + r.whole(0, 5);
  const place = (): string => `(${r.whole(0, 8)}, ${r.whole(0, 8)})`;
  const list = Array.from({ length: count }, place).join(', ');
  return `frontier ${r.chance(0.5) ? 'through' : 'among'} (a, b): (0, 1), ${list}`;
}
