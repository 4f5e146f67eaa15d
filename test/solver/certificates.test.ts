import { describe, expect, it } from 'vitest';
import { generator, middlingEconomy, pointsOf } from './brute-force.ts';
import { solveText } from './solve-text.ts';

type Welfare = (totals: readonly number[]) => number;
type Choices = readonly (readonly number[])[];

/**
 * The welfare of allocations that are certainly feasible: from several starts each member in turn takes the best of its choices until
 * none gains. No proven bound may lie below; an optimum may not lie below it either.
 */
function climbed(members: readonly Choices[], welfare: Welfare, seed: number): number {
  const draw = generator(seed);
  let best = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < 8; start++) {
    const at = members.map((choices) => choices[Math.floor(draw() * choices.length)] ?? []);
    best = Math.max(best, ascent(members, welfare, at));
  }
  return best;
}

function ascent(members: readonly Choices[], welfare: Welfare, at: (readonly number[])[]): number {
  let best = welfare(summed(at));
  for (let sweep = 0; sweep < 20; sweep++) {
    const before = best;
    members.forEach((choices, i) => {
      const rest = summed(at.filter((_, k) => k !== i));
      for (const choice of choices) {
        const value = welfare(choice.map((y, j) => y + (rest[j] ?? 0)));
        if (value > best) {
          best = value;
          at[i] = choice;
        }
      }
    });
    if (!(best > before)) break;
  }
  return best;
}

const summed = (points: Choices): readonly number[] =>
  (points[0] ?? []).map((_, j) => points.reduce((sum, point) => sum + (point[j] ?? 0), 0));

function expectCertified(text: string, found: number, work?: number): void {
  const { objective, status } = solveText(text, work === undefined ? {} : { work });
  if (objective === null) throw new Error(`${status} for\n${text}`);
  expect(objective.value, text).toBeLessThanOrEqual(objective.upperBound);
  expect(objective.upperBound, text).toBeLessThanOrEqual(objective.dualBound);
  expect(found, text).toBeLessThanOrEqual(objective.upperBound + 1e-9 * Math.max(1, Math.abs(found)));
  if (status === 'optimal') expect(objective.value, text).toBeGreaterThanOrEqual(found - 1e-6 * Math.abs(found) - 1e-9);
}

describe('two to six agents of two goods', () => {
  it.each(Array.from({ length: 240 }, (_, i) => i))('seed %i: no feasible allocation beats the bound', (seed) => {
    const { text, members, welfare } = middlingEconomy(seed);
    const choices = members.map((member) => pointsOf(member, 120));
    expectCertified(
      text,
      climbed(choices, ([a = 0, b = 0]) => welfare(a, b), seed),
    );
  });
});

const technologies: readonly (readonly [text: string, of: (t: number) => number])[] = [
  ['time^0.6', (t) => t ** 0.6],
  ['2 * time', (t) => 2 * t],
  ['time^1.05', (t) => t ** 1.05],
  ['time^1.5', (t) => t ** 1.5],
  ['3 * time^2', (t) => 3 * t * t],
  ['max(0, time - 0.2)', (t) => Math.max(0, t - 0.2)],
];

const objectives: readonly (readonly [text: string, of: Welfare])[] = [
  ['x * y * z', ([x = 0, y = 0, z = 0]) => x * y * z],
  ['sqrt(x) + sqrt(y) + 2*sqrt(z)', ([x = 0, y = 0, z = 0]) => Math.sqrt(x) + Math.sqrt(y) + 2 * Math.sqrt(z)],
  ['min(x, 2*y, z)', ([x = 0, y = 0, z = 0]) => Math.min(x, 2 * y, z)],
];

const splits = Array.from({ length: 21 }, (_, i) =>
  Array.from({ length: 21 - i }, (__, j) => [i / 20, j / 20, (20 - i - j) / 20]),
).flat();

describe('two to six members with three tasks', () => {
  // Convex, linear and concave tasks by turns, so that members inside, on faces and at corners all occur.
  it.each(Array.from({ length: 80 }, (_, i) => i))(
    'seed %i: no feasible allocation beats the bound',
    (seed) => {
      const draw = generator(90_000 + seed);
      const from = seed % 2 === 0 ? technologies.slice(1, 5) : technologies;
      const agents = Array.from({ length: 1 + Math.floor(draw() * 2) }, () => ({
        count: 1 + Math.floor(draw() * 3),
        tasks: ['x', 'y', 'z'].map(
          () => from[Math.floor(draw() * from.length)] ?? (['time', (t: number) => t] as const),
        ),
      }));
      const [objective, welfare] = objectives[Math.floor(draw() * objectives.length)] ?? ['x', () => 0];
      const bodies = agents.map(
        ({ count, tasks }, i) =>
          `agent A${i}[${count}] { budget time <= 1 ${tasks.map(([text], j) => `${'xyz'[j]} = ${text}`).join(' ')} }`,
      );
      const choices = agents.flatMap(({ count, tasks }) => {
        const own = splits.map((split) => split.map((t, j) => tasks[j]?.[1](t) ?? 0));
        return Array.from({ length: count }, () => own);
      });
      const text = `good x, y, z\n${bodies.join('\n')}\nmaximize ${objective}`;
      expectCertified(text, climbed(choices, welfare, seed), 2000);
    },
    60_000,
  );
});

describe('the same text', () => {
  it('gives the same bits', () => {
    for (const seed of [3, 17, 40, 101, 160, 239]) {
      const { text } = middlingEconomy(seed);
      expect(JSON.stringify(solveText(text))).toBe(JSON.stringify(solveText(text)));
    }
  });
});
