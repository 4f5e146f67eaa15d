import type { Condition, Expression, Origin } from '../math/expression/expression.ts';
import type { Rational } from '../math/rational/rational.ts';

/**
 * The plain model of an economy: readonly data, no syntax tree. Expressions name goods, budgets and params; lets and
 * funs are already written out. Units are checked and converted away by `language`: numbers are in each good's own unit.
 */
export interface Economy {
  readonly name: string | null;
  readonly goods: readonly Good[];
  readonly params: readonly Param[];
  readonly agents: readonly Agent[];
  /** With `market`: producers that turn goods into goods. */
  readonly firms?: readonly Firm[];
  /** `null`: none is written, or it could not be resolved. */
  readonly objective: Objective | null;
  readonly assertions: readonly Assertion[];
  readonly seed: number;
}

export interface Good {
  readonly name: string;
  /** The unit as written, for display; null: a plain number. */
  readonly unit: string | null;
  readonly origin: Origin;
}

export interface Param {
  readonly name: string;
  readonly value: Rational;
  readonly from: Rational | null;
  readonly to: Rational | null;
  readonly step: Rational | null;
  readonly unit: string | null;
  readonly origin: Origin;
}

export interface Agent {
  readonly name: string;
  readonly doc: string | null;
  /** Number of identical members, a whole number from 1 to 10^12. */
  readonly count: number;
  /** `null`: a hole, because what is written could not be resolved (a finding says why); or a consumer that makes nothing. */
  readonly frontier: Frontier | null;
  /** Where each member stands now: empty, all goods, or all but one. */
  readonly at: readonly StatedOutput[];
  /** In what the members differ: names in the frontier for which each member draws its own number. */
  readonly vary?: readonly Draw[];
  /** One member a row of a file: `count` is the number of rows. */
  readonly rows?: MemberTable;
  /** With `market`: what it owns and likes. */
  readonly consumer?: Consumer;
  /** The name in the text. */
  readonly origin: Origin;
}

/** `from "file.csv" as row`: the columns that the agent's formulas use. */
export interface MemberTable {
  readonly file: string;
  readonly count: number;
  readonly columns: readonly MemberColumn[];
  /** The members' names: the column `name`, where the file has one. */
  readonly names: readonly string[] | null;
  /** The line of the file in which each row stands; absent: row i (from 0) stands in line i + 2. */
  readonly lines?: Int32Array;
}

export interface MemberColumn {
  /** As formulas name it: `row.area`. */
  readonly name: string;
  /** One number a member, the nearest double of what the cell says. */
  readonly values: Float64Array;
  readonly origin: Origin;
}

/** What each member of an agent owns and likes in a market. */
export interface Consumer {
  /** Amounts that do not stand here are 0. */
  readonly endowment: readonly StatedOutput[];
  /** A formula in goods; null: it has none, and is a firm that all consumers own alike. */
  readonly utility: { readonly formula: Expression; readonly origin: Origin } | null;
  /** Shares of firms' profits, of all members of the agent together; unstated rests go to consumers who name none. */
  readonly owns: readonly { readonly firm: string; readonly share: Expression; readonly origin: Origin }[];
}

/** `firm name { make … }`: each line is an activity with inputs of its own. */
export interface Firm {
  readonly name: string;
  readonly doc: string | null;
  readonly count: number;
  readonly activities: readonly Activity[];
  readonly origin: Origin;
}

/** `make bananas = 2 * apples^0.5, peels = apples`: joint outputs, formulas of the goods that are used up. */
export interface Activity {
  readonly outputs: readonly { readonly good: string; readonly formula: Expression; readonly origin: Origin }[];
  readonly origin: Origin;
}

export type Distribution = 'uniform' | 'normal' | 'lognormal' | 'choice';

/** `vary name ~ distribution(parameters)`: drawn anew for each member, by `drawOf` in `draws.ts`. */
export interface Draw {
  /** As the frontier's formulas name it. */
  readonly name: string;
  readonly distribution: Distribution;
  /** Expressions in params: low and high, mean and standard deviation, the same of the logarithm, or the choices. */
  readonly parameters: readonly Expression[];
  readonly seed: number;
  readonly origin: Origin;
}

export interface StatedOutput {
  readonly good: string;
  readonly value: Expression;
  readonly origin: Origin;
}

export type Frontier = ExplicitFrontier | ImplicitFrontier | PointsFrontier | BudgetFrontier;

/** `frontier good = formula for input in from..to, …`. Without a domain: from 0 up to where it reaches 0 or ends. */
export interface ExplicitFrontier {
  readonly kind: 'explicit';
  readonly good: string;
  readonly formula: Expression;
  readonly inputs: readonly ExplicitInput[];
  readonly origin: Origin;
}

export interface ExplicitInput {
  readonly good: string;
  /** Both null: to be inferred. Expressions in params only. */
  readonly from: Expression | null;
  readonly to: Expression | null;
  readonly origin: Origin;
}

/** One or several `frontier level <= bound`, all of which hold (`>=` is already turned round). */
export interface ImplicitFrontier {
  readonly kind: 'implicit';
  /** In the order in which the goods are declared. */
  readonly goods: readonly string[];
  readonly constraints: readonly { readonly level: Expression; readonly bound: Expression; readonly origin: Origin }[];
  readonly origin: Origin;
}

/** `through`: measured points joined by straight lines. `among`: a choice, nothing in between. */
export interface PointsFrontier {
  readonly kind: 'through' | 'among';
  readonly goods: readonly string[];
  readonly points: readonly (readonly Expression[])[];
  readonly origin: Origin;
}

/** `budget name <= amount` split over tasks: each technology's formula names the budget, there the part given to it. */
export interface BudgetFrontier {
  readonly kind: 'budget';
  readonly budget: string;
  readonly amount: Expression;
  readonly technologies: readonly { readonly good: string; readonly formula: Expression; readonly origin: Origin }[];
  readonly origin: Origin;
}

export type Objective =
  | { readonly kind: 'maximize'; readonly welfare: Expression; readonly origin: Origin }
  | {
      readonly kind: 'prices' | 'proportions';
      readonly terms: readonly { readonly good: string; readonly value: Expression }[];
      readonly origin: Origin;
    }
  | { readonly kind: 'trace' | 'market'; readonly origin: Origin };

export type Curvature = 'concave' | 'convex' | 'linear' | 'mixed';

export type Assertion = { readonly text: string; readonly origin: Origin } & (
  | { readonly kind: 'one-price' | 'prices-diverge' }
  | { readonly kind: 'curvature'; readonly agent: string; readonly curvature: Curvature }
  | { readonly kind: 'specializes' | 'mixes'; readonly agent: string }
  /** In `condition` a measure stands as a name: `#0` is `measures[0]`. */
  | { readonly kind: 'condition'; readonly condition: Condition; readonly measures: readonly Measure[] }
);

export interface Measure {
  readonly measure: 'kinds' | 'total' | 'price';
  /** An agent for `kinds`, a good for `total` and `price`. */
  readonly of: string;
}
