import type { AgentView, Point } from '../../../analysis/picture.ts';
import { amount, percent } from '../words/format.ts';
import { angleBetween, head, screenNormal, sector, shaft, tipOf } from './arrow.ts';
import { disposalHull } from './outline.ts';
import { around, placeLabels, type Wanted } from './place-labels.ts';
import { axes, type Frame, TICK_SIZE } from './planar.ts';
import { type Box, type ChartWords, type Mark, type Measure, polyline, type Scene, type ScreenPoint } from './scene.ts';

export const ARROW = 44;

/** One agent's frontier: its pieces, the chosen point with its price arrow or fan, the Jensen chord, the stated point. */
export function frontierScene(view: AgentView, words: ChartWords, frame: Frame, measure: Measure): Scene {
  const drawn = axes(frame, words, measure);
  const curve = outlineMarks(view, frame);
  const arrows = view.point === null ? NOTHING : priceArrows(view, frame.toScreen(view.point), frame);
  const chord = chordMarks(view, frame);
  const stated = statedMarks(view, frame);
  const point = view.point === null ? [] : dotAt(frame.toScreen(view.point), 5.5, 'chosen');
  const labels = placeLabels(
    [...chord.wanted, ...stated.wanted, ...arrows.wanted],
    {
      boxes: [...drawn.boxes, ...arrows.boxes, ...(view.point === null ? [] : [square(frame.toScreen(view.point), 7)])],
      lines: [...curve.lines, ...chord.lines],
    },
    { x: frame.plot.x + 2, y: frame.plot.y, width: frame.width - frame.plot.x - 4, height: frame.plot.height - 2 },
    measure,
  );
  return {
    width: frame.width,
    height: frame.height,
    title: words.title,
    description: words.description,
    marks: [
      ...drawn.marks,
      ...chord.marks,
      ...curve.marks,
      ...chord.front,
      ...arrows.marks,
      ...stated.marks,
      ...point,
      ...labels,
    ],
  };
}

interface Part {
  readonly marks: readonly Mark[];
  readonly lines: readonly (readonly ScreenPoint[])[];
  readonly boxes: readonly Box[];
  readonly wanted: readonly Wanted[];
}

const NOTHING: Part = { marks: [], lines: [], boxes: [], wanted: [] };

function outlineMarks(view: AgentView, frame: Frame): Part {
  const hull = disposalHull(view.outline).map(frame.toScreen);
  const area: Mark[] =
    hull.length === 0 ? [] : [{ kind: 'path', d: `${polyline(hull)}Z`, class: `feasible ${onlyVerdict(view)}` }];
  // The corner that free disposal adds is drawn thin: it is not efficient, but it bounds what can be made.
  const rim: Mark[] = hull.length === 0 ? [] : [{ kind: 'path', d: polyline(hull.slice(1)), class: 'disposal' }];
  const pieces = view.outline.map(({ verdict, points }) => ({ verdict, points: points.map(frame.toScreen) }));
  const marks = pieces.flatMap(({ verdict, points }): Mark[] => {
    const [only] = points;
    if (only !== undefined && points.length === 1) return dotAt(only, 3.5, `technique ${verdict}`);
    return points.length === 0 ? [] : [{ kind: 'path', d: polyline(points), class: `frontier ${verdict}` }];
  });
  return { ...NOTHING, marks: [...area, ...rim, ...marks], lines: pieces.map(({ points }) => points) };
}

function onlyVerdict({ outline: [first, ...others] }: AgentView): string {
  return first !== undefined && others.every(({ verdict }) => verdict === first.verdict) ? first.verdict : '';
}

/** The own price: one arrow, or the fan of all prices that keep it at a bound or kink; the economy's as a ghost. */
function priceArrows(view: AgentView, foot: ScreenPoint, frame: Frame): Part {
  const own = view.normals.map((normal) => screenNormal(normal, frame));
  const economy = view.economyNormal === null ? null : screenNormal(view.economyNormal, frame);
  const [from, to] = [own[0], own.at(-1)];
  const fan = from !== undefined && to !== undefined && 1 < own.length && 0.5 < angleBetween(from, to);
  const marks: Mark[] = [];
  if (fan) marks.push({ kind: 'path', d: sector(foot, from, to, ARROW * 0.86), class: 'fan' });
  for (const direction of fan ? [from, to] : own.slice(0, 1)) marks.push(...arrow(foot, direction, ARROW, 'price'));
  const agrees = !fan && from !== undefined && economy !== null && angleBetween(from, economy) < 1;
  if (economy !== null && !agrees) marks.push(...arrow(foot, economy, ARROW + 2, 'ghost'));
  const directions = [...own, ...(economy === null ? [] : [economy])];
  return { ...NOTHING, marks, boxes: directions.flatMap((direction) => beads(foot, direction, ARROW + 2)) };
}

function chordMarks({ chord }: AgentView, frame: Frame): Part & { readonly front: readonly Mark[] } {
  if (chord === null) return { ...NOTHING, front: [] };
  const { toScreen, plot } = frame;
  const [p, q, mid, on] = [toScreen(chord.p), toScreen(chord.q), toScreen(chord.mid), toScreen(chord.on)];
  const words = chord.shows === 'not-concave' ? 'apart beats together' : 'together beats apart';
  return {
    boxes: [],
    lines: [[p, q]],
    marks: [{ kind: 'path', d: polyline([p, q]), class: 'chord' }],
    front: [
      { kind: 'path', d: polyline([mid, on]), class: 'chord-gap' },
      ...[p, q].flatMap((end) => dotAt(end, 2.5, 'chord-end')),
      ...dotAt(mid, 3.5, 'chord-mid'),
    ],
    wanted: [
      {
        text: `${words}: +${gain(chord)}`,
        class: 'chord-label',
        size: TICK_SIZE,
        places: [...around(mid), ...around(q, 14), ...rightEdge(plot, mid[1])],
      },
    ],
  };
}

/** How much the chord's middle and the frontier differ: in y where they stand above each other, else along their ray. */
function gain({ mid, on, gap }: NonNullable<AgentView['chord']>): string {
  if (Math.abs(mid[0] - on[0]) <= 1e-9 * Math.abs(mid[0])) return amount(Math.abs(mid[1] - on[1]), 2);
  const [a, b] = [Math.hypot(...mid), Math.hypot(...on)];
  return a === 0 || b === 0 ? amount(gap, 2) : percent(Math.max(a, b) / Math.min(a, b) - 1);
}

/** Where all else is taken: flush right, from a height upwards to the top of the plot. */
function rightEdge({ x, y, width }: Box, from: number): Wanted['places'] {
  const steps = Math.max(0, Math.floor((from - y) / 8));
  return Array.from({ length: steps }, (_, i) => ({ x: x + width, y: from - 8 * i, anchor: 'end' as const }));
}

function statedMarks({ stated }: AgentView, frame: Frame): Part {
  if (stated === null) return NOTHING;
  const at = frame.toScreen(stated);
  const places = around(at, 10);
  return {
    boxes: [square(at, 6)],
    lines: [],
    marks: dotAt(at, 5, 'stated'),
    wanted: [{ text: 'stated', class: 'stated-label', size: TICK_SIZE, places }],
  };
}

/** An arrow of two marks: shaft and head, so that neither needs a marker definition. */
export function arrow(
  foot: ScreenPoint,
  direction: ScreenPoint,
  length: number,
  name: string,
  gap = 5,
): readonly Mark[] {
  return [
    { kind: 'path', d: shaft(foot, direction, length, gap), class: `arrow ${name}` },
    { kind: 'path', d: head(foot, direction, length), class: `arrow-head ${name}` },
  ];
}

export function dotAt([x, y]: ScreenPoint, r: number, name: string): Mark[] {
  return [{ kind: 'dot', x, y, r, class: name }];
}

export function square([x, y]: ScreenPoint, half: number): Box {
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}

/** An arrow as small boxes along its shaft, for labels to keep clear of. */
export function beads(foot: ScreenPoint, direction: ScreenPoint, length: number): readonly Box[] {
  return [0.15, 0.4, 0.65, 0.9].map((t) => square(tipOf(foot, direction, t * length), 6));
}

/**
 * The view of a pair of goods, or the first there is. A member that makes neither of the two is shown in goods that it
 * does make, one of them of the pair where it can be.
 */
export function viewOf(views: readonly AgentView[], pair: readonly [string, string] | null): AgentView | null {
  const exact = views.find(({ goods: [x, y] }) => x === pair?.[0] && y === pair[1]) ?? mirrored(views, pair);
  if (exact !== null && !isIdle(exact)) return exact;
  const busy = views.filter((view) => !isIdle(view));
  return busy.find(({ goods }) => goods.some((good) => pair?.includes(good))) ?? busy[0] ?? exact ?? views[0] ?? null;
}

function isIdle({ point }: AgentView): boolean {
  return point !== null && point[0] === 0 && point[1] === 0;
}

/** The same goods the other way round, turned so that axes agree over the page. */
function mirrored(views: readonly AgentView[], pair: readonly [string, string] | null): AgentView | null {
  const view = views.find(({ goods: [x, y] }) => x === pair?.[1] && y === pair[0]);
  if (view === undefined) return null;
  const flip = ([x, y]: Point): Point => [y, x];
  const maybe = (p: Point | null) => (p === null ? null : flip(p));
  return {
    goods: [view.goods[1], view.goods[0]],
    outline: view.outline.map((piece) => ({ ...piece, points: piece.points.map(flip) })),
    point: maybe(view.point),
    normals: view.normals.map(flip),
    economyNormal: maybe(view.economyNormal),
    stated: maybe(view.stated),
    chord:
      view.chord === null
        ? null
        : {
            ...view.chord,
            p: flip(view.chord.p),
            q: flip(view.chord.q),
            mid: flip(view.chord.mid),
            on: flip(view.chord.on),
          },
  };
}
