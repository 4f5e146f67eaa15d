import { describe, expect, it } from 'vitest';
import { solveText } from './solve-text.ts';

const technologies = ['time^0.6', 'time^1.5', 'max(0, time - 0.2)', '2*time^2/(0.2 + time^2)'];
const tasks = (count: number, shift: number): string =>
  `good x, y, z\n${Array.from({ length: count }, (_, i) => {
    const own = ['x', 'y', 'z'].map(
      (good, j) => `${good} = ${1 + ((i * 3 + j + shift) % 7) / 5} * ${technologies[(i + 2 * j + shift) % 4]}`,
    );
    return `agent A${i} { budget time <= 1 ${own.join(' ')} }`;
  }).join('\n')}\nmaximize x*y*z`;

describe('many members of three goods, all bent in their own way', () => {
  it.each([
    [13, 0],
    [20, 0],
    [40, 0],
    [40, 1],
    [40, 2],
  ])('%i of them (%i) come within a thousandth of what is proven', (count, shift) => {
    const { objective, totals } = solveText(tasks(count, shift), { work: 4000 });
    if (objective === null || totals === null) throw new Error('no plan');
    expect(objective.gap).toBeLessThan(1e-3);
    expect(objective.upperBound).toBeGreaterThanOrEqual(objective.value);
    expect((totals.x ?? 0) * (totals.y ?? 0) * (totals.z ?? 0)).toBeCloseTo(objective.value, 6);
  });
});
