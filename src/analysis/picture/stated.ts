import type { ProductionShape } from '../../curvature/shape.ts';
import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent } from '../../economy/economy.ts';
import { compile } from '../../math/expression/compile.ts';
import { mostInLevel } from '../../solver/sets/level-most.ts';
import type { PerGood } from '../../solver/solution.ts';
import type { Point } from '../picture.ts';
import { heightAt } from './outline.ts';
import { outputFor, resourceFor, type Traced } from './technology-curve.ts';

/**
 * What each member makes now, by its `at`: the one good that may be left out is what the frontier leaves for it.
 * Null where nothing is stated, or the rest cannot be read off the frontier.
 */
export function statedOutputs(agent: Agent, judgement: FrontierJudgement): PerGood<number> | null {
  if (agent.at.length === 0) return null;
  const said = Object.fromEntries(agent.at.map(({ good, value }) => [good, compile(value, [])([])]));
  const missing = judgement.goods.filter((good) => !(good in said));
  const [good] = missing;
  if (good === undefined) return said;
  const rest = 1 < missing.length || !judgement.shape ? null : restOf(judgement.shape, good, said);
  return rest === null ? null : { ...said, [good]: rest };
}

function restOf(shape: ProductionShape, good: string, said: PerGood<number>): number | null {
  if (shape.kind === 'planar') return planarRest(shape, good, said);
  if (shape.kind === 'level') {
    const amounts = shape.goods.map((each) => said[each] ?? 0);
    return mostInLevel(shape, shape.goods.indexOf(good), amounts);
  }
  if (shape.kind !== 'separable') return null;
  const technology = shape.technologies.find((candidate) => candidate.good === good);
  const taken = shape.technologies
    .filter((candidate) => candidate !== technology)
    .reduce((sum, other) => sum + resourceFor(other, said[other.good] ?? 0), 0);
  return technology && taken <= shape.resource.hi ? outputFor(technology, shape.resource.hi - taken) : null;
}

function planarRest(
  shape: Extract<ProductionShape, { kind: 'planar' }>,
  good: string,
  said: PerGood<number>,
): number | null {
  const other = said[shape.goods[0] === good ? shape.goods[1] : shape.goods[0]] ?? 0;
  if (good === shape.goods[1]) return heightAt(shape.arcs, other);
  return widthAt(shape.arcs, other);
}

function widthAt(arcs: readonly Traced[], y: number): number | null {
  const turned = [...arcs]
    .reverse()
    .map((arc) => ({ from: -arc.to, to: -arc.from, point: (t: number) => swap(arc.point(-t)) }));
  return heightAt(turned, y);
}

function swap([x, y]: Point): Point {
  return [y, x];
}
