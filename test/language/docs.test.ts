import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import type { FindingCode } from '../../src/economy/finding.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { tablesIn } from './tables.ts';

const PAGES = new URL('../../docs/diagnostics/', import.meta.url);

/** Every code, and whether reading alone finds it, proving or solving does, or nothing does yet. */
const CODES: Readonly<Record<FindingCode, 'read' | 'solve' | 'later'>> = {
  syntax: 'read',
  'unknown-name': 'read',
  'duplicate-name': 'read',
  'unit-mismatch': 'read',
  'not-a-frontier': 'read',
  'unbounded-frontier': 'solve',
  'empty-frontier': 'solve',
  'undefined-value': 'solve',
  'bad-range': 'read',
  'bad-count': 'read',
  'several-objectives': 'read',
  'objective-not-concave': 'solve',
  'bad-shares': 'read',
  'no-utility': 'read',
  'without-market': 'read',
  'too-deep': 'read',
  'file-not-found': 'read',
  'unknown-column': 'read',
  'bad-data': 'read',
  'cyclic-definition': 'read',
  'failed-assertion': 'solve',
  'not-yet-supported': 'read',
  'convex-frontier': 'solve',
  'mixed-frontier': 'solve',
  'dominated-part': 'solve',
  'not-pareto-optimal': 'solve',
  'unused-good': 'read',
  'unused-param': 'read',
  'unproduced-good': 'read',
  'shadowed-name': 'read',
  'unproven-curvature': 'later',
  'no-objective': 'read',
};

const codes = Object.keys(CODES) as FindingCode[];

function examplesOf(code: FindingCode): readonly string[] {
  const page = readFileSync(new URL(`${code}.md`, PAGES), 'utf8');
  return [...page.matchAll(/```econ\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
}

/** The file that examples name. */
const readTable = tablesIn({ 'sites.csv': 'name,area,apple_yield,banana_yield\nNorth slope,2.5,3.1,0.8\n' });

function codesIn(text: string, isSolved: boolean): readonly FindingCode[] {
  const { economy, findings } = parseEconomy(text, '', { readTable });
  const all = isSolved ? analyze(economy, { findings, picture: false }).solution.diagnostics : findings;
  return all.map(({ code }) => code);
}

test('every code has a page, and no page is left over', () => {
  expect(codes.filter((code) => !existsSync(new URL(`${code}.md`, PAGES)))).toEqual([]);
  expect(readdirSync(PAGES).sort()).toEqual(codes.map((code) => `${code}.md`).sort());
});

test.each(codes.filter((code) => CODES[code] !== 'later'))(
  'the first example of %s shows it, the second is mended',
  (code) => {
    const [wrong = '', mended = ''] = examplesOf(code);
    const isSolved = CODES[code] === 'solve';
    expect(codesIn(wrong, isSolved)).toContain(code);
    expect(mended).not.toBe('');
    expect(codesIn(mended, isSolved)).not.toContain(code);
    expect(parseEconomy(mended, '', { readTable }).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);
