import type { Witness } from '../verdict.ts';
import { jensen, type Target } from './chords.ts';

/** Where the middle of a chord lies from the kink, in half chords. */
const SHIFTS = [0, 0.5, -0.5, 0.9, -0.9];
const SHORTEST = 44;

/** Chords of one variable across a kink or jump, ever shorter, until one refutes as wanted. */
export function chordAcross(
  target: Target,
  [lo, hi]: readonly [number, number],
  at: number,
  wanted: Witness['shows'],
): Witness | null {
  const reach = Math.min(at - lo, hi - at);
  for (let i = 0; i <= SHORTEST; i++) {
    for (const shift of SHIFTS) {
      const step = (reach / (1 + Math.abs(shift))) * 2 ** -i;
      const grain = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(at), step))) - 49);
      const d = Math.trunc(step / grain) * grain;
      const m = Math.round((at + shift * d) / grain) * grain;
      if (!(d > 0) || m - d < lo || m + d > hi) continue;
      const found = jensen(target, [m], [d]);
      if (found?.shows === wanted) return found;
    }
  }
  return null;
}
