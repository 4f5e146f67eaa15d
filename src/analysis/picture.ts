import type { Verdict, Witness } from '../curvature/verdict.ts';

/** What the preview draws: curves already sampled, every number in the goods' own units. */
export interface Picture {
  /** One panel a kind of each agent, in the order of the text. */
  readonly agents: readonly AgentPicture[];
  /** One picture a pair of goods; the first is shown first. Empty when there is nothing to add up. */
  readonly aggregates: readonly AggregatePicture[];
}

export type Point = readonly [x: number, y: number];

export interface AgentPicture {
  readonly agent: string;
  /** The kind's label; null where the agent has one kind only. */
  readonly kind: string | null;
  readonly count: number;
  readonly verdict: Verdict;
  /** Where members differ, whose frontier and outputs are drawn: of the kind's members the one nearest to their average. */
  readonly member?: string;
  /** One drawing a pair of the goods that the agent names; other goods are held at the chosen point. */
  readonly views: readonly AgentView[];
}

export interface AgentView {
  readonly goods: readonly [x: string, y: string];
  /** The frontier in pieces of one proven curvature each; a lone point is a piece of one point. */
  readonly outline: readonly { readonly verdict: Verdict; readonly points: readonly Point[] }[];
  /** The chosen point; null while unsolved. */
  readonly point: Point | null;
  /** The own virtual price as a normal in data units; one or, at a bound or kink, the two ends of the fan. */
  readonly normals: readonly Point[];
  /** The economy's price as a normal in data units. */
  readonly economyNormal: Point | null;
  /** The Jensen chord of a convex or mixed frontier, in these two goods. */
  readonly chord: {
    readonly p: Point;
    readonly q: Point;
    readonly mid: Point;
    readonly on: Point;
    readonly shows: Witness['shows'];
    readonly gap: number;
  } | null;
  readonly stated: Point | null;
  /** What the goods outside the pair are held at in this drawing. */
  readonly held?: Readonly<Record<string, number>>;
}

export interface AggregatePicture {
  readonly goods: readonly [x: string, y: string];
  /** What prices support: the convexified frontier. */
  readonly hull: readonly Point[];
  /** The real aggregate frontier with its dents, traced or drawn on a grid; null where it equals the hull or is too large to draw. */
  readonly dented: readonly Point[] | null;
  /** Of a traced frontier the parts that prices support (a lone total is a part of one point); absent where it was not traced. */
  readonly supported?: readonly (readonly Point[])[];
  readonly optimum: Point | null;
  /** The objective's contour through the optimum. */
  readonly contour: readonly Point[];
  readonly priceLine: readonly [Point, Point] | null;
  /** Where the agents with `at` stand, and where the improvement leads. */
  readonly stated: { readonly from: Point; readonly to: Point | null } | null;
}
