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
    const { notes, objective, equilibria } = solveText(twoPeople);
    expect(objective).toBeNull();
    expect(equilibria?.[0]?.trades?.a?.x).toBeCloseTo(0.9, 9);
    expect(equilibria?.[0]?.trades?.a?.y).toBeCloseTo(-0.1, 9);
    expect(notes.join(' ')).not.toMatch(/buys|spends/);
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

describe('what a market says of other equilibria', () => {
  const twins = (weight: string): string => `good x, y
    agent a { endowment x = 1
      utility -${weight}*x^-4 - y^-4 }
    agent b { endowment y = 1
      utility -x^-4 - ${weight}*y^-4 }
    market`;

  it.each([
    // p = 1 is one by symmetry; its index is negative where goods are poor substitutes and each likes its own: two others stand beside it.
    { name: 'three, proven', text: twins('1024'), found: 3, says: 'There are exactly 3 equilibria' },
    { name: 'one, proven', text: twins('1'), found: 1, says: 'enclosed at all price ratios in interval arithmetic' },
    {
      name: 'one, as complements and substitutes meet',
      text: `good x, y
        agent a { endowment x = 3
          utility min(x, 2*y) }
        agent b { endowment y = 2
          utility x + 3*y }
        agent c { endowment x = 1, y = 1
          utility x^0.3*y^0.7 }
        market`,
      found: 1,
      says: 'No other equilibrium exists',
    },
    {
      name: 'none beside a range',
      text: `good x, y
        agent a { endowment x = 1
          utility 2*x + y }
        agent b { endowment y = 1
          utility x + 3*y }
        market`,
      found: 1,
      says: 'Every price of x between',
    },
  ])('$name', ({ text, found, says }) => {
    const { status, equilibria, notes } = solveText(text);
    expect(status).toBe('optimal');
    expect(equilibria?.length).toBe(found);
    expect(notes.join(' ')).toContain(says);
  });

  it('calls nothing impossible that it merely did not find', () => {
    const stopped = solveText(
      `good x, y
        agent a { endowment x = 1
          utility x^0.5 + ln(1 + y) }
        agent b { endowment x = 1, y = 1
          utility x*y + sin(x) }
        market`,
      { signal: { aborted: true } },
    );
    expect(stopped.status).toBe('bounded');
  });
});

describe('prices of more goods that are not unique', () => {
  it.each([
    {
      // F makes z only and G x only, and A wants x and z at 2 : 1; y is dear enough that A leaves it (1) and cheap enough that G does (2).
      name: 'what nobody makes or buys',
      text: `good x, y, z
        agent A { endowment x = 1
          utility x + y + 2*z }
        agent F { frontier x + y/2 + z/3 <= 4 }
        agent G { frontier x/2 + y + z <= 4 }
        market`,
      intervals: { x: 1, y: [1, 2], z: 2 },
    },
    {
      // Each costs the hours it takes.
      name: 'none, where all is made',
      text: `good x, y, z
        agent A { budget t <= 12
          x = t
          y = 2*t
          z = t/2
          utility x*y*z }
        market`,
      intervals: { x: 1, y: 0.5, z: 2 },
    },
  ])('$name', ({ text, intervals }) => {
    const { priceIntervals } = solveText(text);
    for (const [good, wanted] of Object.entries(intervals)) {
      const found = [priceIntervals?.[good]].flat();
      expect(found).toHaveLength([wanted].flat().length);
      [wanted].flat().forEach((price, k) => {
        expect(found[k]).toBeCloseTo(price, 6);
      });
    }
  });
});

describe('members who differ, in a market', () => {
  it('trade one by one, and own what they make', () => {
    const { status, equilibria, agents } = solveText(`good a, b
      agent Ann[20] { vary s ~ uniform(1, 2)
        frontier a/s + b <= 1
        utility a^0.5*b^0.5 }
      agent Bea { endowment b = 10
        utility a^0.5*b^0.5 }
      market`);
    expect(status).toBe('optimal');
    expect(agents.map(({ agent, count }) => [agent, count])).toEqual([
      ['Ann', 20],
      ['Bea', 1],
    ]);
    const [first] = equilibria ?? [];
    const [p, made] = [first?.prices.b ?? 0, first?.producers?.[0]?.made ?? {}];
    // What all get is what there is; half of each income goes to each good.
    expect(20 * (first?.allocation.Ann?.a ?? 0) + (first?.allocation.Bea?.a ?? 0)).toBeCloseTo(20 * (made.a ?? 0), 8);
    expect(first?.allocation.Ann?.a).toBeCloseTo(p * (first?.allocation.Ann?.b ?? 0), 9);
  });

  it('are refused by name where they are too many', () => {
    const { status, notes } = solveText(`good a, b
      agent Ann[5000] { vary s ~ uniform(1, 2)
        frontier a/s + b <= 1
        utility a^0.5*b^0.5 }
      market`);
    expect(status).toBe('invalid');
    expect(notes[0]).toMatch(/^Ann has 5,000 members that differ.*at most 400/);
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
