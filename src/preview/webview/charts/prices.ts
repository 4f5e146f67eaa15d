import type { Analysis } from '../../../analysis/analysis.ts';
import { type PriceRow, pricesScene } from '../scene/prices.ts';
import type { Drawing } from '../scene/scene.ts';
import { amount, percent, range } from '../words/format.ts';
import { many, members, one } from '../words/nouns.ts';
import { economyRatio, priceRatio } from '../words/price-ratio.ts';
import { nounOf } from './goods.ts';

/** All own trade-offs between two goods as a chart; null where nobody has one. */
export function pricesDrawing(analysis: Analysis, over: string, under: string): Drawing | null {
  const rows = priceRows(analysis, over, under);
  if (rows.length === 0) return null;
  const economy = economyRatio(analysis.solution, over, under);
  const title = priceQuestion(analysis, over, under);
  const description = describe(rows, economy?.at ?? null);
  return (width, measure) => pricesScene({ rows, economy, title, description }, width, measure);
}

/** What the axis measures. */
export function priceQuestion(analysis: Analysis, over: string, under: string): string {
  return `${many(nounOf(analysis, under))} one more ${one(nounOf(analysis, over))} costs`;
}

/** One row for each kind of each agent that makes or could make both goods. */
function priceRows(analysis: Analysis, over: string, under: string): readonly PriceRow[] {
  const { agents } = analysis.solution;
  return agents.flatMap(({ agent, kinds }) =>
    kinds.flatMap((kind) => {
      const own = priceRatio(kind.virtualPrices, over, under);
      const supporting = priceRatio(kind.supportingPrices, over, under);
      if (own === null && supporting === null) return [];
      const name = kinds.length === 1 ? agent : agents.length === 1 ? kind.label : `${agent} · ${kind.label}`;
      return [{ name: members(name, kind.count), own, supporting }];
    }),
  );
}

/** How many are where, and how far prices are apart. */
export function priceRemarks(analysis: Analysis, over: string, under: string): string {
  const { solution } = analysis;
  const rows = priceRows(analysis, over, under);
  if (rows.length === 0 || solution.onePrice === null) return '';
  const { spread, interior, atBound, holds } = solution.onePrice;
  const inside = interior === 0 ? '' : `${amount(interior)} between bounds`;
  const bound = atBound === 0 ? '' : `${amount(atBound)} at a bound`;
  const places = [bound, inside].filter((part) => part !== '').join('; ');
  const wide = rows.some(({ supporting }) => supporting !== null && supporting[0] !== supporting[1]);
  return [
    places === '' ? '' : `${places}${spread === null || interior < 2 ? '' : apart(spread, holds)}.`,
    wide ? 'Band: the economy prices at which the choice is best.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The spread is a difference of logarithms: e^spread − 1 is how much more the highest is than the lowest. */
function apart(spread: number, onePrice: boolean): string {
  if (spread < 1e-6) return onePrice ? ', all on one price' : ', whose own prices agree';
  return `, where own prices differ by up to ${percent(Math.expm1(spread))}`;
}

function describe(rows: readonly PriceRow[], economy: number | null): string {
  const first = rows.slice(0, 8).map(({ name, own }) => `${name}: ${own === null ? 'none' : range(own)}`);
  const more = 8 < rows.length ? [`and ${rows.length - 8} more`] : [];
  return [economy === null ? 'No economy price.' : `Economy: ${amount(economy)}.`, [...first, ...more].join('; ')].join(
    ' ',
  );
}
