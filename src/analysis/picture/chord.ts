import type { FrontierJudgement, Witness } from '../../curvature/verdict.ts';
import type { PerGood } from '../../solver/solution.ts';
import type { AgentView, Point } from '../picture.ts';
import type { Pair, Stretch } from './outline.ts';
import { between, meetRay, meetVertical } from './polyline.ts';

type Chord = NonNullable<AgentView['chord']>;

/**
 * The Jensen chord to draw on a convex or mixed frontier: the proven witness where it lies in these two goods, or else
 * the same kind of chord on the longest inward stretch of the drawing. Null for other verdicts.
 */
export function chordOf(
  judgement: FrontierJudgement,
  radial: boolean,
  stretches: readonly Stretch[],
  pair: Pair,
  held: PerGood<number>,
): Chord | null {
  if (judgement.verdict !== 'convex' && judgement.verdict !== 'mixed') return null;
  const witness = judgement.witnesses.find(({ shows }) => shows === 'not-concave') ?? judgement.witnesses[0];
  const proven = witness && liesIn(witness, pair, held) ? provenChord(witness, radial, stretches, pair) : null;
  return proven ?? drawnChord(stretches);
}

/** A witness in other goods too lies in this drawing only if those are held at the witness's own amounts. */
function liesIn(witness: Witness, pair: Pair, held: PerGood<number>): boolean {
  return Object.keys(witness.p)
    .filter((good) => !pair.includes(good))
    .every((good) => witness.p[good] === (held[good] ?? 0) && witness.q[good] === (held[good] ?? 0));
}

function provenChord(witness: Witness, radial: boolean, stretches: readonly Stretch[], pair: Pair): Chord | null {
  const [p, q, mid] = [witness.p, witness.q, witness.mid].map((at): Point => [at[pair[0]] ?? NaN, at[pair[1]] ?? NaN]);
  if (!p || !q || !mid || ![...p, ...q, ...mid].every(Number.isFinite)) return null;
  const curve = stretches.flatMap((stretch) => stretch.points);
  const on = radial ? meetRay(curve, mid) : meetVertical(curve, mid[0]);
  return on ? { p, q, mid, on, shows: witness.shows, gap: witness.gap } : null;
}

function drawnChord(stretches: readonly Stretch[]): Chord | null {
  const inward = stretches.filter((stretch) => stretch.verdict === 'convex' && 4 <= stretch.points.length);
  const [longest] = inward.sort((a, b) => span(b) - span(a));
  const [first, last] = [longest?.points.at(0), longest?.points.at(-1)];
  if (!longest || !first || !last) return null;
  const p = meetVertical(longest.points, first[0] + (last[0] - first[0]) / 16);
  const q = meetVertical(longest.points, first[0] + ((last[0] - first[0]) * 13) / 16);
  if (!p || !q) return null;
  const mid = between(p, q, 1 / 2);
  const on = meetRay(longest.points, mid);
  if (!on) return null;
  return { p, q, mid, on, shows: 'not-concave', gap: Math.abs(1 - Math.hypot(...on) / Math.hypot(...mid)) };
}

function span(stretch: Stretch): number {
  return Math.abs((stretch.points.at(-1)?.[0] ?? 0) - (stretch.points.at(0)?.[0] ?? 0));
}
