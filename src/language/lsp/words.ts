/** The words of the language as the editor explains them: one line each. */

/** Words that open a statement, with where they may stand. */
export const OPENERS: Readonly<Record<string, 'top' | 'agent' | 'both'>> = {
  economy: 'top',
  good: 'top',
  unit: 'top',
  import: 'top',
  param: 'top',
  let: 'top',
  fun: 'top',
  agent: 'top',
  group: 'top',
  firm: 'top',
  scenario: 'top',
  sweep: 'top',
  assert: 'top',
  maximize: 'top',
  proportions: 'top',
  prices: 'top',
  trace: 'top',
  market: 'top',
  seed: 'top',
  frontier: 'agent',
  budget: 'agent',
  at: 'agent',
  vary: 'agent',
  endowment: 'agent',
  utility: 'agent',
  owns: 'agent',
  make: 'agent',
  yields: 'agent',
};

export const KEYWORD_HELP: ReadonlyMap<string, string> = new Map([
  ['economy', '`economy Name` names the whole file: goods, agents and one objective.'],
  ['good', '`good apples, bananas` declares what can be made; `good wood : kg` gives it a unit that is then checked.'],
  ['unit', '`unit kg` declares a base unit; `unit tonne = 1000 [kg]` one derived from it.'],
  ['import', '`import "crops.econ"` makes the goods, params, lets, funs and units of another file visible.'],
  ['param', '`param k = 0.7 in 0.3..3 step 0.05` is a number with a range: a slider in the preview.'],
  ['let', '`let top = 10 * k` names a constant.'],
  ['fun', '`fun bowl(x, r) = (1 - x^r)^(1/r)` names a formula with arguments.'],
  [
    'agent',
    '`agent Name { … }` makes goods along a frontier; `agent Cell[1000]` stands for that many identical members.',
  ],
  ['group', '`group Tree[50] { … }` is an economy inside the economy, with its own goods and agents.'],
  ['firm', '`firm Mill { make bananas = 2 * apples^0.5 }` turns goods into goods.'],
  ['scenario', '`scenario drought { k = 0.4 }` is a named set of param values.'],
  ['sweep', '`sweep k in 0.3..3 steps 100` solves once for each value: a phase diagram.'],
  ['assert', '`assert one price`, `assert Alice is concave`, `assert kinds(Cell) == 2`: checked on every solve.'],
  ['maximize', '`maximize apples^0.5 * bananas^0.5` is the objective; names of goods mean economy-wide totals.'],
  ['proportions', '`proportions apples : bananas = 2 : 3` makes as much as possible in this ratio.'],
  ['prices', '`prices apples = 2, bananas = 3` fixes the prices; each agent makes what is worth most.'],
  ['trace', '`trace` asks for the whole Pareto frontier of the economy, and which of its points prices support.'],
  ['market', '`market` asks for the prices at which supply meets demand, given utilities, endowments and firms.'],
  ['seed', '`seed 7` starts the draws of `vary`; results depend on nothing but the text and the seed.'],
  [
    'vary',
    '`vary a ~ uniform(0.8, 1.2)` lets members differ: each draws its own value. Also `normal(mean, sd)`, `lognormal(mu, sigma)` and `choice(v1, v2, …)`.',
  ],
  [
    'from',
    '`agent Site from "sites.csv" as row { … }`: one member a row of the file; `row.area` is a number of that row.',
  ],
  ['as', '`from "sites.csv" as row`: the name of a row in the formulas, as in `row.area`.'],
  [
    'frontier',
    '`frontier` says which outputs are just possible: `bananas = f(apples)`, `(a/5)^2 + (b/12)^2 <= 1`, or points.',
  ],
  ['budget', '`budget hours <= 8` is split over the tasks that follow: `apples = 3 * hours`.'],
  ['endowment', '`endowment apples = 10` is what each member brings to the market.'],
  ['utility', '`utility apples^0.3 * bananas^0.7` is what each member wants: goods mean its own consumption.'],
  [
    'owns',
    '`owns Mill = 0.5` is a share of a firm’s profit, of all members together. What nobody states goes to consumers who name none.',
  ],
  [
    'make',
    '`make bananas = 2 * apples^0.5` turns inputs into outputs; several lines are activities side by side, each with inputs of its own.',
  ],
  ['yields', '`yields apples = min(sugar, 2*water)` is what a group gives to the outside.'],
  ['through', '`frontier through (apples, bananas): (0, 10), (6, 6), (8, 0)` joins measured points by straight lines.'],
  ['among', '`frontier among (apples, bananas): (0, 4), (4, 0)` is a choice of techniques, with nothing in between.'],
  ['at', '`at apples = 3` says where each member stands now; the total is then judged for Pareto-optimality.'],
  ['for', '`for apples in 0..6` is the domain of the frontier; without it the domain is inferred.'],
  ['in', '`x in lo..hi`: a range that runs upward.'],
  ['step', '`step 0.05` is the slider’s step.'],
  ['if', '`if c then a else b`: a formula in pieces; `else` reaches as far as it can.'],
  ['then', '`if c then a else b`: a formula in pieces.'],
  ['else', '`if c then a else b`: a formula in pieces; `else` reaches as far as it can.'],
  ['and', 'Both conditions hold.'],
  ['or', 'At least one of the conditions holds.'],
  ['not', 'The condition does not hold.'],
  ['is', '`assert Alice is concave` (or convex, linear, mixed) checks the proven curvature, and silences its warning.'],
  ['concave', 'Bowed outward: mixtures of two plans are possible, so one price can hold for all.'],
  ['convex', 'Bowed inward: a mixture is worse than specialising, so members specialise and their prices diverge.'],
  ['linear', 'A straight frontier: the trade-off is the same everywhere.'],
  ['mixed', 'Concave in one part and convex in another.'],
  ['specializes', '`assert Cell specializes`: every member makes one good only.'],
  ['mixes', '`assert Cell mixes`: every member makes at least two goods.'],
  ['one', '`assert one price`: some price supports every member, and no convex or mixed one is at a bound.'],
  ['diverge', '`assert prices diverge`: a convex or mixed member is at a bound and own trade-offs differ by over 1 %.'],
  ['within', '`~= 1.5 within 1e-6`: equal up to this relative difference.'],
  ['kinds', '`kinds(X)`: how many kinds of members X falls into.'],
  ['total', '`total(apples)`: the whole economy’s output of a good.'],
  ['price', '`price(apples)`: the price of a good.'],
]);

export interface FunctionHelp {
  readonly parameters: readonly string[];
  readonly help: string;
}

export const FUNCTION_HELP: Readonly<Record<string, FunctionHelp>> = {
  sqrt: { parameters: ['x'], help: 'The square root; x must not be negative. Concave.' },
  exp: { parameters: ['x'], help: 'e to the power x. Convex.' },
  ln: { parameters: ['x'], help: 'The natural logarithm; x must be positive. Concave.' },
  log10: { parameters: ['x'], help: 'The logarithm to base 10; x must be positive. Concave.' },
  abs: { parameters: ['x'], help: 'x without its sign. Convex.' },
  min: { parameters: ['x', 'y', '…'], help: 'The smallest of its arguments: complements. Concave where they are.' },
  max: { parameters: ['x', 'y', '…'], help: 'The largest of its arguments: a choice. Convex where they are.' },
  sin: { parameters: ['x'], help: 'The sine of an angle in radians.' },
  cos: { parameters: ['x'], help: 'The cosine of an angle in radians.' },
  tanh: { parameters: ['x'], help: 'The hyperbolic tangent: an S-shape from -1 to 1.' },
  pow: { parameters: ['x', 'y'], help: 'x to the power y, as x^y.' },
  sigmoid: { parameters: ['x'], help: '1 / (1 + exp(-x)): an S-shape from 0 to 1.' },
};

export const CONSTANT_HELP: Readonly<Record<string, string>> = {
  pi: 'The ratio of a circle’s circumference to its diameter, 3.14159…',
  e: 'Euler’s number, 2.71828…',
};

export const MEASURE_HELP: Readonly<Record<string, FunctionHelp>> = {
  kinds: { parameters: ['agent'], help: 'How many kinds of members the agent falls into.' },
  total: { parameters: ['good'], help: 'The whole economy’s output of the good.' },
  price: { parameters: ['good'], help: 'The price of the good.' },
};
