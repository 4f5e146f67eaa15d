import type { Agent, MemberColumn } from '../../economy/economy.ts';
import { settleAgent } from '../../economy/settle.ts';
import { name, namesIn, number, substitute, subtract } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromDouble, ONE, ZERO } from '../../math/rational/rational.ts';
import { isStraightLine, provenByRules } from './by-rules.ts';
import { type Cell, type CurvesOver, cellsOf } from './cells.ts';
import { boxOf, type Members, type Numbers } from './columns-range.ts';
import type { Family, FamilyColumn, FamilyPiece } from './family.ts';
import { foundEnd } from './found-end.ts';
import { type Curved, curvedOf, domainOver, overBox } from './over-box.ts';
import { type CurveOver, finished, type ProvenPiece, provenFurther } from './pieces.ts';
import { openCurveOf, type Reading, readingOf, readingTo } from './readings.ts';
import { factorsOf, fractionOf, type Ranges } from './simplify.ts';
import { signOver } from './solve-for.ts';

/**
 * What is proven of the frontiers of all members of a settled agent at once, their numbers standing in the columns: every
 * piece by outward enclosures over all members of its cell. Null where the frontier's form cannot be read so, or where it is
 * not proven that every member's curve is defined and efficient all along.
 */
export function familyOf(agent: Agent, columns: readonly MemberColumn[]): Family | null {
  const { frontier, varying } = withFixed(agent, columns);
  const ranges = boxOf(varying, null);
  if (!ranges || !frontier) return null;
  const parameter = freshName('share', columns);
  const reading = readingOf(frontier, parameter, ranges);
  if (reading) return provenFamily(reading, parameter, varying, agent.count);
  const open = openCurveOf(frontier, ranges);
  const end = open && foundEnd(open.formula, open.goods[0], varying, agent.count, freshName('end', columns));
  if (!end) return null;
  const all = [...varying, end];
  const withEnd = readingTo(open, end.name, parameter, boxOf(all.map(numbersOf), null) ?? ranges);
  return withEnd && provenFamily(withEnd, parameter, all, agent.count);
}

function provenFamily(
  reading: Reading,
  parameter: string,
  columns: readonly FamilyColumn[],
  count: number,
): Family | null {
  const numbers = columns.map(numbersOf);
  const ranges = boxOf(numbers, null) ?? new Map();
  const curves = curvesOf(reading, parameter).map((c) => ({
    x: bentPart(c.x, parameter, ranges),
    y: bentPart(c.y, parameter, ranges),
  }));
  const domain = domainOver(ranges);
  const endsAtZero = reading.kind === 'planar' && reading.endsAtZero === true;
  const prepared = curves.map((c) => ({
    x: curvedOf(c.x, parameter, domain),
    y: curvedOf(c.y, parameter, domain, endsAtZero),
  }));
  if (!prepared.every(({ x, y }) => isOutput(x, 0, ranges) && isOutput(y, 1, ranges))) return null;
  const known = new WeakMap<Ranges, readonly CurveOver[]>();
  const over: CurvesOver = (box) => {
    const curvesOver = known.get(box) ?? prepared.map(({ x, y }) => ({ x: overBox(x, box), y: overBox(y, box) }));
    known.set(box, curvesOver);
    return curvesOver;
  };
  const bending = numbers.filter(({ name: n }) => curves.some(({ x, y }) => namesIn(x).has(n) || namesIn(y).has(n)));
  const whole = over(ranges);
  const first = curves.map(({ x, y }, i) => {
    const byRules = provenByRules(x, y, parameter, ranges);
    const own = byRules[0]?.bend === null ? provenFurther(whole[i] as CurveOver, byRules, DEPTH_OF_ALL) : byRules;
    const isEfficient = own.every((p) => p.isEfficient);
    const isOpen = own.every((p) => p.bend === null);
    return isOpen && isEfficient && isStraightLine(x, y, parameter, ranges) ? STRAIGHT : own;
  });
  const cells = cellsOf(bending, count, over, first);
  return cells && familyFrom(reading, parameter, columns, cells, over);
}

const DEPTH_OF_ALL = 6;
const STRAIGHT: readonly ProvenPiece[] = [{ from: 0, to: 1, bend: 0, isStrict: false, isEfficient: true }];

function numbersOf({ name: of, values, margin }: FamilyColumn): Numbers {
  return margin ? { name: of, values, slack: margin.reduce((a, b) => Math.max(a, b), 0) } : { name: of, values };
}

/** Columns in which no members differ are numbers in the formulas. */
function withFixed(agent: Agent, columns: readonly MemberColumn[]) {
  const isVarying = (c: MemberColumn): boolean => {
    const range = boxOf([c], null)?.get(c.name);
    return !range || range.lo < range.hi;
  };
  const moving = columns.filter(isVarying);
  const fixed = columns.filter((c) => !moving.includes(c));
  const { vary: _vary, rows: _rows, ...plain } = agent;
  const values = new Map(fixed.map((c) => [c.name, fromDouble(c.values[0] as number)]));
  const varying = moving.map(({ name: of, values: own }): FamilyColumn => ({ name: of, values: own, margin: null }));
  return { varying, frontier: settleAgent(plain, values).frontier };
}

/** No good, budget or column is called so: names have no spaces. */
function freshName(words: string, columns: readonly MemberColumn[]): string {
  return columns.some((c) => c.name === `${words} here`) ? freshName(`${words} here`, columns) : `${words} here`;
}

interface FormulaCurve {
  readonly x: Expression;
  readonly y: Expression;
}

/** A technology is a curve too: what is made against what is left of the resource. */
function curvesOf(reading: Reading, parameter: string): readonly FormulaCurve[] {
  if (reading.kind === 'planar') return [reading];
  const left = subtract(number(ONE), name(parameter));
  return reading.outputs.map(({ output }) => ({ x: output, y: left }));
}

/** Without factors that are above 0 for every member: they stretch a curve, and bend it nowhere. */
function bentPart(e: Expression, parameter: string, ranges: Ranges): Expression {
  const { above, below } = factorsOf(e);
  const bends = (part: Expression): boolean => namesIn(part).has(parameter) || signOver(part, ranges) !== 1;
  return fractionOf(above.filter(bends), below.filter(bends));
}

/** Not below 0 at that end, where it is least. */
function isOutput(curve: Curved, side: 0 | 1, ranges: Ranges): boolean {
  const root = curve.nodes.at(-1) as Expression;
  const end = substitute(root, new Map([[curve.parameter, number(side === 0 ? ZERO : ONE)]]));
  const { value, defined } = enclose(end, ranges);
  return (defined && value.lo <= value.hi && 0 <= value.lo) || curve.vanishes(root, side);
}

function familyFrom(
  reading: Reading,
  parameter: string,
  all: readonly FamilyColumn[],
  cells: readonly Cell[],
  over: CurvesOver,
): Family | null {
  const finishedCells = cells.map(({ members, box, proofs }) => {
    const pieces = over(box).map((curve, i) => finished(curve, proofs[i] ?? []));
    return pieces.every((p) => p !== null) ? { members, pieces } : null;
  });
  if (!finishedCells.every((c) => c !== null)) return null;
  const proven = together(finishedCells);
  const formulas = reading.kind === 'planar' ? [reading.x, reading.y] : reading.outputs.map((o) => o.output);
  const columns = all.filter((c) => formulas.some((f) => namesIn(f).has(c.name)));
  if (reading.kind === 'separable') {
    const goods = reading.outputs.map((o) => o.good);
    return { kind: 'separable', goods, parameter, technologies: reading.outputs, columns, cells: proven };
  }
  const { goods, x, y } = reading;
  const planar = proven.map(({ members, pieces }) => ({ members, pieces: pieces[0] ?? [] }));
  return { kind: 'planar', goods, parameter, x, y, columns, cells: planar };
}

interface ProvenCell {
  readonly members: Members;
  readonly pieces: readonly (readonly FamilyPiece[])[];
}

/** Cells of which the same is proven are one. */
function together(cells: readonly ProvenCell[]): readonly ProvenCell[] {
  const alike = new Map<string, ProvenCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify(cell.pieces);
    const known = alike.get(key);
    if (known) known.push(cell);
    else alike.set(key, [cell]);
  }
  return [...alike.values()].map((same) => {
    const [first] = same as [ProvenCell];
    if (same.length === 1) return first;
    return alike.size === 1 ? { ...first, members: null } : { ...first, members: joined(same.map((c) => c.members)) };
  });
}

function joined(lists: readonly Members[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, list) => sum + (list?.length ?? 0), 0));
  let at = 0;
  for (const list of lists) {
    if (list) all.set(list, at);
    at += list?.length ?? 0;
  }
  return all.sort();
}
