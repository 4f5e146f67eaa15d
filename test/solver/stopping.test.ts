import { describe, expect, it } from 'vitest';
import { solveText } from './solve-text.ts';

const technologies = ['time^0.6', 'time^1.5', 'max(0, time - 0.2)', '2*time^2/(0.2 + time^2)'];
const tasks = (count: number): string =>
  `good x, y, z\n${Array.from({ length: count }, (_, i) => {
    const own = ['x', 'y', 'z'].map(
      (good, j) => `${good} = ${1 + ((i * 3 + j) % 7) / 5} * ${technologies[(i + 2 * j) % 4]}`,
    );
    return `agent A${i} { budget time <= 1 ${own.join(' ')} }`;
  }).join('\n')}\nmaximize x*y*z`;
const curves = (count: number): string =>
  `good a, b\n${Array.from({ length: count }, (_, i) => `agent A${i} { frontier b = ${1 + (i % 7) / 5} * (1 - a^${0.4 + (i % 5) / 4})^2 for a in 0..1 }`).join('\n')}\nmaximize a*b`;

/** Asks to stop at the n-th question, so that it is the same at every run. */
function stopAfter(questions: number): { readonly aborted: boolean } {
  let asked = 0;
  return {
    get aborted() {
      asked++;
      return asked > questions;
    },
  };
}

describe('asked to stop', () => {
  it.each(
    [tasks(5), tasks(30), curves(12), curves(150)].flatMap((text, k) =>
      [0, 1, 7, 40, 200].map((questions): [number, number, string] => [k, questions, text]),
    ),
  )('economy %i after %i looks it has a plan and a bound', (_, questions, text) => {
    const { status, objective, totals, agents } = solveText(text, { signal: stopAfter(questions) });
    expect(['optimal', 'bounded']).toContain(status);
    if (objective === null || totals === null) throw new Error('no plan');
    expect(objective.value).toBeGreaterThanOrEqual(0);
    expect(objective.upperBound).toBeGreaterThanOrEqual(objective.value);
    for (const [good, total] of Object.entries(totals)) {
      const made = agents.flatMap(({ kinds }) => kinds.map(({ count, outputs }) => count * (outputs[good] ?? 0)));
      expect(total).toBeCloseTo(
        made.reduce((a, b) => a + b, 0),
        9,
      );
    }
  });

  it('never proves less than the whole search finds', () => {
    const text = tasks(4);
    const best = solveText(text).objective?.value ?? Number.NaN;
    for (const questions of [0, 3, 30, 300])
      expect(solveText(text, { signal: stopAfter(questions) }).objective?.upperBound).toBeGreaterThanOrEqual(best);
  });

  it('does not ask members one by one for the report, and says so', () => {
    const text = tasks(30);
    const { agents, notes, dualPrices } = solveText(text, { signal: stopAfter(40) });
    expect(agents.every(({ kinds }) => kinds.every(({ supportingPrices }) => supportingPrices === null))).toBe(true);
    expect(agents.some(({ kinds }) => kinds.some(({ virtualPrices }) => virtualPrices !== null))).toBe(true);
    expect(dualPrices).not.toBeNull();
    expect(notes.join(' ')).toContain('Stopped before every member was asked');
  });
});
