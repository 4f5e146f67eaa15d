import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Economy } from '../../economy/economy.ts';
import type { PerGood, Solution } from '../../solver/solution.ts';
import type { AggregatePicture, Point } from '../picture.ts';
import { inPair } from './agent-pictures.ts';
import { contourThrough } from './contour.ts';
import { dentedFrontier } from './dents.ts';
import { aggregateHull, type Part } from './hull.ts';
import { economyNormal } from './normals.ts';
import { outline, type Pair } from './outline.ts';
import { pairsOf } from './pairs.ts';
import { statedOutputs } from './stated.ts';

/**
 * The whole economy, a picture a pair of goods. With more than two goods each member's other goods stay as chosen, so
 * every drawn total can be made, and what the drawing leaves out is only a shift of those other goods between members.
 */
export function aggregatePictures(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
): readonly AggregatePicture[] {
  if (economy.agents.length === 0) return [];
  const goods = economy.goods.map((good) => good.name);
  return pairsOf(goods).flatMap((pair) => {
    const picture = aggregatePicture(economy, judgements, solution, pair);
    return picture ? [picture] : [];
  });
}

function aggregatePicture(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
  pair: Pair,
): AggregatePicture | null {
  const parts = partsOf(economy, judgements, solution, pair);
  const hull = aggregateHull(parts);
  if (hull.every(([x, y]) => x === 0 && y === 0)) return null;
  const optimum = solution.totals ? inPair(solution.totals, pair) : null;
  const window: Point = [1.15 * (hull.at(-1)?.[0] ?? 0), 1.15 * (hull.at(0)?.[1] ?? 0)];
  const normal = economyNormal(solution, pair);
  return {
    goods: pair,
    hull,
    dented: hasDents(judgements) ? dentedFrontier(parts, hull) : null,
    optimum,
    contour: solution.totals ? contourThrough(economy, solution.totals, pair, window) : [],
    priceLine: optimum && normal ? priceLine(normal, optimum, window) : null,
    stated: statedTotals(economy, judgements, solution, pair),
  };
}

function hasDents(judgements: ReadonlyMap<string, FrontierJudgement>): boolean {
  return [...judgements.values()].some(({ verdict }) => verdict !== 'concave' && verdict !== 'linear');
}

/** One part a kind of each agent; the chosen points are among the drawn ones, so that the sum meets the optimum. */
function partsOf(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
  pair: Pair,
): readonly Part[] {
  return economy.agents.flatMap((agent): readonly Part[] => {
    const judgement = judgements.get(agent.name);
    const shape = judgement?.shape;
    if (!shape) return [];
    const kinds = solution.agents.find((outcome) => outcome.agent === agent.name)?.kinds ?? [];
    const drawn = (held: PerGood<number>) =>
      outline(shape, pair, held, judgement.verdict).map((stretch) => stretch.points);
    if (kinds.length === 0) return [{ count: agent.count, paths: drawn({}) }];
    if (shape.goods.length <= 2) {
      const chosen = kinds.map((kind) => [inPair(kind.outputs, pair)]);
      return [{ count: agent.count, paths: [...drawn({}), ...chosen] }];
    }
    return kinds.map((kind) => ({
      count: kind.count,
      paths: [...drawn(kind.outputs), [inPair(kind.outputs, pair)]],
    }));
  });
}

function priceLine([px, py]: Point, [x, y]: Point, [width, height]: Point): readonly [Point, Point] | null {
  if (px <= 0 && py <= 0) return null;
  if (py <= 0)
    return [
      [x, height],
      [x, 0],
    ];
  if (px <= 0)
    return [
      [0, y],
      [width, y],
    ];
  return [
    [0, y + (px / py) * x],
    [x + (py / px) * y, 0],
  ];
}

/** Where everyone would be if those with `at` stayed there and the others stood as chosen, and the improvement on it. */
function statedTotals(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
  pair: Pair,
): AggregatePicture['stated'] {
  let stated = false;
  let [x, y] = [0, 0];
  for (const agent of economy.agents) {
    const judgement = judgements.get(agent.name);
    const outputs = judgement ? statedOutputs(agent, judgement) : null;
    stated ||= outputs !== null;
    const kinds = solution.agents.find((outcome) => outcome.agent === agent.name)?.kinds ?? [];
    const standing = outputs ? [{ count: agent.count, outputs }] : kinds;
    for (const { count, outputs: each } of standing) {
      x += count * (each[pair[0]] ?? 0);
      y += count * (each[pair[1]] ?? 0);
    }
  }
  if (!stated) return null;
  const gain = solution.improvement?.gain;
  return { from: [x, y], to: gain ? [x + (gain[pair[0]] ?? 0), y + (gain[pair[1]] ?? 0)] : null };
}
