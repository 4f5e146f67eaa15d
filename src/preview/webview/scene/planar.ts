import { scaleLinear } from 'd3-scale';
import type { Point } from '../../../analysis/picture.ts';
import type { Ratio } from './arrow.ts';
import type { Box, Label, Mark, Measure, ScreenPoint } from './scene.ts';
import { labelBox, overlap, polyline, shorten } from './scene.ts';

/** The most that has to be seen along each axis; both start at 0. */
export interface Extent {
  readonly x: number;
  readonly y: number;
}

/** Where a chart of two goods lies on its drawing. */
export interface Frame extends Ratio {
  readonly plot: Box;
  readonly width: number;
  readonly height: number;
  toScreen(point: Point): ScreenPoint;
}

/**
 * Pixels per unit of x over pixels per unit of y that suits most of the extents (their median): equal prices are then
 * parallel arrows.
 */
export function sharedRatio(extents: readonly Extent[]): number {
  const ratios = extents.map(ownRatio).toSorted((a, b) => a - b);
  const [low, high] = [ratios[(ratios.length - 1) >> 1], ratios[ratios.length >> 1]];
  return low === undefined || high === undefined ? 1 : Math.sqrt(low) * Math.sqrt(high);
}

/** The ratio at which an extent is as wide as it is high. */
export function ownRatio({ x, y }: Extent): number {
  return y / x;
}

/** At the shared ratio this extent would be a sliver that nobody can read. */
export function isSliver(extent: Extent, shared: number): boolean {
  return LEGIBLE < Math.abs(Math.log(ownRatio(extent) / shared));
}

const LEGIBLE = Math.log(12);

export interface FrameOptions {
  readonly width: number;
  /** The most that the plot may be high. */
  readonly tallest: number;
  /** Pixels kept free beyond the extent, at the right and above, for arrows. */
  readonly room: number;
  readonly ratio: number;
}

/**
 * One frame for each extent, all of one ratio, width and height; of one scale too where the extents are of a size, so
 * that the frontiers can be compared.
 */
export function planarFrames(extents: readonly Extent[], options: FrameOptions, measure: Measure): readonly Frame[] {
  const { width, tallest, room, ratio } = options;
  const left = 10 + Math.max(18, ...extents.map(({ y }) => widestTick(y, measure)));
  const across = Math.max(40, width - left - RIGHT);
  const scales = extents.map(({ x, y }) => Math.min((across - room) / x, (ratio * (tallest - room)) / y)).map(sound);
  const [least, most] = [Math.min(...scales), Math.max(...scales)];
  const used = scales.map((scale) => (most <= 4 * least ? least : scale));
  const high = Math.max(SHORTEST, ...used.map((sx, i) => (sx / ratio) * (extents[i]?.y ?? 0) + room));
  // A plot much wider than its curves would only show more of nothing.
  const wide = Math.max(240, ...used.map((sx, i) => 1.3 * sx * (extents[i]?.x ?? 0) + room));
  const plot: Box = { x: left, y: TOP, width: Math.min(across, wide), height: Math.min(tallest, high) };
  return used.map((sx) => framed(plot, sx, sx / ratio, width));
}

/** What ticks may need: the plot reaches beyond the extent by the room for arrows. */
function widestTick(extent: number, measure: Measure): number {
  const most = extent * 2;
  return Math.max(...ticks(most, 6).map((tick) => measure(tickText(tick, most), TICK_SIZE)));
}

function framed(plot: Box, sx: number, sy: number, width: number): Frame {
  return {
    plot,
    sx,
    sy,
    width,
    height: TOP + plot.height + BOTTOM,
    toScreen: ([x, y]) => [plot.x + x * sx, plot.y + plot.height - y * sy],
  };
}

/** Grid, axes, ticks and titles; the labels' boxes are what other labels must avoid. */
export function axes(
  frame: Frame,
  titles: { readonly x: string; readonly y: string },
  measure: Measure,
): { readonly marks: readonly Mark[]; readonly boxes: readonly Box[] } {
  const { plot } = frame;
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height];
  const xs = ticks(plot.width / frame.sx, plot.width / 64).map((v) => [plot.x + v * frame.sx, v] as const);
  const ys = ticks(plot.height / frame.sy, plot.height / 44).map((v) => [bottom - v * frame.sy, v] as const);
  const [xTop, yTop] = [plot.width / frame.sx, plot.height / frame.sy];
  const label = (x: number, y: number, text: string, anchor: Label['anchor'], name: string): Label => ({
    kind: 'text',
    x,
    y,
    text,
    anchor,
    size: TICK_SIZE,
    class: name,
  });
  const below = thinned(
    xs.map(([x, v]) => label(x, bottom + 12, tickText(v, xTop), 'middle', 'tick')),
    frame.width,
    measure,
  );
  const title = label(2, 8, shorten(`↑ ${titles.y}`, frame.width - 4, TICK_SIZE, measure), 'start', 'axis-title');
  const beside = ys
    .map(([y, v]) => label(plot.x - 7, y, tickText(v, yTop), 'end', 'tick'))
    .filter((tick) => !overlap(labelBox(tick, measure), labelBox(title, measure)));
  const named = [
    title,
    label(right, bottom + 27, shorten(`${titles.x} →`, right - 2, TICK_SIZE, measure), 'end', 'axis-title'),
  ];
  const grid = [
    ...xs.map(([x]) =>
      polyline([
        [x, plot.y],
        [x, bottom],
      ]),
    ),
    ...ys.map(([y]) =>
      polyline([
        [plot.x, y],
        [right, y],
      ]),
    ),
  ].join('');
  return {
    marks: [
      { kind: 'path', d: grid, class: 'grid' },
      {
        kind: 'path',
        d: polyline([
          [plot.x, plot.y],
          [plot.x, bottom],
          [right, bottom],
        ]),
        class: 'axis',
      },
      ...below,
      ...beside,
      ...named,
    ],
    boxes: [...below, ...beside, ...named].map((text) => labelBox(text, measure)),
  };
}

/** Drops labels that would touch the one before or leave the drawing. */
function thinned(labels: readonly Label[], width: number, measure: Measure): readonly Label[] {
  let end = 0;
  return labels.filter((label) => {
    const box = labelBox(label, measure);
    if (box.x < end || width < box.x + box.width) return false;
    end = box.x + box.width + 6;
    return true;
  });
}

function ticks(most: number, count: number): readonly number[] {
  return scaleLinear([0, most], [0, 1]).ticks(Math.max(1, Math.min(6, Math.round(count))));
}

/** A tick's number with as many decimals as the axis needs; a power of ten where it is very long or short. */
export function tickText(value: number, most: number): string {
  if (value === 0) return '0';
  if (1e6 <= most || most < 1e-3) {
    const exponent = Math.floor(Math.log10(most));
    return `${Number((value / 10 ** exponent).toPrecision(3))}e${exponent}`;
  }
  return String(Number(value.toPrecision(4)));
}

/** No extent at all (nothing made) still needs a scale. */
function sound(scale: number): number {
  return Number.isFinite(scale) && 0 < scale ? scale : 1;
}

export const TICK_SIZE = 11;
const TOP = 20;
const BOTTOM = 36;
const RIGHT = 14;
const SHORTEST = 96;
