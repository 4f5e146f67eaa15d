import { describe, expect, it } from 'vitest';
import { linearProgram } from '../../../src/solver/linear-program.ts';
import { solveText } from '../solve-text.ts';

const twoPeople = `good x, y
  agent a { endowment x = 1, y = 2
    utility x^0.1*y^0.9 }
  agent b { endowment x = 2, y = 1
    utility x^0.1*y^0.9 }
  market`;

describe('what a market answers', () => {
  it('judges assertions at the first equilibrium', () => {
    const { asserts } = solveText(`${twoPeople}
      assert price(y) / price(x) ~= 9 within 1e-9
      assert total(x) == 3
      assert a mixes`);
    expect(asserts.map(({ holds }) => holds)).toEqual([true, true, true]);
  });

  it('says who trades what, and why there is no other equilibrium', () => {
    const { notes, objective } = solveText(twoPeople);
    expect(objective).toBeNull();
    expect(notes.some((note) => note.includes('a sells 0.1 y and buys 0.9 x'))).toBe(true);
    expect(notes.some((note) => note.startsWith('No other equilibrium exists'))).toBe(true);
  });

  it('is the same to the last bit each time', () => {
    expect(JSON.stringify(solveText(twoPeople))).toBe(JSON.stringify(solveText(twoPeople)));
  });

  it('does not call an economy without equilibrium what it did not look at', () => {
    const { status, notes } = solveText(twoPeople, { signal: { aborted: true } });
    expect(status).toBe('bounded');
    expect(notes).toEqual(['The search was stopped before it found prices.']);
  });

  it('refuses a market without consumers', () => {
    expect(solveText('good x\nagent a { frontier x <= 1 }\nmarket').status).toBe('invalid');
  });

  it('gives members of one agent the bundles they choose, and a mean of them', () => {
    const { agents, equilibria } = solveText(`good x, y
      agent c[10] { endowment x = 1, y = 1
        utility x^2 + y^2 }
      market`);
    expect(agents[0]?.kinds.map(({ label, count }) => [label, count])).toEqual([
      ['x', 5],
      ['y', 5],
    ]);
    expect(equilibria?.[0]?.allocation.c?.x).toBeCloseTo(1, 9);
  });
});

describe('linear programs', () => {
  it.each([
    // x + y = 4, x − y = 1 (two equations, one point).
    {
      rows: [
        [1, 1],
        [1, -1],
      ],
      right: [4, 1],
      costs: [0, 0],
      at: [2.5, 1.5],
    },
    // Least x + 2y with x + y + s = 3, x <= 2: all slack.
    { rows: [[1, 1, 1]], right: [3], costs: [1, 2, 0], at: [0, 0, 3] },
    // Cheapest diet of two foods: 2x + y >= 4, x + 3y >= 6 at 3 and 4: x = 1.2, y = 1.6.
    {
      rows: [
        [2, 1, -1, 0],
        [1, 3, 0, -1],
      ],
      right: [4, 6],
      costs: [3, 4, 0, 0],
      at: [1.2, 1.6, 0, 0],
    },
  ])('are solved: $right', ({ rows, right, costs, at }) => {
    const found = linearProgram(rows, right, costs);
    for (const [k, value] of at.entries()) expect(found?.[k]).toBeCloseTo(value, 12);
  });

  it('have none where nothing fits or costs fall without end', () => {
    expect(linearProgram([[1, 1]], [-1], [0, 0])).toBeNull();
    expect(linearProgram([[1, -1]], [0], [-1, 0])).toBeNull();
  });
});
