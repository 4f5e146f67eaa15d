import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { plain } from '../../src/report/text/paint.ts';
import { solutionText } from '../../src/report/text/solution-text.ts';
import type { Equilibrium, Solution } from '../../src/solver/solution.ts';
import { TREE, TREE_SOLUTION } from './sample.ts';

const EQUILIBRIUM: Equilibrium = {
  prices: { apples: 1, bananas: 0.5 },
  allocation: { Ann: { apples: 4, bananas: 6 }, Bob: { apples: 7, bananas: 2 } },
  excess: { apples: 0, bananas: 0 },
  trades: { Ann: { apples: -2, bananas: 4 }, Bob: { apples: 1, bananas: -2 } },
  producers: [{ name: 'Mill', firm: true, count: 1, made: { apples: -1, bananas: 2 }, profit: 0 }],
};

const consumer = (
  agent: string,
  count: number,
  outputs: Readonly<Record<string, number>>,
): Solution['agents'][number] => ({
  agent,
  count,
  verdict: 'concave',
  kinds: [
    {
      ...{ label: 'apples+bananas', count, outputs, mix: { apples: 0.5, bananas: 0.5 }, specialization: 0 },
      ...{ at: 'interior', virtualPrices: null, numeraire: null, supportingPrices: null },
    },
  ],
});

function page(change: Partial<Solution>): string {
  const solution: Solution = {
    ...TREE_SOLUTION,
    ...{ objective: null, goods: ['apples', 'bananas'], totals: { apples: 11, bananas: 8 }, numeraire: 'apples' },
    ...{
      prices: EQUILIBRIUM.prices,
      priceIntervals: null,
      onePrice: null,
      pricesDiverge: false,
      kinds: [],
      asserts: [],
    },
    agents: [consumer('Ann', 1, { apples: 4, bananas: 6 }), consumer('Bob', 2, { apples: 7, bananas: 2 })],
    ...{ equilibria: [EQUILIBRIUM], notes: ['Verified.'], discreteness: null, diagnostics: [] },
    ...change,
  };
  const goods = solution.goods.map((name) => ({ name, unit: null }));
  const analysis: Analysis = { ...TREE, name: 'Fair', goods, curvature: [], params: [], solution };
  return solutionText(analysis, plain, 'fair.econ');
}

describe('a market as a page', () => {
  it.each([
    ['what is left of a free good is no trade', { apples: -2, bananas: 4 }, 'buys 4 bananas'],
    ['what is taken of a free good is told', { apples: 3, bananas: 0 }, 'takes 3 free apples'],
    ['nor is it paid with', { apples: 3, bananas: -1 }, 'sells 1 bananas and takes 3 free apples'],
  ])('%s', (_, own, words) => {
    const prices = { apples: 0, bananas: 1 };
    expect(page({ equilibria: [{ ...EQUILIBRIUM, prices, trades: { Ann: own } }] })).toContain(`  ${words}\n`);
  });

  it('says who has and trades what, and what firms make', () => {
    expect(page({})).toBe(`Fair  fair.econ · optimal · 12 ms

An equilibrium.  One more of apples is worth 2 of bananas, and nobody would change.

  good     total  price
  apples      11      1
  bananas      8    0.5

  consumer  members  taste           apples  bananas  trades
  Ann             1  likes mixtures       4        6  2 apples for 4 bananas
  Bob             2  likes mixtures       7        2  2 bananas for 1 apples

  firm  apples  bananas  profit
  Mill      −1       +2       0

  · Verified.
`);
  });

  it('puts several equilibria side by side', () => {
    const other = { ...EQUILIBRIUM, prices: { apples: 1, bananas: 3 } };
    const several = page({ equilibria: [EQUILIBRIUM, other], notes: ['There are 2 equilibria.', 'Verified.'] });
    expect(several).toContain('2 equilibria.  There are 2 equilibria. One more of apples');
    expect(several).toContain(
      [
        '  price of  equilibrium 1  equilibrium 2',
        '  apples                1              1',
        '  bananas             0.5              3',
      ].join('\n'),
    );
    expect(several.match(/There are 2 equilibria/g)).toHaveLength(1);
  });

  it('says once that there is none, and whose prices are shown', () => {
    const none = page({ status: 'bounded', prices: null, notes: ['No equilibrium was found: 1 apples too much.'] });
    expect(none).toContain('No equilibrium found.  No equilibrium was found: 1 apples too much.');
    expect(none).toContain('dual price');
    expect(none.match(/was found/g)).toHaveLength(1);
  });

  it('says why not even prices were found', () => {
    const none = page({
      ...{ status: 'infeasible', totals: null, prices: null, dualPrices: null, equilibria: [], agents: [] },
      notes: ['No prices were found at which demand and supply agree.'],
    });
    expect(none).toBe(
      'Fair  fair.econ · infeasible · 12 ms\n\nNo equilibrium.  No prices were found at which demand and supply agree.\n',
    );
  });

  it('keeps what agents with frontiers make apart from what they consume', () => {
    const maker = { name: 'Ann', firm: false, count: 1, made: { apples: 6, bananas: 0 }, profit: 6 };
    const both = page({ equilibria: [{ ...EQUILIBRIUM, producers: [maker] }] });
    expect(both).toContain('each makes');
    expect(both).not.toContain('Bob            2  concave');
  });
});
