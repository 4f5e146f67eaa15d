import { expect, test } from 'vitest';
import { parseEconomy } from '../../src/language/parse.ts';

const GOODS = 'good a, b\n';

function chain(length: number, link: (index: number) => string): string {
  return Array.from({ length }, (_, index) => link(index)).join('\n');
}

/** Texts that would take a parser's stack, or all memory: each gets one clear error, and what comes after it is read. */
const TOO_DEEP: readonly (readonly [string, string])[] = [
  ['parentheses', `let x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
  ['parentheses never closed', `let x = ${'('.repeat(100_000)}`],
  ['one parenthesis too many', `let x = ${'('.repeat(65)}1${')'.repeat(65)}`],
  ['signs', `let x = ${'-'.repeat(1000)}1`],
  ['powers', `let x = ${'2^'.repeat(1000)}1`],
  ['ifs', `let x = ${'if 1 < 2 then 1 else '.repeat(100)}2`],
  ['nots', `let x = if ${'not '.repeat(100)}1 < 2 then 1 else 2`],
  ['calls', `let x = ${'abs('.repeat(70)}1${')'.repeat(70)}`],
  ['groups', `${'group G { '.repeat(100)}${'}'.repeat(100)}`],
  ['a long sum', `let x = 1${' + 1'.repeat(50_000)}`],
  ['long sums within each other', `let x = ${'('.repeat(60)}1${`${' + 1'.repeat(100)})`.repeat(60)}`],
  ['a long condition', `let x = if 1 < 2${' and 1 < 2'.repeat(10_000)} then 1 else 2`],
  ['lets that double', `let l0 = 1\n${chain(60, (i) => `let l${i + 1} = l${i} + l${i}`)}`],
  ['lets that double, with units', `unit kg\nlet l0 = 1\n${chain(60, (i) => `let l${i + 1} = l${i} + l${i}`)}`],
  ['funs that double', `fun f0(x) = x\n${chain(60, (i) => `fun f${i + 1}(x) = f${i}(x) + f${i}(x)`)}`],
  ['arguments that double', `fun d(x) = x + x\nlet y = ${'d('.repeat(60)}1${')'.repeat(60)}`],
  ['a long chain of lets', `let l0 = 1\n${chain(10_000, (i) => `let l${i + 1} = l${i} + 1`)}`],
  ['the same backwards', `${chain(10_000, (i) => `let l${10_000 - i} = l${9_999 - i} + 1`)}\nlet l0 = 1`],
];

test.each(TOO_DEEP)('%s', (_, text) => {
  const { findings, economy } = parseEconomy(`${text}\n${GOODS}agent Last { frontier a + b <= 1 }\nmaximize a * b`);
  const errors = findings.filter(({ severity, code }) => severity === 'error' && code !== 'not-yet-supported');
  const codes = new Set(errors.map(({ code }) => code));
  expect([...codes]).toEqual(['too-deep']);
  if (!text.endsWith('('))
    expect(economy.agents.map(({ name, frontier }) => [name, frontier?.kind])).toEqual([['Last', 'implicit']]);
  expect(parseEconomy(`${GOODS}agent A { frontier a + b <= 1 }\nmaximize a * b`).findings).toEqual([]);
});

const DEEP_ENOUGH: readonly (readonly [string, string])[] = [
  ['64 parentheses', `let x = ${'('.repeat(64)}1${')'.repeat(64)}`],
  ['400 terms', `let x = 1${' + 2*3*4'.repeat(400)}`],
  ['60 pieces', `let x = ${'if 1 < 2 then 1 else '.repeat(60)}2`],
  ['many technologies', `good a\nagent A { budget h <= 1\n${'a = if h < 1 then h else 1\n'.repeat(1)}}\nmaximize a`],
  ['many lines with an if each', chain(200, (i) => `let l${i} = if 1 < 2 then -1 else 2^2`)],
];

test.each(DEEP_ENOUGH)('%s is fine', (_, text) => {
  expect(parseEconomy(text).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a caller that has used up most of the stack gets an answer, and spoils no later one', () => {
  const text = `let x = ${'('.repeat(64)}1 2${')'.repeat(64)}\n${GOODS}agent A { frontier a + b <= 1 }`;
  const within = (frames: number): ReturnType<typeof parseEconomy> =>
    frames === 0 ? parseEconomy(text) : within(frames - 1);
  for (let frames = 0; frames < 7_000; frames += 500) {
    const { findings } = within(frames);
    expect(findings.some(({ code }) => code === 'syntax' || code === 'too-deep')).toBe(true);
    expect(parseEconomy(`${GOODS}agent A { frontier a + b <= 1 }\nmaximize a * b`).findings).toEqual([]);
  }
});
