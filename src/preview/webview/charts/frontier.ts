import type { Analysis } from '../../../analysis/analysis.ts';
import type { AgentPicture, AgentView } from '../../../analysis/picture.ts';
import type { KindOutcome } from '../../../solver/solution.ts';
import type { Panel } from '../page-plan.ts';
import { ARROW, frontierScene } from '../scene/frontier.ts';
import { planarFrames } from '../scene/planar.ts';
import type { Drawing } from '../scene/scene.ts';
import { amount } from '../words/format.ts';
import { many, members, type Noun } from '../words/nouns.ts';
import { outputs, tradeOff } from '../words/price-words.ts';
import { axisName, nounOf } from './goods.ts';

/** One agent's frontier as a chart. */
export function frontierDrawing(
  analysis: Analysis,
  agent: AgentPicture,
  { view, extents, ratio, at }: NonNullable<Panel['drawing']>,
): Drawing {
  const [x, y] = nounsOf(analysis, view);
  const words = {
    title: `Frontier of ${members(agent.agent, agent.count)}, ${agent.verdict}`,
    description: describe(analysis, agent, view),
    x: axisName(x),
    y: axisName(y),
  };
  return (width, measure) => {
    const tallest = Math.min(340, Math.max(170, width * 0.72));
    const frame = planarFrames(extents, { width, tallest, room: ARROW + 4, ratio }, measure)[at];
    if (frame === undefined) throw new Error('a view is one of its own group');
    return frontierScene(view, words, frame, measure);
  };
}

/** What it makes. */
export function madeBy(analysis: Analysis, agent: AgentPicture): string {
  const outcome = outcomeOf(analysis, agent);
  if (outcome === null) return agent.count === 1 ? '' : `${amount(agent.count)} members`;
  const { member } = agent;
  const made = outputs(outcome.outputs, analysis.goods);
  if (agent.count === 1) return member === undefined ? made : `${member}: ${made}`;
  const differ = analysis.curvature.some((row) => row.agent === agent.agent && row.membersDiffer === true);
  const members = `${amount(agent.count)} members, ${differ ? 'on average' : 'each'} ${made}`;
  return differ ? `${members}; drawn is ${member ?? 'one in the middle of what they differ in'}` : members;
}

/** Where it stands and what its own trade-off is there. */
export function tradeOffOf(
  analysis: Analysis,
  agent: AgentPicture,
  { view, shared }: NonNullable<Panel['drawing']>,
): string {
  const outcome = outcomeOf(analysis, agent);
  const trade = outcome === null ? null : tradeOff(outcome.virtualPrices, ...nounsOf(analysis, view));
  const place = outcome === null ? '' : PLACES[outcome.at];
  const apart = shared ? '' : 'Its scales are its own: compare numbers here, not the slant of arrows.';
  const said = [place, trade ?? ''].filter((part) => part !== '').join(': ');
  return [said === '' ? '' : `${said}.`, apart].filter((part) => part !== '').join(' ');
}

const PLACES: Readonly<Record<KindOutcome['at'], string>> = {
  interior: '',
  bound: 'At a zero bound',
  kink: 'At a kink',
  dent: 'In a dent, where no price leads',
};

/** Why there is nothing to draw: one good is a capacity, no good a frontier still to be written. */
export function whyUndrawn(analysis: Analysis, agent: AgentPicture): string {
  const named = analysis.curvature.find((other) => other.agent === agent.agent)?.goods ?? [];
  const goods = named.length === 1 ? named : Object.keys(outcomeOf(analysis, agent)?.outputs ?? {});
  const [only] = goods;
  if (goods.length !== 1 || only === undefined) return 'There is no frontier to draw yet.';
  return `It makes only ${nounOf(analysis, only).name}: a capacity, with nothing to trade off.`;
}

function outcomeOf({ solution }: Analysis, { agent, kind }: AgentPicture): KindOutcome | null {
  const kinds = solution.agents.find((other) => other.agent === agent)?.kinds ?? [];
  return kinds.find(({ label }) => label === kind) ?? (kind === null ? (kinds[0] ?? null) : null);
}

function nounsOf(analysis: Analysis, { goods: [x, y] }: AgentView): readonly [Noun, Noun] {
  return [nounOf(analysis, x), nounOf(analysis, y)];
}

function describe(analysis: Analysis, agent: AgentPicture, view: AgentView): string {
  const outcome = outcomeOf(analysis, agent);
  const [x, y] = nounsOf(analysis, view);
  const point =
    view.point === null
      ? 'No point is chosen.'
      : `Chosen: ${amount(view.point[0])} ${many(x)} and ${amount(view.point[1])} ${many(y)}.`;
  const trade = outcome === null ? null : tradeOff(outcome.virtualPrices, x, y);
  return [
    point,
    trade === null ? '' : `${trade[0]?.toUpperCase()}${trade.slice(1)}.`,
    'All values stand in the Numbers tab.',
  ].join(' ');
}
