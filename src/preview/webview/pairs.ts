import type { Analysis } from '../../analysis/analysis.ts';

type Pair = readonly [string, string];

/** The pairs of goods that can be shown: of the whole economy, else of any agent, else the first two goods. */
export function pairsOf({ picture, goods }: Pick<Analysis, 'picture' | 'goods'>): readonly Pair[] {
  const drawn = picture.aggregates.map((aggregate) => aggregate.goods);
  const views = picture.agents.flatMap((agent) => agent.views.map((view) => view.goods));
  const [x, y] = goods;
  const first: readonly Pair[] = x === undefined || y === undefined ? [] : [[x.name, y.name]];
  const candidates = [drawn, views, first].find((pairs) => 0 < pairs.length) ?? [];
  return candidates.filter((pair, i) => candidates.findIndex((other) => other.join() === pair.join()) === i);
}
