/** A drawing as plain data: computed without a page, so that it can be checked; drawn by `render.ts`. Units: pixels. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  /** What a screen reader says. */
  readonly title: string;
  readonly description: string;
}

export type Mark =
  | { readonly kind: 'path'; readonly d: string; readonly class: string }
  | { readonly kind: 'dot'; readonly x: number; readonly y: number; readonly r: number; readonly class: string }
  | { readonly kind: 'rect'; readonly box: Box; readonly class: string; readonly fill?: string; readonly hint?: string }
  | Label;

/** A line of text; `y` is its middle. */
export interface Label {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly size: number;
  readonly class: string;
  /** The whole text where `text` had to be shortened. */
  readonly hint?: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type ScreenPoint = readonly [x: number, y: number];

/** The width of a text in pixels at a font size. */
export type Measure = (text: string, size: number) => number;

/** What a chart of two goods is called, and its axes. */
export interface ChartWords {
  readonly title: string;
  readonly description: string;
  readonly x: string;
  readonly y: string;
}

/** A chart of a width, with texts measured in the page's font. */
export type Drawing = (width: number, measure: Measure) => Scene;

/** The box that a label covers. */
export function labelBox(label: Label, measure: Measure): Box {
  const width = measure(label.text, label.size);
  const shift = label.anchor === 'start' ? 0 : label.anchor === 'middle' ? width / 2 : width;
  const height = label.size * 1.2;
  return { x: label.x - shift, y: label.y - height / 2, width, height };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function inside(inner: Box, outer: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The text, cut with an ellipsis where it is wider than `width`. */
export function shorten(text: string, width: number, size: number, measure: Measure): string {
  if (measure(text, size) <= width) return text;
  const letters = [...text];
  while (0 < letters.length && width < measure(`${letters.join('')}…`, size)) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** A label that is cut where it is wider than its room, and then carries the whole text as a hint. */
export function shortened(
  full: string,
  room: number,
  place: Pick<Label, 'x' | 'y' | 'anchor' | 'class'>,
  measure: Measure,
  size = 12,
): Label {
  const text = shorten(full, room, size, measure);
  return { kind: 'text', text, size, ...place, ...(text === full ? {} : { hint: full }) };
}

/** Straight lines through points as path data, rounded to a hundredth of a pixel. */
export function polyline(points: readonly ScreenPoint[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${rounded(x)},${rounded(y)}`).join('');
}

function rounded(x: number): number {
  return Math.round(x * 100) / 100;
}
