import { describe, expect, it } from 'vitest';
import { headline } from '../../src/report/text/headline.ts';
import type { EconomyKind, Solution } from '../../src/solver/solution.ts';
import { TREE_SOLUTION } from './sample.ts';

const kind = (size: number, mix: Readonly<Record<string, number>>): EconomyKind => {
  const made = Object.entries(mix).sort((a, b) => b[1] - a[1]);
  return { label: made.map(([good]) => good).join('+'), size, mix };
};

const solved = (change: Partial<Solution>): Solution => ({
  ...TREE_SOLUTION,
  prices: { wood: 2, leaves: 1 },
  pricesDiverge: false,
  onePrice: { holds: true, spread: 0, interior: 2, atBound: 0 },
  ...change,
});

const unproven = { code: 'unproven-curvature', severity: 'information', message: 'Not proven.', origin: 0 } as const;

describe('the headline of a page', () => {
  const cases: readonly (readonly [string, Solution, string, string])[] = [
    [
      'of a trace',
      solved({ status: 'optimal', objective: null, totals: null, agents: [], diagnostics: [] }),
      'All that can be had',
      'Nothing is chosen: this is the Pareto frontier of what all can make together.',
    ],
    [
      'of a trace of three goods, which a page does not hold',
      solved({
        ...{ status: 'optimal', objective: null, totals: null, agents: [], diagnostics: [] },
        goods: ['wood', 'leaves', 'bark'],
      }),
      'All that can be had',
      'Nothing is chosen: `econ trace` samples the Pareto frontier of what all can make together.',
    ],
    [
      'of a price that is not unique',
      solved({
        kinds: [kind(2, { wood: 1 })],
        priceIntervals: { wood: 1, leaves: [0.5, 2] },
        prices: { wood: 1, leaves: 1 },
      }),
      'One price',
      'For everyone one more of wood is worth 0.5 to 2 of leaves. 1 kind: 2 make only wood.',
    ],
    [
      'of what leaves nothing to trade off',
      solved({ kinds: [kind(2, { wood: 1 })], prices: { wood: 1, leaves: 0 } }),
      'Nothing to trade off',
      '1 kind: 2 make only wood.',
    ],
    [
      'of what cannot be',
      solved({
        status: 'infeasible',
        totals: null,
        diagnostics: [],
        notes: ['Nobody can make wood.', 'It has no value.'],
      }),
      'No solution',
      'Nobody can make wood. It has no value.',
    ],
    [
      'counts kinds of the same goods together',
      solved({ kinds: [kind(1, { wood: 0.6, leaves: 0.4 }), kind(1, { leaves: 0.7, wood: 0.3 })] }),
      'One price',
      'For everyone one more of wood is worth 2 of leaves. 2 kinds: both mix wood and leaves, in different proportions.',
    ],
    [
      'of specialists at one end, whom prices support',
      solved({
        onePrice: { holds: false, spread: 0, interior: 0, atBound: 2 },
        kinds: [kind(2, { wood: 1, leaves: 0 })],
      }),
      'Supported by prices',
      'One more of wood is worth 2 of leaves, and nobody would change. But some stand at the very end of a frontier that bends inward, where their own prices differ. 1 kind: 2 make only wood.',
    ],
    [
      'of many in different proportions',
      solved({
        onePrice: { holds: false, spread: 1, interior: 6, atBound: 0 },
        kinds: [kind(3, { wood: 0.9, leaves: 0.1 }), kind(3, { leaves: 0.8, wood: 0.2 })],
      }),
      'No single price',
      'No price supports what everyone does. 2 kinds: all 6 mix wood and leaves, in different proportions.',
    ],
    [
      'speaks for everyone only where nobody is at a bound',
      solved({
        onePrice: { holds: true, spread: 0, interior: 1, atBound: 1 },
        kinds: [kind(1, { wood: 1 }), kind(1, { wood: 0.5, leaves: 0.5 })],
      }),
      'One price',
      'One more of wood is worth 2 of leaves, and nobody would change. 2 kinds: 1 makes only wood; 1 mixes wood and leaves.',
    ],
    [
      'of specialists beside generalists',
      solved({
        pricesDiverge: true,
        kinds: [kind(7, { leaves: 0.5, wood: 0.3, bark: 0.2 }), kind(1, { wood: 1 })],
        goods: ['wood', 'leaves', 'bark'],
      }),
      'Specialists and generalists',
      '2 kinds: 7 mix wood, leaves and bark; 1 makes only wood. Their prices diverge.',
    ],
    ['of nobody', solved({ agents: [], kinds: [] }), 'Nobody yet', 'Add an agent with a frontier.'],
    [
      'of a frontier that is not proven',
      solved({ status: 'invalid', totals: null, diagnostics: [unproven] }),
      'Not solved',
      'Not proven.',
    ],
  ];
  it.each(cases)('%s', (_, solution, words, sentence) => {
    expect(headline(solution)).toMatchObject({ words, sentence });
  });
});
