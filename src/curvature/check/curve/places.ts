import { compare, toDouble } from '../../../math/rational/rational.ts';
import { compareValues, limitAt } from './joints.ts';
import { limitOf, type Path } from './path.ts';
import { exactlyAt, type Value } from './values.ts';

/** What the formulas come to exactly at a joint, where an `if` may take a value of its own. */
export interface OwnPlace {
  readonly joint: number;
  readonly at: number;
  readonly x: Value;
  readonly y: Value;
}

/** The places at exact joints where an `if` changes; a sentence where one is not seen to be defined. */
export function ownPlaces(path: Omit<Path, 'places'>): readonly OwnPlace[] | string {
  const { curve, stretches } = path;
  const found: OwnPlace[] = [];
  for (let i = 0; i <= stretches.length; i++) {
    const [before, after] = [stretches[i - 1], stretches[i]];
    const joint = after?.from ?? before?.to;
    const choices = [before, after].flatMap((s) => (s ? [...s.x.choices, ...s.y.choices] : []));
    if (!joint || !choices.some((c) => c.mayJump) || compare(joint.lo, joint.hi) !== 0) continue;
    const [x, y] = [exactlyAt(curve.x, curve.parameter, joint.lo), exactlyAt(curve.y, curve.parameter, joint.lo)];
    if (!x || !y) return 'the curve is not seen to be defined at a joint';
    found.push({ joint: i, at: toDouble(joint.lo), x, y });
  }
  return found;
}

/** No better than the curve close by or a corner: null where that holds for all of them. */
export function strayPlace(path: Path): string | null {
  const { curve, stretches, corners, places } = path;
  const isUnder = (a: Value, b: Value | null): boolean => b !== null && (compareValues(a, b) ?? 1) <= 0;
  const isCovered = ({ joint, x, y }: OwnPlace): boolean => {
    const [before, after] = [stretches[joint - 1], stretches[joint]];
    const limits = [before && ([before, before.to] as const), after && ([after, after.from] as const)].flatMap((s) =>
      s ? [[limitAt(s[0].x, curve.parameter, s[1]), limitAt(s[0].y, curve.parameter, s[1])] as const] : [],
    );
    const ends = corners.map((c) => [limitOf(path, 'x', c.x), limitOf(path, 'y', c.y)] as const);
    return [...limits, ...ends].some(([u, v]) => isUnder(x, u) && isUnder(y, v));
  };
  return places.every(isCovered) ? null : 'a place of its own stands out';
}
