import type { Analysis } from '../../../analysis/analysis.ts';
import type { PerGood } from '../../../solver/solution.ts';
import { type KindRow, kindBars, kindTriangle } from '../scene/kinds.ts';
import type { Drawing } from '../scene/scene.ts';
import { amount, percent } from '../words/format.ts';
import { own } from '../words/price-ratio.ts';

/** Bars for the first few kinds; the triangle of all where three goods are made; the goods made; how many are left out. */
export function kindDrawings(analysis: Analysis): {
  readonly bars: Drawing;
  readonly triangle: Drawing | null;
  readonly made: readonly number[];
  readonly more: number;
} {
  const rows = kindRows(analysis);
  const total = analysis.solution.agents.reduce((sum, agent) => sum + agent.count, 0);
  const all = { rows, total, title: 'Kinds', description: describe(rows) };
  const first = { ...all, rows: rows.slice(0, MOST_ROWS) };
  const made = analysis.goods
    .map((_, i) => i)
    .filter((i) => rows.some((row) => row.mix.some(({ good }) => good === i)));
  const [a, b, c] = made;
  const three = made.length === 3 && a !== undefined && b !== undefined && c !== undefined;
  const corners = made.map((i) => ({ good: i, name: analysis.goods[i]?.name ?? '' }));
  return {
    bars: (width, measure) => kindBars(first, width, measure),
    triangle: three ? (width, measure) => kindTriangle(all, corners, width, measure) : null,
    made,
    more: rows.length - first.rows.length,
  };
}

/** How discrete the kinds are, in words. */
export function kindRemarks({ solution }: Analysis): string {
  const { discreteness, kinds } = solution;
  if (discreteness === null || kinds.length === 0) return '';
  const { specialized, gap, betweenShare } = discreteness;
  const number = kinds.length === 1 ? 'One kind' : `${amount(kinds.length)} kinds`;
  const share =
    specialized === 1
      ? `every member ${solution.equilibria === null ? 'makes' : 'makes or consumes'} one good only`
      : specialized === 0
        ? 'every member mixes'
        : `${percent(specialized)} of the members specialise`;
  const between =
    gap === null
      ? ''
      : 0.999 < gap
        ? '; nothing in between'
        : 0.2 < gap
          ? `; the largest gap between mixes is ${amount(gap, 2)}`
          : '';
  // Where everyone is a kind alone, kinds explain everything and say nothing.
  const alone = kinds.every(({ size }) => size === 1);
  const variance =
    betweenShare === null || kinds.length === 1 || alone
      ? ''
      : `; kinds explain ${percent(betweenShare)} of how members differ`;
  return `${number}: ${share}${between}${variance}.`;
}

/** Agents and their kinds while they fit, else the kinds of the whole economy. */
function kindRows({ solution, goods }: Analysis): readonly KindRow[] {
  const mixOf = (mix: PerGood<number> | null): KindRow['mix'] =>
    goods.flatMap(({ name }, good) => {
      const share = own(mix, name) ?? 0;
      return 1e-6 < share ? [{ good, name, share }] : [];
    });
  const each = solution.agents.flatMap(({ agent, kinds }) =>
    kinds.map((kind) => ({
      name: kinds.length === 1 ? agent : `${agent}: ${kind.label}`,
      count: kind.count,
      mix: mixOf(kind.mix),
    })),
  );
  if (each.length <= MOST_ROWS && 1 < solution.agents.length) return each;
  return solution.kinds.map((kind) => ({ name: kind.label, count: kind.size, mix: mixOf(kind.mix) }));
}

function describe(rows: readonly KindRow[]): string {
  if (rows.length === 0) return 'Nothing is made.';
  return rows
    .slice(0, 8)
    .map(
      (row) =>
        `${row.name}: ${amount(row.count)}, ${row.mix.map((part) => `${part.name} ${percent(part.share)}`).join(' and ') || 'idle'}`,
    )
    .join('; ');
}

const MOST_ROWS = 8;
