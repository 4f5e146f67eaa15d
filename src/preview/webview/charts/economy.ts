import type { Analysis } from '../../../analysis/analysis.ts';
import type { AggregatePicture } from '../../../analysis/picture.ts';
import type { PagePlan } from '../page-plan.ts';
import { ECONOMY_ARROW, economyScene } from '../scene/economy.ts';
import { planarFrames } from '../scene/planar.ts';
import type { Drawing } from '../scene/scene.ts';
import { amount } from '../words/format.ts';
import { list, many, type Noun } from '../words/nouns.ts';
import { axisName, nounOf } from './goods.ts';

/** What all make together as a chart. */
export function economyDrawing(
  analysis: Analysis,
  { picture, extent, ratio }: NonNullable<PagePlan['aggregate']>,
): Drawing {
  const [x, y] = [nounOf(analysis, picture.goods[0]), nounOf(analysis, picture.goods[1])];
  const words = {
    title: 'The frontier of the whole economy',
    description: describe(picture, x, y),
    x: `${axisName(x)} in total`,
    y: `${axisName(y)} in total`,
  };
  return (width, measure) => {
    const tallest = Math.min(500, Math.max(240, width * 0.95));
    const [frame] = planarFrames([extent], { width, tallest, room: ECONOMY_ARROW + 4, ratio }, measure);
    if (frame === undefined) throw new Error('one extent has one frame');
    return economyScene(picture, words, frame, measure);
  };
}

/** What the chart cannot say: the gain from what is stated, and what dents are. */
export function economyRemarks(analysis: Analysis, picture: AggregatePicture): string {
  const { improvement } = analysis.solution;
  const traced = picture.supported === undefined ? [] : (analysis.trace?.notes ?? []);
  const dents =
    picture.dented === null
      ? ''
      : 'The thin line is what prices support; between it and the curve nothing can be made.';
  const gains =
    improvement === null ? [] : Object.entries(improvement.gain).filter(([, gain]) => 1e-12 < Math.abs(gain));
  const better =
    gains.length === 0
      ? ''
      : `From what is stated, an exchange gives ${list(gains.map(([good, gain]) => `${amount(gain, 3)} more ${many(nounOf(analysis, good))}`))} and less of nothing.`;
  return [better, dents, ...(analysis.solution.totals === null ? traced.slice(1) : [])]
    .filter((part) => part !== '')
    .join(' ');
}

/** Why there is no chart. */
export function whyNoSum(analysis: Analysis): string {
  return analysis.goods.length < 2
    ? 'One good has no frontier to trade along: everyone makes as much as they can.'
    : 'The sum of these goods is not drawn.';
}

function describe(picture: AggregatePicture, x: Noun, y: Noun): string {
  const [first, last] = [picture.hull[0], picture.hull.at(-1)];
  const span =
    first === undefined || last === undefined
      ? ''
      : `From ${amount(Math.max(first[1], last[1]))} ${many(y)} to ${amount(Math.max(first[0], last[0]))} ${many(x)}.`;
  const optimum =
    picture.optimum === null
      ? 'No point is chosen.'
      : `The optimum: ${amount(picture.optimum[0])} ${many(x)} and ${amount(picture.optimum[1])} ${many(y)}.`;
  return `${span} ${optimum} All values stand in the Numbers tab.`;
}
