import type { EncodedExpression } from './encoded-expression.ts';
import type { Witness } from './verdict.ts';

/**
 * A certificate says everything that is needed to check a verdict again without the prover: it is plain data (JSON), and
 * `check-certificate.ts` re-verifies it. Numbers that must be exact are rationals written as text ("1/3").
 */
export type Certificate =
  | LineCertificate
  | BoxCertificate
  | CurveCertificate
  | PointsCertificate
  | CapacityCertificate
  | SeparableCertificate
  | LevelCertificate
  | RangeCertificate;

export type ProvenVerdict = 'concave' | 'convex' | 'linear' | 'mixed';

/** 1: the second derivative is never below 0 there, and not 0 all along; -1: never above 0; 0: identically 0. */
export type Bend = -1 | 0 | 1;

/** An isolated point: two rationals, equal where it is known exactly. */
export type Bracket = readonly [lo: string, hi: string];

/**
 * A function of one variable: the sign of its second derivative on stretches that cover the line but for the brackets between
 * them, and of its kinks: 1 where the slope jumps up, -1 down, 0 not at all, null where that is not said; `jump`: the value
 * jumps. Unless the function is mixed, nothing bends otherwise within the brackets either.
 */
export interface LineCertificate {
  readonly kind: 'line';
  readonly expression: EncodedExpression;
  readonly variable: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: ProvenVerdict;
  readonly stretches: readonly { readonly from: Bracket; readonly to: Bracket; readonly bend: Bend }[];
  readonly kinks: readonly { readonly at: Bracket; readonly slope: Bend | null; readonly jump: boolean }[];
  /** The signs of what the values at both ends are above their limits from inside; absent: of none. */
  readonly ends?: readonly [Bend, Bend];
  readonly witnesses: readonly Witness[];
}

/** A function of several variables over a box. */
export interface BoxCertificate {
  readonly kind: 'box';
  readonly expression: EncodedExpression;
  readonly domain: Readonly<Record<string, readonly [string, string]>>;
  readonly verdict: ProvenVerdict;
  readonly proof:
    | { readonly method: 'identity' }
    | { readonly method: 'witnesses' }
    | { readonly method: 'rules'; readonly tree: RuleNode }
    /**
     * No boxes stand here: enclosures over them would all have to be made again to be believed, and the checker's own cover,
     * or its exact minors, takes no longer than reading one.
     */
    | { readonly method: 'hessian'; readonly test: 'LDL' | 'minors' | 'Cholesky' }
    | { readonly method: 'affine-argument'; readonly line: LineCertificate }
    | { readonly method: 'sum'; readonly parts: readonly (LineCertificate | BoxCertificate)[] }
    /** The same function on the box, written otherwise; the proof is of that. */
    | { readonly method: 'equal'; readonly to: EncodedExpression; readonly proof: BoxCertificate['proof'] };
  readonly witnesses: readonly Witness[];
}

export interface RuleNode {
  readonly rule: string;
  readonly text: string;
  readonly curvature: string;
  readonly parts: readonly RuleNode[];
}

/**
 * A frontier between two goods, as the curve (x(t), y(t)): parts that follow each other over the whole range of t. Where a
 * budget stands behind it, x may be had at one t and y at a later one: what lies between is left unspent.
 */
export interface CurveCertificate {
  readonly kind: 'curve';
  readonly goods: readonly [string, string];
  /** The frontier as written, params settled. */
  readonly of: WrittenFrontier;
  readonly parameter: string;
  readonly x: EncodedExpression;
  readonly y: EncodedExpression;
  readonly verdict: ProvenVerdict;
  readonly parts: readonly CurvePart[];
  /** Chords: one of each kind where the frontier is mixed. */
  readonly witnesses: readonly Witness[];
}

export type WrittenFrontier =
  | {
      readonly form: 'explicit';
      readonly good: string;
      readonly input: string;
      readonly formula: EncodedExpression;
      readonly from: string;
      /** Null: as far as it is above 0. */
      readonly to: string | null;
    }
  | {
      readonly form: 'implicit';
      readonly constraints: readonly { readonly level: EncodedExpression; readonly bound: EncodedExpression }[];
    }
  | {
      readonly form: 'budget';
      readonly budget: string;
      readonly amount: string;
      readonly technologies: readonly { readonly good: string; readonly formula: EncodedExpression }[];
    }
  /** The curve itself. */
  | { readonly form: 'curve' };

/**
 * The true end of a part lies in its bracket: a point known exactly, or one at which the formulas change their branch, or
 * (last) the first point at which the frontier reaches 0 or ceases to be defined, or any point of it.
 */
export type CurvePart =
  /** x rises, y falls, and no kink is of another sign than `bend` and the verdict. */
  | { readonly part: 'arc'; readonly from: Bracket; readonly to: Bracket; readonly bend: Bend }
  /**
   * Nothing here is better than the arcs and corners; of a mixed frontier, a stretch of it. `x`, `y`: which way they go; null:
   * any way.
   */
  | {
      readonly part: 'dominated' | 'stretch';
      readonly from: Bracket;
      readonly to: Bracket;
      readonly x: Bend | null;
      readonly y: Bend | null;
    }
  /** A corner: the limits of x and of y at two joints of the parts. */
  | { readonly part: 'vertical' | 'horizontal' | 'point'; readonly x: Limit; readonly y: Limit };

/** The limit at a joint (0 is the start of the first arc or dominated part) from one side, or what the curve comes to there. */
export type Limit = readonly [joint: number, side: 'before' | 'at' | 'after'];

export interface PointsCertificate {
  readonly kind: 'points';
  readonly joined: boolean;
  readonly points: readonly (readonly string[])[];
  readonly verdict: ProvenVerdict;
}

export interface CapacityCertificate {
  readonly kind: 'capacity';
  readonly good: string;
  readonly most: number;
  /** What it is the most of. */
  readonly of?:
    | { readonly form: 'values'; readonly formulas: readonly EncodedExpression[] }
    | { readonly form: 'budget'; readonly budget: string; readonly amount: string; readonly formula: EncodedExpression }
    | {
        readonly form: 'level';
        readonly constraints: readonly { readonly level: EncodedExpression; readonly bound: EncodedExpression }[];
        readonly at: Bracket;
      };
}

/**
 * One budget over tasks, as written; of every task, its formula from what all others leave of the budget, or from 0, up to
 * the amount beyond which no more is made.
 */
export interface SeparableCertificate {
  readonly kind: 'separable';
  readonly budget: string;
  readonly amount: string;
  readonly tasks: readonly {
    readonly good: string;
    readonly formula: EncodedExpression;
    readonly from: string;
    readonly until: string;
    /** From here on no more is made. */
    readonly spent: string;
    /** The amount that gives nearly the most. */
    readonly peak: number;
    /** Null where witnesses alone decide. */
    readonly proof: LineCertificate | BoxCertificate | null;
  }[];
  readonly verdict: ProvenVerdict;
  readonly witnesses: readonly SplitWitness[];
}

/**
 * Of each place, how the budget is split: enough for it where it can be made, too little where it cannot. `below` and
 * `above`: of the midpoint scaled to just before and just beyond the frontier.
 */
export interface SplitWitness extends Witness {
  readonly shares: Readonly<Record<'p' | 'q' | 'mid' | 'below' | 'above', Shares>>;
}

export type Shares = Readonly<Record<string, number>>;

/**
 * The free-disposal hull of the points of a box at which every constraint holds. `level <= bound` stands as written; rising
 * functions around both sides are undone before anything is proven.
 */
export interface LevelCertificate {
  readonly kind: 'level';
  readonly goods: readonly string[];
  readonly constraints: readonly { readonly level: EncodedExpression; readonly bound: EncodedExpression }[];
  /** Where the set begins, and a place beyond which nothing can be made. */
  readonly box: Readonly<Record<string, readonly [from: string, to: string]>>;
  /** For each good a place that can be made, with nearly the most of it. */
  readonly tops: Readonly<Record<string, readonly number[]>>;
  readonly verdict: ProvenVerdict;
  /** How each constraint bends, in the order of the constraints; empty where witnesses alone decide. */
  readonly proofs: readonly LevelProof[];
  readonly witnesses: readonly Witness[];
}

export type LevelProof =
  /** It holds all over the box. */
  | { readonly method: 'loose' }
  /** It names one good and rises in it where it is met. */
  | { readonly method: 'cap' }
  /** level - bound, or ln(level), is convex, concave or linear over the box (of goods that can matter). */
  | {
      readonly method: 'function';
      readonly of: 'difference' | 'logarithm';
      readonly certificate: LineCertificate | BoxCertificate;
    }
  /**
   * The second derivatives along the level set have one sign. `cuts`: how the box is halved, depth first: the place of the
   * good that is cut, or a dot for a box where enclosures tell.
   */
  | { readonly method: 'bordered'; readonly bend: -1 | 1; readonly cuts: string };

/**
 * A frontier in whose formulas names vary: params over their ranges, or what the members of a population draw. Whatever
 * values they have at once, the frontier has the verdict.
 */
export interface RangeCertificate {
  readonly kind: 'range';
  readonly of: OpenFrontier;
  readonly verdict: ProvenVerdict;
  readonly over: Readonly<Record<string, Values>>;
  readonly proof: RangeProof;
}

/** Any value strictly between two, or each of some. */
export type Values = { readonly between: readonly [from: string, to: string] } | { readonly among: readonly string[] };

/** A frontier as written, with the names that vary. */
export type OpenFrontier =
  | {
      readonly form: 'explicit';
      readonly good: string;
      readonly formula: EncodedExpression;
      readonly inputs: readonly {
        readonly good: string;
        readonly from: EncodedExpression | null;
        readonly to: EncodedExpression | null;
      }[];
    }
  | {
      readonly form: 'implicit';
      readonly goods: readonly string[];
      readonly constraints: readonly { readonly level: EncodedExpression; readonly bound: EncodedExpression }[];
    }
  | {
      readonly form: 'budget';
      readonly budget: string;
      readonly amount: EncodedExpression;
      readonly technologies: readonly { readonly good: string; readonly formula: EncodedExpression }[];
    }
  | {
      readonly form: 'points';
      readonly joined: boolean;
      readonly goods: readonly string[];
      readonly points: readonly (readonly EncodedExpression[])[];
    };

export type RangeProof =
  /** One proof for each of the values that a name may have. */
  | {
      readonly method: 'each';
      readonly name: string;
      readonly cases: readonly { readonly value: string; readonly proof: RangeProof }[];
    }
  /** One proof for each of some overlapping parts of a range. */
  | {
      readonly method: 'parts';
      readonly name: string;
      readonly parts: readonly { readonly from: string; readonly to: string; readonly proof: RangeProof }[];
    }
  /** Nothing is left that varies: the certificate of the frontier itself. */
  | { readonly method: 'single'; readonly certificate: Certificate }
  /** Points are in order, and each corner turns one way. */
  | { readonly method: 'turns' }
  /** Composition rules in which params are intervals: of a formula of several goods, or of each constraint's level - bound. */
  | { readonly method: 'rules'; readonly trees: readonly RuleNode[] }
  /** One good as a function of the other, as written or solved for, and how that bends. */
  | {
      readonly method: 'curve';
      readonly input: string;
      readonly formula: EncodedExpression;
      readonly bends: CurveBends;
    }
  /** How every task's output bends in what it is given of the budget. */
  | { readonly method: 'tasks'; readonly tasks: readonly TaskBends[] }
  /** At two places of a curve that falls all along it bends one way and the other. */
  | {
      readonly method: 'bends';
      readonly curve: OpenCurve | null;
      readonly inward: number;
      readonly outward: number;
    }
  /** Two chords: of one the ends can be made and the middle cannot, of the other the middle can be made and no end. */
  | {
      readonly method: 'chords';
      readonly curve: OpenCurve | null;
      readonly outside: RangeChord;
      readonly inside: RangeChord;
    };

/** One good as a function of the other, as written or solved for, and how far it goes at most; null: a split budget. */
export interface OpenCurve {
  readonly input: string;
  readonly formula: EncodedExpression;
  readonly until: string;
}

export interface RangeChord {
  readonly p: readonly [number, number];
  readonly q: readonly [number, number];
}

/** `until`: no farther than this the frontier goes, whatever the params. */
export type CurveBends =
  | { readonly by: 'rules'; readonly tree: RuleNode; readonly until: string | null }
  | { readonly by: 'second-derivative'; readonly until: string }
  /** Over its whole length, the way to its end being 1. */
  | { readonly by: 'length'; readonly end: EncodedExpression };

export type TaskBends = { readonly by: 'rules'; readonly tree: RuleNode } | { readonly by: 'second-derivative' };
