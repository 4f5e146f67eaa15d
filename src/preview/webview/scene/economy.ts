import type { AggregatePicture } from '../../../analysis/picture.ts';
import { head, screenNormal, tipOf } from './arrow.ts';
import { clipLine } from './clip.ts';
import { arrow, beads, dotAt, square } from './frontier.ts';
import { along, around, placeLabels, type Wanted } from './place-labels.ts';
import { axes, type Frame, TICK_SIZE } from './planar.ts';
import { type ChartWords, type Mark, type Measure, polyline, type Scene, type ScreenPoint } from './scene.ts';

export const ECONOMY_ARROW = 56;

/** What all agents make together: the frontier with its dents, what prices support, the optimum and its price. */
export function economyScene(picture: AggregatePicture, words: ChartWords, frame: Frame, measure: Measure): Scene {
  const drawn = axes(frame, words, measure);
  const at = frame.toScreen;
  const hull = picture.hull.map(at);
  const real = (picture.dented ?? picture.hull).map(at);
  const contour = clipLine(picture.contour.map(at), frame.plot);
  const price = clipLine((picture.priceLine ?? []).map(at), frame.plot);
  const optimum = picture.optimum === null ? null : at(picture.optimum);
  const direction = normalOf(picture, frame);
  const arrows = optimum === null || direction === null ? [] : arrow(optimum, direction, ECONOMY_ARROW, 'price', 6);
  const stated = statedMarks(picture, frame);
  const labels = placeLabels(
    [
      ...stated.wanted,
      ...longest(price).map((line): Wanted => wanted('price line', 'price-label', line)),
      ...longest(contour).map((line): Wanted => wanted('equally good', 'contour-label', line)),
    ],
    {
      boxes: [
        ...drawn.boxes,
        ...(optimum === null ? [] : [square(optimum, 8)]),
        ...(optimum === null || direction === null ? [] : beads(optimum, direction, ECONOMY_ARROW)),
        ...stated.boxes,
      ],
      lines: [real, hull, ...contour, ...price, ...stated.lines],
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
      ...area(real, frame, picture.dented === null ? 'concave' : 'convex'),
      ...(picture.dented === null ? [] : [path(hull, 'hull')]),
      path(real, picture.dented === null ? 'aggregate' : 'aggregate dented'),
      ...(picture.dented === null ? [] : supportedMarks(picture, frame)),
      ...contour.map((line) => path(line, 'contour')),
      ...price.map((line) => path(line, 'price-line')),
      ...arrows,
      ...stated.marks,
      ...(optimum === null ? [] : dotAt(optimum, 6.5, 'chosen')),
      ...labels,
    ],
  };
}

/** Beside dents: the parts that prices support, and the lone totals between dents. */
function supportedMarks({ supported = [] }: AggregatePicture, { toScreen }: Frame): readonly Mark[] {
  return supported.flatMap((part) => {
    const [first, ...others] = part.map(toScreen);
    if (first === undefined) return [];
    return others.length === 0 ? dotAt(first, 3.5, 'supported') : [path([first, ...others], 'aggregate')];
  });
}

/** Perpendicular to the supporting line, towards more. */
export function normalOf({ priceLine }: AggregatePicture, frame: Frame): ScreenPoint | null {
  if (priceLine === null) return null;
  const [[ax, ay], [bx, by]] = priceLine;
  const [nx, ny] = [Math.abs(by - ay), Math.abs(bx - ax)];
  return nx === 0 && ny === 0 ? null : screenNormal([nx, ny], frame);
}

function statedMarks({ stated }: AggregatePicture, frame: Frame) {
  if (stated === null) return { marks: [], boxes: [], lines: [], wanted: [] };
  const from = frame.toScreen(stated.from);
  const to = stated.to === null ? null : frame.toScreen(stated.to);
  const marks: Mark[] = dotAt(from, 5.5, 'stated');
  const wanted: Wanted[] = [label('stated', from)];
  if (to !== null) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    if (16 < length) marks.push(...improvementArrow(from, [dx / length, dy / length], length - 5));
    marks.push(...dotAt(to, 4, 'improved'));
    wanted.push(label('better for all', to));
  }
  const boxes = [from, ...(to === null ? [] : [to, tipOf(from, [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2], 1)])];
  return { marks, boxes: boxes.map((p) => square(p, 7)), lines: to === null ? [] : [[from, to]], wanted };
}

function improvementArrow(from: ScreenPoint, direction: ScreenPoint, length: number): readonly Mark[] {
  return [
    {
      kind: 'path',
      d: polyline([tipOf(from, direction, 7), tipOf(from, direction, length - 7)]),
      class: 'arrow better',
    },
    { kind: 'path', d: head(from, direction, length, 8), class: 'arrow-head better' },
  ];
}

function label(text: string, at: ScreenPoint): Wanted {
  return { text, class: 'stated-label', size: TICK_SIZE, places: around(at, 11) };
}

function wanted(text: string, name: string, line: readonly ScreenPoint[]): Wanted {
  return { text, class: name, size: TICK_SIZE, places: along(dense(line)) };
}

/** Points close together along a line, for labels to stand beside. */
function dense(line: readonly ScreenPoint[]): readonly ScreenPoint[] {
  if (24 < line.length) return line;
  return line.flatMap(([ax, ay], i): ScreenPoint[] => {
    const b = line[i + 1];
    if (b === undefined) return [[ax, ay]];
    return Array.from({ length: 24 }, (_, k) => [ax + ((b[0] - ax) * k) / 24, ay + ((b[1] - ay) * k) / 24]);
  });
}

function longest(parts: readonly (readonly ScreenPoint[])[]): readonly (readonly ScreenPoint[])[] {
  return parts.toSorted((a, b) => span(b) - span(a)).slice(0, 1);
}

function span(line: readonly ScreenPoint[]): number {
  const [a, b] = [line[0], line.at(-1)];
  return a === undefined || b === undefined ? 0 : Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function area(line: readonly ScreenPoint[], { plot }: Frame, tint: string): readonly Mark[] {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined) return [];
  const floor = plot.y + plot.height;
  const around: ScreenPoint[] = [[plot.x, floor], [plot.x, Math.min(first[1], floor)], ...line, [last[0], floor]];
  return [{ kind: 'path', d: `${polyline(around)}Z`, class: `feasible ${tint}` }];
}

function path(line: readonly ScreenPoint[], name: string): Mark {
  return { kind: 'path', d: polyline(line), class: name };
}
