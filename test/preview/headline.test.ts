import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { headline, statusBadge } from '../../src/preview/webview/words/headline.ts';
import type { Solution } from '../../src/solver/solution.ts';
import { agent, analysis, kind, solution } from './fixtures/analysis.ts';
import { forms, grass, mixed, noObjective, orchard, ricardo, sphere, tree, unsolved } from './fixtures/economies.ts';
import { market, traced } from './fixtures/markets.ts';

const NOBODY_GAINS = 'Nobody can gain by shifting work.';

/** Two growers of apples, bananas and cherries at given prices. */
function growers(prices: Record<string, number>, more: Partial<Solution> = {}): Analysis {
  const goods = Object.keys(prices);
  const grower = (name: string) => agent(name, 'concave', [kind({ label: goods.join('+'), outputs: {} })]);
  const onePrice = { holds: true, spread: 0, interior: 2, atBound: 0 };
  return analysis({
    solution: solution({ goods, prices, onePrice, agents: [grower('Alice'), grower('Bob')], ...more }),
  });
}

/** Members whose own price of an apple in bananas is given, supported by no price. */
function unsupported(owns: readonly number[]): Analysis {
  const kinds = owns.map((own) => kind({ label: 'apples', outputs: {}, virtualPrices: { apples: own, bananas: 1 } }));
  const onePrice = { holds: false, spread: 0.1, interior: owns.length, atBound: 0 };
  const dualPrices = { apples: 1, bananas: 1 };
  return analysis({
    solution: solution({ goods: ['apples', 'bananas'], dualPrices, onePrice, agents: [agent('Ann', 'mixed', kinds)] }),
  });
}

const withSolution = (given: Analysis, change: Partial<Solution>): Analysis => ({
  ...given,
  solution: { ...given.solution, ...change },
});

describe('the headline', () => {
  const cases: readonly [state: string, given: Analysis, title: string, sentence: string][] = [
    ['a market', market(), 'An equilibrium', '1 apple = 2 bananas: nobody would change.'],
    [
      'a market with several equilibria',
      market(3, ['There are 3 equilibria.']),
      '3 equilibria',
      'There are 3 equilibria. 1 apple = 2 bananas: nobody would change.',
    ],
    [
      'a market whose members do not add up',
      withSolution(market(1, ['Whole members cannot add up.']), { status: 'bounded', prices: null }),
      'No equilibrium found',
      'Whole members cannot add up.',
    ],
    [
      'a market without prices',
      withSolution(market(0, ['Nobody has bananas.']), { status: 'infeasible', totals: null }),
      'No equilibrium',
      'Nobody has bananas.',
    ],
    [
      'a traced frontier',
      traced(),
      'All that can be had',
      'From 3 bananas to 3 apples. It has 2 dents: between 0.707107 apples with 2.70711 bananas and 1.70711 apples with 1.70711 bananas and between 1.70711 apples with 1.70711 bananas and 2.70711 apples with 0.707107 bananas. Prices support their ends, and no price leads to what lies inside.',
    ],
    ['one price', orchard(), 'One price', `1 apple = 1.691 bananas, for everyone. ${NOBODY_GAINS}`],
    [
      'one price of measured goods',
      grass(),
      'One price',
      `1 kg of wood = 1 m2 of leaves, for everyone. ${NOBODY_GAINS}`,
    ],
    [
      'one price of three goods',
      growers({ apples: 1, bananas: 0.5, cherries: 0.1 }),
      'One price',
      `1 apple = 2 bananas = 10 cherries, for everyone. ${NOBODY_GAINS}`,
    ],
    [
      'a free good',
      growers({ apples: 1, bananas: 0.5, cherries: 0 }),
      'One price',
      `1 apple = 2 bananas; cherries cost nothing, for everyone. ${NOBODY_GAINS}`,
    ],
    [
      'one price that is an interval',
      growers({ apples: 1, bananas: 0.5 }, { priceIntervals: { apples: 1, bananas: [0.4, 0.5] } }),
      'One price',
      `1 apple = 2 to 2.5 bananas, for everyone. ${NOBODY_GAINS}`,
    ],
    [
      'a price with no upper end',
      growers({ apples: 1, bananas: 0.5 }, { priceIntervals: { apples: 1, bananas: [0, 0.5] } }),
      'One price',
      `1 apple = 2 or more bananas, for everyone. ${NOBODY_GAINS}`,
    ],
    [
      'one price at corners',
      ricardo(),
      'One price, at the corners',
      '1 cloth = 1 wine. Each makes what it is relatively best at: England makes only cloth and Portugal makes only wine.',
    ],
    ['specialists', tree(), 'Specialists', '2 kinds: 5 make only wood, 5 make only leaves. Their prices diverge.'],
    [
      'specialists and generalists, not closed',
      mixed(),
      'Specialists and generalists',
      '2 kinds: 5 mix bananas and apples; 2 make only apples. Their prices diverge. The best found so far: at most 0.33 % below the best possible.',
    ],
    [
      'kinds of three goods',
      sphere(),
      'Specialists and generalists',
      '4 kinds: 10 mix wood, leaves and bark; 5 make only leaves; 4 make only wood; 3 make only bark. Their prices diverge.',
    ],
    [
      'prices that support what ends do',
      forms(),
      'Supported by prices',
      'At 1 apple = 1.667 to 2.5 bananas nobody wants to change; but some stand at the very end of a frontier that bends inward, where their own prices differ.',
    ],
    [
      'own prices that differ, and nothing that supports them',
      unsupported([0.8, 1.25]),
      'No single price',
      'To one, 1 more apple costs 0.8 bananas; to another, 1.25.',
    ],
    [
      'a dent',
      unsupported([1, 1]),
      'No single price',
      'No price makes each choose what is best for all: some sit in a dent.',
    ],
    [
      'no objective',
      noObjective(),
      'No objective yet',
      'Write what to maximize, for example “maximize apples * bananas”, and a point will be chosen.',
    ],
    [
      'infeasible',
      unsolved('infeasible'),
      'No solution',
      'Nothing that these agents can make gives the objective a value.',
    ],
    [
      'unbounded',
      unsolved('unbounded'),
      'No end to it',
      'Some frontier has no end, so there is always more to be had: give it a bound.',
    ],
    [
      'errors',
      unsolved('invalid', 'The good “aples” is not declared.'),
      'Not solved yet',
      'The good “aples” is not declared.',
    ],
    [
      'errors without words',
      unsolved('invalid'),
      'Not solved yet',
      'The model has errors: the editor marks each of them.',
    ],
    ['no agents', growers({ apples: 1, bananas: 1 }, { agents: [] }), 'Nobody yet', 'Add an agent with a frontier.'],
  ];
  it.each(cases)('of %s', (_, given, title, sentence) => {
    expect(headline(given)).toMatchObject({ title, sentence });
  });

  it('names at most four kinds', () => {
    const kinds = ['a', 'b', 'c', 'd', 'e', 'f'].map((label, i) => ({ label, size: 10 - i, mix: { [label]: 1 } }));
    const said = headline(growers({ a: 1, b: 1 }, { kinds, pricesDiverge: true })).sentence;
    expect(said).toBe(
      '6 kinds: 10 make only a, 9 make only b, 8 make only c, 7 make only d, 2 more kinds. Their prices diverge.',
    );
  });

  it('reads prices of goods whose names every object has', () => {
    expect(headline(growers({ apples: 1, toString: 2 })).sentence).toBe(
      `1 apple = 0.5 toString, for everyone. ${NOBODY_GAINS}`,
    );
  });
});

describe('the status badge', () => {
  it.each([
    ['✓ optimal · gap 2e-13 · 3 ms', orchard()],
    ['✓ optimal · gap 0 · 2 ms', tree()],
    ['≈ bounded · gap 0.33 % · 1.34 s', mixed()],
    ['nothing to solve · 3 ms', unsolved('optimal')],
    ['✕ infeasible · 3 ms', unsolved('infeasible')],
    ['∞ unbounded · 3 ms', unsolved('unbounded')],
    ['! errors · 3 ms', unsolved('invalid')],
  ])('%s', (text, given) => {
    expect(statusBadge(given)).toBe(text);
  });
});
