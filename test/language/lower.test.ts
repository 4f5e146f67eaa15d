import { describe, expect, test } from 'vitest';
import type { Agent, Economy } from '../../src/economy/economy.ts';
import { parseEconomy, parseExpression } from '../../src/language/parse.ts';
import { compile } from '../../src/math/expression/compile.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { print, printCondition } from '../../src/math/expression/print.ts';
import { plain } from './check.ts';
import { EVERYTHING } from './everything.ts';

const GOODS = 'good apples, bananas\n';

function read(text: string): Economy {
  const { economy, findings } = parseEconomy(text);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return economy;
}

function onlyAgent(clauses: string, before = GOODS): Agent {
  const [agent] = read(`${before}agent A { ${clauses} }`).agents;
  if (agent === undefined) throw new Error('no agent');
  return agent;
}

const shown = (e: Expression | null): string | null => e && print(e);

/** Frontiers in words: what is written, and what the solver receives. */
function describeFrontier({ frontier }: Agent): unknown {
  switch (frontier?.kind) {
    case undefined:
      return null;
    case 'explicit':
      return [
        frontier.good,
        print(frontier.formula),
        ...frontier.inputs.map(({ good, from, to }) => [good, shown(from), shown(to)]),
      ];
    case 'implicit':
      return [frontier.goods, ...frontier.constraints.map(({ level, bound }) => `${print(level)} <= ${print(bound)}`)];
    case 'through':
    case 'among':
      return [frontier.kind, frontier.goods, ...frontier.points.map((point) => point.map(print))];
    case 'budget':
      return [
        frontier.budget,
        print(frontier.amount),
        ...frontier.technologies.map(({ good, formula }) => [good, print(formula)]),
      ];
    default:
      return frontier satisfies never;
  }
}

const FRONTIERS: readonly (readonly [string, unknown])[] = [
  ['frontier bananas = 10 - apples', ['bananas', '10 - apples', ['apples', null, null]]],
  ['frontier bananas = 12 - apples^2/3 for apples in 0..6', ['bananas', '12 - apples^2/3', ['apples', '0', '6']]],
  ['frontier bananas = 5', ['bananas', '5']],
  ['frontier bananas = 5 for apples in 0..6', ['bananas', '5', ['apples', '0', '6']]],
  ['frontier apples + bananas <= 1', [['apples', 'bananas'], 'apples + bananas <= 1']],
  ['frontier bananas + apples < 1', [['apples', 'bananas'], 'bananas + apples <= 1']],
  ['frontier 1 >= apples + bananas', [['apples', 'bananas'], 'apples + bananas <= 1']],
  ['frontier (1 > apples)', [['apples'], 'apples <= 1']],
  ['frontier apples <= 1 frontier bananas <= 2', [['apples', 'bananas'], 'apples <= 1', 'bananas <= 2']],
  [
    'frontier through (apples, bananas): (0, 2*3), (4, 0)',
    ['through', ['apples', 'bananas'], ['0', '2*3'], ['4', '0']],
  ],
  ['frontier among (bananas): (1)', ['among', ['bananas'], ['1']]],
  ['budget hours <= 8 apples = 3*hours bananas = hours', ['hours', '8', ['apples', '3*hours'], ['bananas', 'hours']]],
  ['frontier bananas = hill(apples, 2, 3)', ['bananas', 'apples^3/(2^3 + apples^3)', ['apples', null, null]]],
  ['frontier bananas = pow(apples, 2)', ['bananas', 'apples^2', ['apples', null, null]]],
];

test.each(FRONTIERS)('%s', (clauses, expected) => expect(describeFrontier(onlyAgent(clauses))).toEqual(expected));

describe('names', () => {
  test('lets and funs are written out where they stand, whatever stands around their use', () => {
    const text = `${GOODS}param k = 2\nlet top = 10 * k\nfun f(x, y) = x + y * top\nagent A { budget k2 <= 8\n apples = f(k2, 1)\n bananas = k2 }`;
    expect(describeFrontier(read(text).agents[0] as Agent)).toEqual([
      'k2',
      '8',
      ['apples', 'k2 + 1*(10*k)'],
      ['bananas', 'k2'],
    ]);
  });

  test('an argument hides a good, and a budget hides a param but not inside a let', () => {
    const text = `${GOODS}param k = 2\nlet twice = 2 * k\nfun f(apples) = apples^2\nagent A { budget k <= 8\n apples = f(k) + twice\n bananas = k }`;
    const [agent] = read(text).agents;
    expect(describeFrontier(agent as Agent)).toEqual([
      'k (budget)',
      '8',
      ['apples', 'k (budget)^2 + 2*k'],
      ['bananas', 'k (budget)'],
    ]);
  });

  test('a fun of the file wins over the library', () => {
    expect(
      describeFrontier(onlyAgent('frontier bananas = 9 - leontief(apples, 1)', `${GOODS}fun leontief(x, y) = x\n`)),
    ).toEqual(['bananas', '9 - apples', ['apples', null, null]]);
  });

  test('words of the language are names where nothing else fits', () => {
    const text =
      'good at, seed, prices, trace, market, in, for\nagent one { budget price <= 3\n in = 2*price\n for = 3*price\n at = price\n at in = 3, for = 2 }\nmaximize at*seed*prices*trace*market*in*for\nagent B { frontier at = 3 - seed for seed in 0..3 }\nagent C { frontier prices + trace + market <= 1 }';
    const { agents } = read(text);
    expect(agents.map(describeFrontier)).toEqual([
      ['price', '3', ['in', '2*price'], ['for', '3*price'], ['at', 'price']],
      ['at', '3 - seed', ['seed', '0', '3']],
      [['prices', 'trace', 'market'], 'prices + trace + market <= 1'],
    ]);
    expect(agents[0]?.at.map(({ good }) => good)).toEqual(['in', 'for']);
  });

  test('a line that begins with a parenthesis, a bracket, a minus or a dot continues the one before', () => {
    const text = `${GOODS}agent A { frontier bananas = sqrt\n(apples)\n- 2\n}`;
    expect(describeFrontier(read(text).agents[0] as Agent)).toEqual([
      'bananas',
      'sqrt(apples) - 2',
      ['apples', null, null],
    ]);
  });
});

/** Amounts are in the unit of what they are of; names of units multiply. */
const UNITS = 'unit kg, h\nunit tonne = 1000 [kg], day = 24 [h]\nunit bale = 0.5 [tonne]\n';
const CONVERSIONS: readonly (readonly [string, string, Readonly<Record<string, number>>, number])[] = [
  ['good wood : tonne, x', 'frontier wood = 500 [kg] + 1 [tonne] - 0 [bale]', {}, 1.5],
  ['good wood : kg, x', 'frontier wood = 2 [bale] - 1 [tonne] + 3', {}, 3],
  ['good wood : tonne, bark : kg', 'frontier wood = 3 [tonne] - bark', { bark: 500 }, 2.5],
  ['good wood : kg, bark : tonne', 'frontier wood = 3000 - bark', { bark: 1 }, 2000],
  ['good wood : kg, bark : tonne', 'frontier wood = 10 * sqrt(1 - (bark/8)^2)', { bark: 0 }, 10],
  ['good wood : kg/day, x', 'frontier wood = 1 [kg/h] + 0 * x', { x: 0 }, 24],
  ['good wood : kg, x : h', 'frontier wood = 2 [kg/h] * x', { x: 3 }, 6],
  ['good wood : kg, x : day', 'frontier wood = 2 [kg/h] * x', { x: 1 }, 48],
  ['good wood : kg, x', 'frontier wood = 100 [tonne] / 2 [tonne] * 3', {}, 150],
  ['good share, wood : kg', 'frontier share = 1 - wood / 2 [tonne]', { wood: 500 }, 0.75],
  ['good wood : kg, bark : tonne', 'frontier wood = max(bark, 500 [kg])', { bark: 0.25 }, 500],
  ['good wood : kg, bark : tonne', 'frontier wood = if bark < 300 [kg] then 1 else 2', { bark: 0.2 }, 1],
  ['good area : kg^2, x : tonne', 'frontier area = x^2', { x: 2 }, 4e6],
  ['good root : kg, x : kg^2', 'frontier root = sqrt(x)', { x: 9 }, 3],
  [
    'good wood : kg, bark : tonne\nfun both(p, q) = p + q\nlet some = 7 [kg]',
    'frontier wood = both(some, bark)',
    { bark: 1 },
    1007,
  ],
];

test.each(CONVERSIONS)('%s; %s', (goods, clause, values, expected) => {
  const text = `${UNITS}${goods}\nagent A { ${clause} }`;
  const [agent] = read(text).agents;
  if (agent?.frontier?.kind !== 'explicit') throw new Error('not explicit');
  const names = Object.keys(values);
  expect(compile(agent.frontier.formula, names)(Object.values(values))).toBeCloseTo(expected, 12);
});

test('domains, stated amounts, points, budgets and params are converted too', () => {
  const { agents, params } =
    read(`${UNITS}good wood : kg, x\nparam land = 2 [tonne] in 500 [kg]..3 [tonne] step 100 [kg]
agent A { frontier x = 1 - wood/land for wood in 0..1 [tonne] at wood = 0.2 [tonne] }
agent B { frontier through (wood, x): (0, 1), (1 [tonne], 0) }
agent C { budget time <= 1 [day]\n wood = 2 [kg/h] * time\n x = time / 1 [h] }`);
  expect(plain(params)).toEqual([{ name: 'land', value: 2, from: 0.5, to: 3, step: 0.1, unit: 'tonne' }]);
  const value = (e: Expression | null | undefined) => (e ? compile(e, ['time'])([1]) : null);
  const [a, b, c] = agents.map(({ frontier }) => frontier);
  expect(a?.kind === 'explicit' && [value(a.inputs[0]?.from), value(a.inputs[0]?.to)]).toEqual([0, 1000]);
  expect(a?.kind === 'explicit' && compile(a.formula, ['wood', 'land'])([500, 2])).toBeCloseTo(0.75, 12);
  expect(value(agents[0]?.at[0]?.value)).toBe(200);
  expect(b?.kind === 'through' && b.points.map((point) => point.map(value))).toEqual([
    [0, 1],
    [1000, 0],
  ]);
  expect(c?.kind === 'budget' && [value(c.amount), ...c.technologies.map(({ formula }) => value(formula))]).toEqual([
    1, 48, 24,
  ]);
});

test('objectives, asserts, counts, seed, docs and params', () => {
  const economy = read(`/** A doc. */\neconomy O\n${GOODS}/** Two
 * lines. */
agent A[10^3] { frontier apples + bananas <= k }
param k = 1/4 in -1..2^3 step .5
proportions apples : bananas = 2 : k
seed 1_000
assert not (total(apples) < 1) and price(apples)/price(bananas) ~= 2 within 1e-6 or kinds(A) == 2`);
  expect(economy.name).toBe('O');
  expect(economy.seed).toBe(1000);
  expect(economy.agents.map(({ count, doc }) => [count, doc])).toEqual([[1000, 'Two\nlines.']]);
  expect(plain(economy.params)).toEqual([{ name: 'k', value: 0.25, from: -1, to: 8, step: 0.5, unit: null }]);
  expect(
    economy.objective?.kind === 'proportions' && economy.objective.terms.map(({ good, value }) => [good, print(value)]),
  ).toEqual([
    ['apples', '2'],
    ['bananas', 'k'],
  ]);
  const [assertion] = economy.assertions;
  expect(assertion?.kind === 'condition' && [printCondition(assertion.condition), assertion.measures]).toEqual([
    'not #0 < 1 and #1/#2 ~= 2 within 0.000001 or #3 == 2',
    [
      { measure: 'total', of: 'apples' },
      { measure: 'price', of: 'apples' },
      { measure: 'price', of: 'bananas' },
      { measure: 'kinds', of: 'A' },
    ],
  ]);
});

test('what the language has is read whole; only what is not computed yet is said', () => {
  const { findings, economy } = parseEconomy(EVERYTHING);
  expect(new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))).toEqual(
    new Set(['not-yet-supported', 'file-not-found', 'without-market']),
  );
  expect(economy.agents.map((agent) => [agent.name, agent.frontier?.kind ?? null])).toEqual([
    ['Alice', 'explicit'],
    ['Bob', 'implicit'],
    ['Carol', 'explicit'],
    ['Dan', 'through'],
    ['Ed', 'among'],
    ['Worker', 'budget'],
    ['Cell', 'implicit'],
    ['Site', null],
    ['Ann', null],
  ]);
  expect(economy.assertions.map(({ kind }) => kind)).toEqual([
    'one-price',
    'prices-diverge',
    'curvature',
    'specializes',
    'condition',
    'condition',
    'condition',
    'condition',
  ]);
});

describe('formulas by themselves', () => {
  const FORMULAS: readonly (readonly [string, string])[] = [
    ['x*ln(x)', 'x*ln(x)'],
    ['2^-x^2', '2^-x^2'],
    ['-x^2', '-x^2'],
    ['(-x)^2', '(-x)^2'],
    ['x^2^3', 'x^2^3'],
    ['a - b - c', 'a - b - c'],
    ['a / b * c', 'a/b*c'],
    ['a + b*c - d/e', 'a + b*c - d/e'],
    ['--x', '--x'],
    ['10_000 + 1.5e-3 + .5', '10000 + 0.0015 + 0.5'],
    [
      'if x < 1 or y > 2 and z == 3 then 1 else if x in 0..6 then 2 else 3',
      'if x < 1 or y > 2 and z == 3 then 1 else if x in 0..6 then 2 else 3',
    ],
    ['1 + (if x < 1 then 2 else 3)', '1 + (if x < 1 then 2 else 3)'],
    ['pi * e * at', 'pi*e*at'],
  ];
  test.each(FORMULAS)('%s', (text, expected) => {
    const { expression, findings } = parseExpression(text);
    expect(findings).toEqual([]);
    expect(shown(expression)).toBe(expected);
  });

  test.each(['', 'x +', '1 2', 'x\ngood a', 'x < 1', 'foo(x)', 'sqrt(x, y)', 'let a = 1', '3 [kg]'])(
    '%j is none',
    (text) => {
      const { expression, findings } = parseExpression(text);
      expect(expression).toBeNull();
      expect(findings.length).toBeGreaterThan(0);
    },
  );
});

describe('members that differ', () => {
  const read = (vary: string, frontier = 'frontier apples/s + bananas <= 1') =>
    parseEconomy(`good apples, bananas\nparam k = 0.5 in 0..1\nseed 7\nagent A[9] {\n${vary}\n${frontier}\n}`).economy;

  test('a draw is a name of the frontier, with its distribution and the seed', () => {
    const [agent] = read('vary s ~ uniform(1 - k, 1 + k)').agents;
    expect(agent?.vary?.map(({ name, distribution, seed }) => [name, distribution, seed])).toEqual([
      ['s', 'uniform', 7],
    ]);
    expect(agent?.vary?.[0]?.parameters.map(print)).toEqual(['1 - k', '1 + k']);
    expect(agent?.frontier?.kind === 'implicit' && print(agent.frontier.constraints[0]?.level ?? NOTHING)).toBe(
      'apples/s + bananas',
    );
  });

  test('a draw hides a param of its name', () => {
    const [agent] = read('vary k ~ choice(1, 2)', 'frontier apples/k + bananas <= 1').agents;
    expect(agent?.vary?.[0]?.name).toBe('k (draw)');
    expect(agent?.frontier?.kind === 'implicit' && print(agent.frontier.constraints[0]?.level ?? NOTHING)).toContain(
      'k (draw)',
    );
  });

  test('a budget may be drawn', () => {
    const [agent] = read('vary s ~ normal(8, 1)', 'budget h <= s\napples = h\nbananas = 2*h').agents;
    expect(agent?.frontier?.kind === 'budget' && print(agent.frontier.amount)).toBe('s');
  });

  test('agents without draws have none', () => {
    expect(read('', 'frontier apples + bananas <= 1').agents[0]).not.toHaveProperty('vary');
  });
});

const NOTHING = { kind: 'number', value: { numerator: 0n, denominator: 1n } } as const;

describe('markets', () => {
  const MARKET = `${GOODS}param k = 0.5
agent Ann { endowment apples = 10 * k, bananas = 2
  utility apples^0.3 * bananas^0.7
  owns Mill = k, Press = 1/3 }
agent Bea[40] { utility apples endowment bananas = 1 frontier apples <= 3 }
agent Grower { frontier apples + bananas <= 1 }
/** Grinds. */
firm Mill { make bananas = 2 * apples^k }
firm Press[3] { make bananas = apples make apples = bananas^0.5 }
firm Baler { make bananas = 2 * apples, wood = 3 * apples }
good wood
market`;
  const market = () => read(MARKET);
  const terms = (list: readonly { readonly good: string; readonly value: Expression }[]) =>
    list.map(({ good, value }) => `${good} = ${print(value)}`);

  test('what consumers own and like', () => {
    const [ann, bea, grower] = market().agents;
    expect(terms(ann?.consumer?.endowment ?? [])).toEqual(['apples = 10*k', 'bananas = 2']);
    expect(shown(ann?.consumer?.utility?.formula ?? null)).toBe('apples^0.3*bananas^0.7');
    expect(ann?.consumer?.owns.map(({ firm, share }) => `${firm} = ${print(share)}`)).toEqual([
      'Mill = k',
      'Press = 1/3',
    ]);
    expect([ann?.frontier, bea?.frontier?.kind, bea?.count]).toEqual([null, 'implicit', 40]);
    expect(terms(bea?.consumer?.endowment ?? [])).toEqual(['bananas = 1']);
    expect(grower).not.toHaveProperty('consumer');
  });

  test('firms with an activity a line', () => {
    const { firms = [], objective } = market();
    const lines = firms.map(({ name, count, doc, activities }) => [
      name,
      count,
      doc,
      ...activities.map(({ outputs }) => outputs.map(({ good, formula }) => `${good} = ${print(formula)}`).join(', ')),
    ]);
    expect(lines).toEqual([
      ['Mill', 1, 'Grinds.', 'bananas = 2*apples^k'],
      ['Press', 3, null, 'bananas = apples', 'apples = bananas^0.5'],
      ['Baler', 1, null, 'bananas = 2*apples, wood = 3*apples'],
    ]);
    expect(objective?.kind).toBe('market');
  });

  test('amounts count in the unit of their good, and a share that is a sum is exact', () => {
    const text = `unit kg\nunit t = 1000 [kg]\ngood wood : kg
agent A { endowment wood = 2 [t]\n utility wood\n owns M = 0.1, N = 1/3 }
agent B { utility wood\n owns M = 0.9, N = 2/3 }
firm M { make wood = 1 }\nfirm N { make wood = 1 }\nmarket`;
    const [value] = read(text).agents[0]?.consumer?.endowment ?? [];
    expect(value && compile(value.value, [])([])).toBe(2000);
  });

  test('without a readable clause there is no consumer, and a finding says why', () => {
    const { economy, findings } = parseEconomy(`${GOODS}agent A { endowment apples = 1\n utility pears }\nmarket`);
    expect(economy.agents[0]).not.toHaveProperty('consumer');
    expect(findings.map(({ code }) => code)).toContain('unknown-name');
  });
});
