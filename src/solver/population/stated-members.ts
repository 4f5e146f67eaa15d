import type { Family, PlanarFamily, SeparableFamily } from '../../curvature/population/family.ts';
import type { Agent } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { memberColumns, memberName } from '../../economy/members.ts';
import { columnFormula } from '../../math/columns/columns.ts';
import type { Expression } from '../../math/expression/expression.ts';

/** What a plan may lie above a frontier and still count as on it. */
const rounding = 1e-9;
/** Halvings of a place on a curve. */
const halvings = 52;

/** The finding of the first member that cannot make what `at` says of it; null where all can. In doubles, as all stated plans are judged. */
export function statedOutside(agent: Agent, family: Family): Finding | null {
  const stated = statedAmounts(agent, family.goods);
  if (stated === null) return null;
  const negative = firstWhere(agent.count, (i) => stated.some((own) => own !== null && !((own[i] as number) >= 0)));
  if (negative !== null) return outside(agent, negative, 'it needs an amount >= 0 for every good but one');
  const beyond = family.kind === 'planar' ? beyondCurve(family, stated, agent) : beyondBudget(family, stated, agent);
  const member = firstWhere(agent.count, (i) => beyond[i] === 1);
  return member === null ? null : outside(agent, member, 'these amounts together are out of reach');
}

type Amounts = readonly (Float64Array | null)[];

/** A column for each good of the agent, null where nothing is said; null where that is unclear. */
function statedAmounts(agent: Agent, goods: readonly string[]): Amounts | null {
  const columns = memberColumns(agent);
  if (columns === null) return null;
  const said = goods.map((good) => agent.at.find((own) => own.good === good)?.value ?? null);
  if (said.filter((value) => value === null).length > 1) return null;
  return said.map((value) => value && valuesOf(value, columns, agent.count));
}

function valuesOf(
  value: Expression,
  columns: readonly { readonly name: string; readonly values: Float64Array }[],
  count: number,
): Float64Array {
  const values = new Float64Array(count);
  const formula = columnFormula(
    [value],
    columns.map(({ name }) => name),
  );
  formula
    .prepare(
      columns.map((column) => column.values),
      count,
    )
    .run([], 0, count, [values]);
  return values;
}

/** 1: there is no place on the member's curve with as much of both goods. */
function beyondCurve(family: PlanarFamily, [x, y]: Amounts, { count }: Agent): Uint8Array {
  const beyond = new Uint8Array(count);
  const wanted = x ?? new Float64Array(count);
  const { at, reached } = placesOf(family, family.x, wanted, count);
  const left = new Float64Array(count);
  preparedOf(family, family.y, count).run([at], 0, count, [left]);
  for (let i = 0; i < count; i++) {
    const most = (left[i] as number) * (1 + rounding);
    if (reached[i] === 0 || (y != null && (y[i] as number) > most)) beyond[i] = 1;
  }
  return beyond;
}

/** 1: the tasks ask for more of the resource than the member has. */
function beyondBudget(family: SeparableFamily, amounts: Amounts, { count }: Agent): Uint8Array {
  const beyond = new Uint8Array(count);
  const used = new Float64Array(count);
  family.technologies.forEach(({ output }, j) => {
    const wanted = amounts[j];
    if (wanted == null) return;
    const { at, reached } = placesOf(family, output, wanted, count);
    for (let i = 0; i < count; i++) {
      used[i] = (used[i] as number) + (at[i] as number);
      if (reached[i] === 0) beyond[i] = 1;
    }
  });
  for (let i = 0; i < count; i++) if ((used[i] as number) > 1 + rounding) beyond[i] = 1;
  return beyond;
}

const preparedOf = ({ columns, parameter }: Family, formula: Expression, count: number) =>
  columnFormula(
    [formula],
    columns.map(({ name }) => name),
    [parameter],
  ).prepare(
    columns.map(({ values }) => values),
    count,
  );

/** The first place at which a formula that rises in the parameter is as much as wanted, within rounding, and whether there is one. */
function placesOf(family: Family, formula: Expression, wanted: Float64Array, count: number) {
  const rising = preparedOf(family, formula, count);
  const [values, at, high] = [new Float64Array(count), new Float64Array(count), new Float64Array(count).fill(1)];
  const least = wanted.map((amount) => amount * (1 - rounding));
  const low = new Float64Array(count);
  rising.run([1], 0, count, [values]);
  const reached = Uint8Array.from(values, (most, i) => (most >= (least[i] as number) ? 1 : 0));
  for (let step = 0; step < halvings; step++) {
    for (let i = 0; i < count; i++) at[i] = ((low[i] as number) + (high[i] as number)) / 2;
    rising.run([at], 0, count, [values]);
    for (let i = 0; i < count; i++) {
      if ((values[i] as number) >= (least[i] as number)) high[i] = at[i] as number;
      else low[i] = at[i] as number;
    }
  }
  return { at: low, reached };
}

function firstWhere(count: number, holds: (i: number) => boolean): number | null {
  for (let i = 0; i < count; i++) if (holds(i)) return i;
  return null;
}

const outside = (agent: Agent, member: number, why: string): Finding => ({
  code: 'bad-data',
  severity: 'error',
  message: `${memberName(agent, member)} cannot stand there: ${why}.`,
  origin: agent.at[0]?.origin ?? agent.origin,
});
