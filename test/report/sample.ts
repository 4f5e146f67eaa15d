import type { AgentCurvature, Analysis } from '../../src/analysis/analysis.ts';
import type { Solution } from '../../src/solver/solution.ts';

export const TREE_SOLUTION: Solution = {
  status: 'optimal',
  objective: { kind: 'maximize', value: 5, upperBound: 5.000000001, dualBound: 5.000000001, gap: 2e-10 },
  goods: ['wood', 'leaves'],
  totals: { wood: 5, leaves: 5 },
  numeraire: 'wood',
  prices: null,
  priceIntervals: null,
  dualPrices: { wood: 1, leaves: 1 },
  onePrice: { holds: false, spread: null, interior: 0, atBound: 10 },
  pricesDiverge: true,
  agents: [
    {
      agent: 'Part',
      count: 10,
      verdict: 'convex',
      kinds: [
        {
          label: 'wood',
          count: 5,
          outputs: { wood: 1, leaves: 0 },
          mix: { wood: 1, leaves: 0 },
          specialization: 1,
          at: 'bound',
          virtualPrices: { wood: 1, leaves: Number.POSITIVE_INFINITY },
          numeraire: 'wood',
          supportingPrices: { wood: 1, leaves: [0, 1] },
        },
        {
          label: 'leaves',
          count: 5,
          outputs: { wood: 0, leaves: 1 },
          mix: { wood: 0, leaves: 1 },
          specialization: 1,
          at: 'bound',
          virtualPrices: { wood: 1, leaves: 0 },
          numeraire: 'wood',
          supportingPrices: { wood: 1, leaves: [1, Number.POSITIVE_INFINITY] },
        },
      ],
    },
  ],
  kinds: [
    { label: 'wood', size: 5, mix: { wood: 1, leaves: 0 } },
    { label: 'leaves', size: 5, mix: { wood: 0, leaves: 1 } },
  ],
  discreteness: { specialized: 1, gap: 1, betweenShare: Number.NaN },
  equilibria: null,
  asserts: [
    { text: 'Part specializes', holds: true, value: '10 of 10 make one good only' },
    { text: 'kinds(Part) == 3', holds: false, value: 'kinds(Part) = 2' },
  ],
  improvement: null,
  diagnostics: [
    {
      code: 'convex-frontier',
      severity: 'warning',
      message: 'The frontier of Part is convex.',
      origin: 7,
      related: [{ message: 'Two of Part apart average more.', origin: 8 }],
    },
    { code: 'failed-assertion', severity: 'error', message: 'It does not hold.', origin: 3 },
  ],
  notes: ['Any split of the members into 5 and 5 is as good.'],
};

export const PART: AgentCurvature = {
  agent: 'Part',
  goods: ['wood', 'leaves'],
  verdict: 'convex',
  strict: true,
  segments: [{ variable: 'wood', from: 0, to: 1, verdict: 'convex' }],
  inflections: [],
  byParam: [
    { param: 'k', from: 0.3, to: 1, verdict: 'convex' },
    { param: 'k', from: 1, to: 1, verdict: 'linear' },
    { param: 'k', from: 1, to: 3, verdict: 'concave' },
  ],
  certificate: {
    kind: 'curve',
    goods: ['wood', 'leaves'],
    of: { form: 'curve' },
    parameter: 'wood',
    x: ['name', 'wood'],
    y: ['power', ['subtract', '1', ['power', ['name', 'wood'], '3/5']], '5/3'],
    verdict: 'convex',
    parts: [{ part: 'arc', from: ['0', '0'], to: ['1', '1'], bend: 1 }],
    witnesses: [],
  },
  witnesses: [
    {
      p: { wood: 1, leaves: 0 },
      q: { wood: 0, leaves: 1 },
      mid: { wood: 0.5, leaves: 0.5 },
      gap: 0.6851,
      shows: 'not-concave',
    },
  ],
  reason: 'powers below 1',
  blame: { origin: 9, text: 'wood^k', cause: 'interference between tasks' },
  domain: [],
  dominated: [],
  origin: 1,
  seconds: 0.0003,
};

export const TREE: Analysis = {
  name: 'Tree',
  goods: [
    { name: 'wood', unit: 'kg' },
    { name: 'leaves', unit: null },
  ],
  params: [{ name: 'k', value: 0.6, from: 0.3, to: 3, step: 0.05, unit: null }],
  curvature: [PART],
  solution: TREE_SOLUTION,
  picture: { agents: [], aggregates: [] },
  seconds: 0.0123,
};
