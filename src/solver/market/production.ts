import type { ProductionShape } from '../../curvature/shape.ts';
import type { Party } from '../outcome.ts';
import { piecesOf } from '../sets/build.ts';
import type { Piece } from '../sets/piece.ts';
import { type Chooser, type Option, several, single, worthOf } from './option.ts';
import type { Technology } from './technology.ts';

/** A producer that chooses at prices, with what is proven of it. */
export interface Producer {
  readonly name: string;
  readonly count: number;
  readonly chooser: Chooser;
  /** Members stand each in one option (or between two of one line), in whole numbers: its set is not convex. */
  readonly whole: boolean;
  readonly source: Source;
}

export type Source =
  /** `agent`: whose frontier it is, by its place in the economy; its members may each have one of their own. */
  | { readonly kind: 'frontier'; readonly party: Party; readonly agent: number }
  | { readonly kind: 'activity'; readonly technology: Technology };

type Choice = (prices: Float64Array) => Option;

/**
 * A frontier chooses among sorts of things that stay the same as prices change: its corners, which are known by where they are, and the
 * best places of what is curved. The two ends of a straight stretch are two choices, so that at its own price all between them is one too.
 */
export function frontierChooser({ pieces, shape }: Party, goods: readonly string[]): Chooser {
  const choices = withoutEquals(cornersOf(shape, goods)).concat(curvedChoices(pieces, shape, goods));
  const [first, second] = choices;
  if (first === undefined) {
    const nothing = new Float64Array(goods.length);
    return single(() => ({ key: 'nothing', amounts: nothing, value: 0 }));
  }
  return second === undefined ? single(first.choose) : several((prices) => choices.map(({ choose }) => choose(prices)));
}

interface Named {
  readonly choose: Choice;
  readonly corner?: Float64Array;
  readonly line?: string | undefined;
}

/** Corners of one line that are corners of another too count for both: who mixes must know along which. */
const withoutEquals = (corners: readonly Named[]): readonly Named[] =>
  corners.filter(
    ({ corner, line }, k) =>
      !corners
        .slice(0, k)
        .some(
          (other) =>
            corner?.every((y, j) => y === other.corner?.[j]) === true && (other.line === line || line === undefined),
        ),
  );

function cornerAt(key: string, amounts: Float64Array, line?: string): Named {
  return {
    corner: amounts,
    line,
    choose: (prices) => ({ key, amounts, value: worthOf(prices, amounts), ...(line === undefined ? {} : { line }) }),
  };
}

function cornersOf(shape: ProductionShape, goods: readonly string[]): readonly Named[] {
  const placed = (values: readonly number[]): Float64Array => {
    const amounts = new Float64Array(goods.length);
    shape.goods.forEach((good, k) => {
      amounts[goods.indexOf(good)] = values[k] ?? 0;
    });
    return amounts;
  };
  switch (shape.kind) {
    case 'planar':
      return shape.arcs.flatMap((arc, k): readonly Named[] => {
        if (arc.curvature === 'concave' || arc.curvature === 'unknown') return [];
        const line = arc.curvature === 'linear' ? `line ${k}` : undefined;
        const ends = arc.from === arc.to ? [arc.from] : [arc.from, arc.to];
        return ends.map((t, e) => cornerAt(`corner ${k}.${e}`, placed(arc.point(t)), line));
      });
    case 'points': {
      const { points, joined } = shape;
      if (!joined || points.length < 2) return points.map((point, k) => cornerAt(`point ${k}`, placed(point)));
      return points
        .slice(1)
        .flatMap((to, k) =>
          [points[k] ?? to, to].map((point, e) => cornerAt(`point ${k}.${e}`, placed(point), `line ${k}`)),
        );
    }
    default:
      return [];
  }
}

/** What is best in each piece; of tasks with constant returns one at a time gets what the others leave. */
function curvedChoices(pieces: readonly Piece[], shape: ProductionShape, goods: readonly string[]): readonly Named[] {
  switch (shape.kind) {
    case 'points':
      return [];
    case 'planar':
      return shape.arcs.flatMap((arc, k) =>
        arc.curvature === 'concave' || arc.curvature === 'unknown'
          ? piecesOf({ ...shape, arcs: [arc] }, goods).map((piece, i) => bestOf(piece, `arc ${k}.${i}`))
          : [],
      );
    case 'separable':
      return splits(pieces, shape, goods);
    default:
      return pieces.map((piece, k) => bestOf(piece, `piece ${k}`));
  }
}

function splits(
  pieces: readonly Piece[],
  { technologies, resource }: Extract<ProductionShape, { kind: 'separable' }>,
  goods: readonly string[],
): readonly Named[] {
  const straight = technologies
    .filter(({ arcs }) => arcs.some(({ curvature }) => curvature === 'linear'))
    .map(({ good }) => goods.indexOf(good));
  const takesAll = technologies.every(({ arcs }) =>
    arcs.some((arc) => arc.point(arc.to)[0] >= resource.lo * (1 - 1e-12)),
  );
  const alone = technologies.every(({ arcs }) => arcs.length === 1) && straight.length === technologies.length;
  return pieces.flatMap((piece, k): readonly Named[] => {
    const plain = bestOf(piece, `piece ${k}`);
    if (piece.fixed || straight.length < 2) return [plain];
    // All to one task is the same at all prices.
    if (alone && takesAll && piece.exact)
      return straight.map((j) => {
        const only = Float64Array.from(goods, (_, i) => (i === j ? 1 : 0));
        return cornerAt(`piece ${k} all ${j}`, Float64Array.from(piece.respond(only).outputs));
      });
    const others = (j: number): readonly number[] => straight.filter((i) => i !== j);
    const each = straight.map((j) => bestOf(piece, `piece ${k} most ${j}`, others(j)));
    return takesAll ? each : [plain, ...each];
  });
}

/** `without`: goods that get nothing but what nothing else could use. */
function bestOf(piece: Piece, key: string, without: readonly number[] = []): Named {
  return {
    choose(prices) {
      const asked = without.length === 0 ? prices : prices.map((p, j) => (without.includes(j) ? 0 : p));
      const response = piece.respond(asked);
      const amounts = piece.exact ? response.outputs : piece.realize(response.state).outputs;
      return { key, amounts, value: worthOf(prices, amounts) };
    },
  };
}
