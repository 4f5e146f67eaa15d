import type { Expression } from '../../math/expression/expression.ts';
import type { ArcCurvature } from '../shape.ts';

/**
 * What is proven of the frontiers of all members of a population at once: curves whose formulas name the members' columns
 * (draws, or columns of a file), and cells of members whose curves have the same proven pieces.
 */
export type Family = PlanarFamily | SeparableFamily;

/** Two goods: (x(s), y(s)) for s from 0 to 1, x rising and y falling. */
export interface PlanarFamily {
  readonly kind: 'planar';
  readonly goods: readonly [string, string];
  /** The name of s in the formulas. */
  readonly parameter: string;
  readonly x: Expression;
  readonly y: Expression;
  readonly columns: readonly FamilyColumn[];
  readonly cells: readonly PlanarCell[];
}

/** n goods, one resource: technology j makes `output` of the share s of the resource, 0 to 1, that it is given. */
export interface SeparableFamily {
  readonly kind: 'separable';
  readonly goods: readonly string[];
  readonly parameter: string;
  readonly technologies: readonly { readonly good: string; readonly output: Expression }[];
  readonly columns: readonly FamilyColumn[];
  readonly cells: readonly SeparableCell[];
}

/** A number of each member: drawn, read, or found from those (an end of its domain), then with how far it may be off. */
export interface FamilyColumn {
  readonly name: string;
  readonly values: Float64Array;
  /** Absolute: the true number lies within `values[i] ± margin[i]`; null: `values` are exact. */
  readonly margin: Float64Array | null;
}

export interface PlanarCell {
  /** Numbers of members, from 0; null: all. */
  readonly members: Int32Array | null;
  readonly pieces: readonly FamilyPiece[];
}

export interface SeparableCell {
  readonly members: Int32Array | null;
  /** One list of pieces a technology. */
  readonly pieces: readonly (readonly FamilyPiece[])[];
}

/** From s to s: the same for all members of a cell, proven; 'unknown' around where the members' inflections lie. */
export interface FamilyPiece {
  readonly from: number;
  readonly to: number;
  readonly curvature: ArcCurvature;
  /** Proven not to be straight for any member of the cell. */
  readonly bends?: boolean;
}
