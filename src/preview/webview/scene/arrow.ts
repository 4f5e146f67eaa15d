import { polyline, type ScreenPoint } from './scene.ts';

/** Pixels per unit along each axis. */
export interface Ratio {
  readonly sx: number;
  readonly sy: number;
}

/**
 * The direction on screen (y downwards, length 1) of a normal given in data units. Tangents scale with the axes, so a
 * normal must scale inversely to stay perpendicular: tangent (sx·tx, −sy·ty) ⟂ (nx/sx, −ny/sy) whenever t ⟂ n.
 */
export function screenNormal([nx, ny]: readonly [number, number], { sx, sy }: Ratio): ScreenPoint {
  // An infinite component outweighs any finite one.
  if (nx === Number.POSITIVE_INFINITY) return [1, 0];
  if (ny === Number.POSITIVE_INFINITY) return [0, -1];
  const [x, y] = [nx / sx, -ny / sy];
  const length = Math.hypot(x, y);
  return length === 0 ? [0, 0] : [x / length, y / length];
}

/** The angle between two directions in degrees. */
export function angleBetween([ax, ay]: ScreenPoint, [bx, by]: ScreenPoint): number {
  return (Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180) / Math.PI;
}

export function tipOf([x, y]: ScreenPoint, [dx, dy]: ScreenPoint, length: number): ScreenPoint {
  return [x + dx * length, y + dy * length];
}

/** The shaft of an arrow, from `gap` pixels off its foot to under its head. */
export function shaft(foot: ScreenPoint, direction: ScreenPoint, length: number, gap = 0): string {
  return polyline([tipOf(foot, direction, gap), tipOf(foot, direction, length - HEAD * 0.8)]);
}

/** The head of an arrow as a filled triangle. */
export function head(foot: ScreenPoint, direction: ScreenPoint, length: number, size = HEAD): string {
  const [dx, dy] = direction;
  const base = tipOf(foot, direction, length - size);
  const half = size * 0.42;
  return `${polyline([
    tipOf(foot, direction, length),
    [base[0] - dy * half, base[1] + dx * half],
    [base[0] + dy * half, base[1] - dx * half],
  ])}Z`;
}

/** The sector between two directions: the fan of prices that all support one choice. */
export function sector(foot: ScreenPoint, from: ScreenPoint, to: ScreenPoint, radius: number): string {
  const [a, b] = [tipOf(foot, from, radius), tipOf(foot, to, radius)];
  const sweep = 0 < from[0] * to[1] - from[1] * to[0] ? 1 : 0;
  return `${polyline([foot, a])}A${radius},${radius} 0 0 ${sweep} ${b[0].toFixed(2)},${b[1].toFixed(2)}Z`;
}

const HEAD = 9;
