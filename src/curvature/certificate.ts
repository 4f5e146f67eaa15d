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
  | SeparableCertificate;

export type ProvenVerdict = 'concave' | 'convex' | 'linear' | 'mixed';

/** 1: the second derivative is positive there, -1: negative, 0: identically 0. */
export type Bend = -1 | 0 | 1;

/** An isolated point: two rationals, equal where it is known exactly. */
export type Bracket = readonly [lo: string, hi: string];

/** A function of one variable: the sign of its second derivative on stretches that cover the line, and of its kinks. */
export interface LineCertificate {
  readonly kind: 'line';
  readonly expression: EncodedExpression;
  readonly variable: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: ProvenVerdict;
  readonly stretches: readonly { readonly from: Bracket; readonly to: Bracket; readonly bend: Bend }[];
  readonly kinks: readonly { readonly at: Bracket; readonly slope: Bend | null; readonly jump: boolean }[];
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
    | { readonly method: 'hessian'; readonly test: 'LDL' | 'minors' | 'Cholesky' }
    | { readonly method: 'affine-argument'; readonly line: LineCertificate }
    | { readonly method: 'sum'; readonly parts: readonly (LineCertificate | BoxCertificate)[] };
  readonly witnesses: readonly Witness[];
}

export interface RuleNode {
  readonly rule: string;
  readonly text: string;
  readonly curvature: string;
  readonly parts: readonly RuleNode[];
}

/**
 * A frontier between two goods, as the curve (x(t), y(t)) for t from `from` to `to`: the parts of its efficient boundary in
 * order of rising x. Whatever of the curve is no arc must be dominated by the arcs and corners.
 */
export interface CurveCertificate {
  readonly kind: 'curve';
  readonly goods: readonly [string, string];
  readonly parameter: string;
  readonly from: number;
  readonly to: number;
  readonly x: EncodedExpression;
  readonly y: EncodedExpression;
  readonly verdict: ProvenVerdict;
  readonly parts: readonly CurvePart[];
}

export type CurvePart =
  | {
      readonly part: 'arc';
      readonly from: number;
      readonly to: number;
      readonly bend: Bend | null;
      readonly kink: Bend | null;
    }
  | { readonly part: 'vertical' | 'horizontal' | 'point'; readonly x: number; readonly y: number };

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
}

export interface SeparableCertificate {
  readonly kind: 'separable';
  readonly goods: readonly string[];
  readonly verdict: ProvenVerdict;
  /** One for each good's use of the resource; `sections` refute, two goods at a time. */
  readonly parts: readonly Certificate[];
  readonly sections: readonly Certificate[];
}
