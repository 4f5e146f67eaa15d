import type { Expression } from '../math/expression/expression.ts';
import type { Interval } from '../math/interval/interval.ts';

/**
 * A production set (of one member) as the solver needs it: the free-disposal hull of proven arcs. Because the curvature
 * of each arc is proven, a price has at most one interior candidate on a concave arc and only ends on a convex one.
 */
export type ProductionShape =
  /** One good: from 0 to `most` (outward: `mostEnclosure.hi` is a proven bound). */
  | {
      readonly kind: 'capacity';
      readonly goods: readonly [string];
      readonly most: number;
      readonly mostEnclosure: Interval;
    }
  /** Two goods: arcs in the order of rising output of `goods[0]`, efficient parts only; neighbours may jump. */
  | { readonly kind: 'planar'; readonly goods: readonly [string, string]; readonly arcs: readonly Arc[] }
  /** n goods, one resource: each good's technology is made of arcs in the (resource, output) plane, resource rising. */
  | {
      readonly kind: 'separable';
      readonly goods: readonly string[];
      readonly resource: Interval;
      readonly technologies: readonly Technology[];
    }
  /** n goods: a choice among points, or a path of straight lines through them. */
  | {
      readonly kind: 'points';
      readonly goods: readonly string[];
      readonly points: readonly (readonly number[])[];
      readonly joined: boolean;
    }
  | LevelShape;

/** n goods: what lies below a point of a box at which every limit holds. */
export interface LevelShape {
  readonly kind: 'level';
  readonly goods: readonly string[];
  /** From where each good's range begins to beyond where nothing can be made, outward. */
  readonly box: readonly Interval[];
  readonly limits: readonly Limit[];
  /** For each good a place that can be made, with nearly the most of it. */
  readonly tops: readonly (readonly number[])[];
  /**
   * `outward`: where the limits hold is proven convex. `inward`: the only limit rises in every good (or stays), and where it fails is
   * proven convex, in the whole box. `unknown`: neither, or not decided.
   */
  readonly bends: 'outward' | 'inward' | 'unknown';
}

/** excess <= 0. */
export interface Limit {
  readonly excess: Expression;
  /** A convex function on the box; or where it holds is convex; or neither is known. */
  readonly bends: 'convex' | 'outward' | 'unknown';
}

export interface Technology {
  readonly good: string;
  readonly arcs: readonly Arc[];
}

export type ArcCurvature = 'concave' | 'convex' | 'linear' | 'point' | 'unknown';

/**
 * A smooth piece of a curve t -> (x, y), from <= t <= to. On an arc of a frontier x does not fall and y does not rise;
 * on an arc of a technology neither falls (x: resource, y: output). `concave`: bowed towards more of what is wanted
 * (a concave frontier; decreasing returns). An arc may be empty of length (`point`).
 */
export interface Arc {
  readonly curvature: ArcCurvature;
  readonly from: number;
  readonly to: number;
  /** Nearest doubles, for search. */
  point(t: number): readonly [x: number, y: number];
  /** dx/dt, dy/dt in doubles; may be infinite or 0 at ends. */
  tangent(t: number): readonly [dx: number, dy: number];
  /** Outward enclosures over a range of t, for bounds. */
  enclose(t: Interval): readonly [x: Interval, y: Interval];
  encloseTangent(t: Interval): readonly [dx: Interval, dy: Interval];
}
