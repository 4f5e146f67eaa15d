import { compare, toDouble } from '../../../math/rational/rational.ts';
import type { CurveFormulas, Stretch } from './stretches.ts';
import { exactlyAt, type Value } from './values.ts';

/** What the formulas come to exactly at a joint, where an `if` may take a value of its own. */
export interface OwnPlace {
  readonly joint: number;
  readonly at: number;
  readonly x: Value;
  readonly y: Value;
}

/** The places at exact joints where an `if` changes; a sentence where one is not seen to be defined. */
export function ownPlaces(curve: CurveFormulas, stretches: readonly Stretch[]): readonly OwnPlace[] | string {
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
