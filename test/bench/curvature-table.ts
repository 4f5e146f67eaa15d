import { readFileSync } from 'node:fs';
import { judgeByRules } from '../../src/curvature/judge-by-rules.ts';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import type { Verdict } from '../../src/curvature/verdict.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import type { Rational } from '../../src/math/rational/rational.ts';
import { drawn } from '../curvature/random/draw.ts';
import { SWEEP } from '../curvature/random/sweep.ts';
import { exact, formula } from '../curvature/reading.ts';

interface Case {
  readonly text: string;
  readonly domain: ReadonlyMap<string, { readonly lo: Rational; readonly hi: Rational }>;
  /** Null where nothing but the prover knows it. */
  readonly truth: Verdict | null;
}

type Judge = (e: Expression, domain: Case['domain']) => Verdict;

const prover: Judge = (e, domain) => judgeFunction(e, domain).verdict;

/** The sample of verified expressions and the random ones, by the prover and by composition rules alone. */
export function curvatureTable(): string {
  const sample = sampleCases();
  const [one, several] = [sample.filter((c) => c.domain.size === 1), sample.filter((c) => c.domain.size > 1)];
  for (const c of sample) repeated(c, prover);
  const rows = [
    ['curvature', 'cases', 'decided', 'wrong', 'median', 'p95', 'worst'],
    row('sample, one variable', one, prover, 9),
    row('  by rules alone', one, judgeByRules, 9),
    row('sample, several variables', several, prover, 9),
    row('  by rules alone', several, judgeByRules, 9),
    ...randomRows(),
  ];
  const widths = rows[0]?.map((_, k) => Math.max(...rows.map((r) => r[k]?.length ?? 0))) ?? [];
  return `${rows.map((r) => r.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0))).join('  ')).join('\n')}\n`;
}

/** The tests judge all of the sweep. */
const EVERY = 5;

function randomRows(): readonly (readonly string[])[] {
  const cases = Array.from({ length: SWEEP / EVERY }, (_, i): Case => {
    const { text, ranges } = drawn(i * EVERY);
    return {
      text,
      domain: new Map([...ranges].map(([n, [lo, hi]]) => [n, { lo: exact(lo), hi: exact(hi) }])),
      truth: null,
    };
  });
  return [row('random formulas, cold', cases, prover, 1), row('  by rules alone', cases, judgeByRules, 1)];
}

function row(name: string, cases: readonly Case[], judge: Judge, runs: number): readonly string[] {
  const results = cases.map((c) => ({ c, ...repeated(c, judge, runs) }));
  const times = results.map((r) => r.time).sort((a, b) => a - b);
  const decided = results.filter((r) => r.verdict !== 'unknown');
  const wrong = decided.filter((r) => r.c.truth !== null && r.verdict !== r.c.truth).length;
  const at = (share: number): string =>
    milliseconds(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const known = cases.every((c) => c.truth !== null);
  return [
    name,
    String(cases.length),
    `${((100 * decided.length) / cases.length).toFixed(1)} %`,
    known ? String(wrong) : '',
    at(0.5),
    at(0.95),
    at(1),
  ];
}

/** The median over runs, each on a formula read anew, so that nothing is remembered. */
function repeated(c: Case, judge: Judge, runs = 5): { readonly verdict: Verdict; readonly time: number } {
  const times: number[] = [];
  let verdict: Verdict = 'unknown';
  for (let i = 0; i < runs; i++) {
    const e = formula(c.text);
    const start = performance.now();
    verdict = judge(e, c.domain);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { verdict, time: times[runs >> 1] ?? 0 };
}

function sampleCases(): readonly Case[] {
  const text = readFileSync(new URL('../cases/curvature-sample.ndjson', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const { expr, domain, truth } = JSON.parse(line) as {
        readonly expr: string;
        readonly domain: Readonly<Record<string, readonly [number, number]>>;
        readonly truth: Verdict;
      };
      const ranges = Object.entries(domain).map(
        ([n, [lo, hi]]) => [n, { lo: exact(String(lo)), hi: exact(String(hi)) }] as const,
      );
      return { text: expr, domain: new Map(ranges), truth };
    });
}

function milliseconds(value: number): string {
  return value < 1 ? `${(value * 1000).toPrecision(3)} µs` : `${value.toPrecision(3)} ms`;
}
