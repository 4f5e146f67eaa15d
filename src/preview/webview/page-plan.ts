import type { Analysis } from '../../analysis/analysis.ts';
import type { AgentPicture, AgentView, AggregatePicture } from '../../analysis/picture.ts';
import type { ViewState } from './page-state.ts';
import { viewOf } from './scene/frontier.ts';
import { extentOf, extentOfAggregate, present } from './scene/outline.ts';
import { type Extent, isSliver, ownRatio, sharedRatio } from './scene/planar.ts';

export type Pair = readonly [x: string, y: string];

/** What is drawn on the page: which goods, which agents, and at which ratio of the axes. */
export interface PagePlan {
  readonly pairs: readonly Pair[];
  readonly pair: Pair | null;
  readonly panels: readonly Panel[];
  readonly found: number;
  readonly all: number;
  readonly page: number;
  readonly pages: number;
  readonly aggregate: { readonly picture: AggregatePicture; readonly extent: Extent; readonly ratio: number } | null;
}

export interface Panel {
  readonly agent: AgentPicture;
  readonly drawing: {
    readonly view: AgentView;
    readonly ratio: number;
    /** False where its scales are too far from the others': its arrows cannot be compared with theirs. */
    readonly shared: boolean;
    /** All extents that are drawn at the same ratio, and which of them is this one's. */
    readonly extents: readonly Extent[];
    readonly at: number;
  } | null;
}

export function planPage({ picture, goods }: Pick<Analysis, 'picture' | 'goods'>, view: ViewState): PagePlan {
  const pairs = pairsOf({ picture, goods });
  const pair = pairs.find((other) => same(other, view.pair)) ?? pairs[0] ?? null;
  const whole = picture.aggregates.find((aggregate) => same(aggregate.goods, pair)) ?? null;
  const { shown, ...counts } = frontierPage(picture.agents, view.search, view.page);
  const views = shown.map((agent) => viewOf(agent.views, pair));
  const extent = whole === null ? null : extentOfAggregate(whole);
  const ratioOf = (wanted: Pair): number => {
    const here = views.filter((other) => other !== null).filter((other) => same(other.goods, wanted));
    return sharedRatio([...here.map(extentOf), ...(same(whole?.goods ?? null, wanted) ? present(extent) : [])]);
  };
  const aggregate =
    whole === null || extent === null ? null : { picture: whole, extent, ratio: legible(extent, ratioOf(whole.goods)) };
  return {
    pairs,
    pair,
    panels: shown.map((agent, i) => panel(agent, views[i] ?? null, views, ratioOf)),
    ...counts,
    aggregate,
  };
}

function panel(
  agent: AgentPicture,
  view: AgentView | null,
  views: readonly (AgentView | null)[],
  ratioOf: (pair: Pair) => number,
): Panel {
  if (view === null) return { agent, drawing: null };
  const ratio = ratioOf(view.goods);
  const own = extentOf(view);
  if (isSliver(own, ratio))
    return { agent, drawing: { view, ratio: ownRatio(own), shared: false, extents: [own], at: 0 } };
  // Only agents that make the same two goods can be compared: each pair of goods has a ratio of its own.
  const group = views.filter((other) => other !== null).filter((other) => same(other.goods, view.goods));
  const alike = group.filter((other) => !isSliver(extentOf(other), ratio));
  return { agent, drawing: { view, ratio, shared: true, extents: alike.map(extentOf), at: alike.indexOf(view) } };
}

function legible(extent: Extent, ratio: number): number {
  return isSliver(extent, ratio) ? ownRatio(extent) : ratio;
}

/** The agents that the search finds, a page of them at a time. */
export function frontierPage(agents: readonly AgentPicture[], search: string, page: number) {
  const words = search.trim().toLowerCase().split(/\s+/);
  const found = agents.filter((agent) => words.every((word) => said(agent).includes(word)));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const at = Math.min(page, pages - 1);
  const shown = found.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE);
  return { shown, found: found.length, all: agents.length, page: at, pages };
}

function said({ agent, kind, verdict }: AgentPicture): string {
  return `${agent} ${kind ?? ''} ${verdict}`.toLowerCase();
}

/** The pairs of goods that can be shown: of the whole economy, else of any agent, else the first two goods. */
export function pairsOf({ picture, goods }: Pick<Analysis, 'picture' | 'goods'>): readonly Pair[] {
  const drawn = picture.aggregates.map((aggregate) => aggregate.goods);
  const views = picture.agents.flatMap((agent) => agent.views.map((view) => view.goods));
  const [x, y] = goods;
  const first: readonly Pair[] = x === undefined || y === undefined ? [] : [[x.name, y.name]];
  const candidates = [drawn, views, first].find((pairs) => 0 < pairs.length) ?? [];
  return candidates.filter((pair, i) => candidates.findIndex((other) => same(other, pair)) === i);
}

function same(a: Pair | null, b: Pair | null): boolean {
  return a !== null && b !== null && a[0] === b[0] && a[1] === b[1];
}

export const PAGE_SIZE = 12;
