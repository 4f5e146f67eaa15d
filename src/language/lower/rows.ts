import { GrammarUtils } from 'langium';
import type { MemberTable } from '../../economy/economy.ts';
import { MOST_MEMBERS_THAT_DIFFER } from '../../economy/members.ts';
import type { Origin } from '../../math/expression/expression.ts';
import type { Agent } from '../generated/ast.ts';
import { type Flaws, isProblem, type TableCells } from '../tables/table.ts';
import { otherMark } from './columns.ts';
import { isHalfTyped, type Lowering, type RowReading, report, textOf } from './context.ts';

/** The table that an agent comes `from`, with its header read; null, with a finding, where there is none. */
export function readRows(lowering: Lowering, node: Agent): RowReading | null {
  const { file, row } = node;
  if (file === undefined || row?.name === undefined) return null;
  if (node.count !== undefined) {
    const message = `The rows of the file count the members. Remove \`[${textOf(node.count)}]\`.`;
    report(lowering, 'bad-count', lowering.origins.ofNode(node.count), message);
  }
  const origin = originOfFile(lowering, node);
  if (file.trim() === '') {
    report(
      lowering,
      'file-not-found',
      origin,
      'Name the file that has one member a row, as in `from "sites.csv" as row`.',
    );
    return null;
  }
  if (lowering.readTable === null) {
    report(lowering, 'file-not-found', origin, `\`${file}\` cannot be read: here no file can be.`);
    return null;
  }
  const table = lowering.readTable(file, lowering.origins.uri);
  if (isProblem(table)) {
    // A path is not typed to its end where the line has another error.
    if (isUnfinished(lowering, node)) return null;
    report(lowering, table.problem, origin, table.message);
    return null;
  }
  reportTwins(lowering, origin, table.columns);
  return { name: row.name, table, used: new Map() };
}

function originOfFile({ origins }: Lowering, node: Agent): Origin {
  return origins.ofCst(GrammarUtils.findNodeForProperty(node.$cstNode, 'file') ?? node.$cstNode);
}

function isUnfinished({ halfTyped }: Lowering, node: Agent): boolean {
  const line = GrammarUtils.findNodeForProperty(node.$cstNode, 'file')?.range.start.line;
  return line !== undefined && halfTyped.has(line);
}

function reportTwins(lowering: Lowering, origin: Origin, columns: readonly string[]): void {
  const twin = columns.find((column, i) => column !== '' && columns.indexOf(column) < i);
  if (twin === undefined) return;
  report(lowering, 'bad-data', origin, `Two columns of the file are called \`${twin}\`. Rename one of them.`);
}

/** What the agent's formulas use of its rows. `unread`: the cells are too large to be read here, or a finding says what is wrong. */
export function memberTable(lowering: Lowering, node: Agent, rows: RowReading): MemberTable | 'unread' {
  if (rows.table.cells === null || isHalfTyped(lowering, node)) return 'unread';
  const used = [...rows.used];
  const before = lowering.findings.length;
  const cells = rows.table.cells(used.map(([column]) => column));
  checkCells(lowering, originOfFile(lowering, node), node.file ?? '', rows.table.columns, cells);
  for (const [i, [, { origin }]] of used.entries()) checkColumn(lowering, origin, node.file ?? '', cells.bad[i]);
  if (before < lowering.findings.length) return 'unread';
  const columns = used.map(([, column], i) => ({ ...column, values: cells.numbers[i] ?? new Float64Array(0) }));
  const { count, names, lines } = cells;
  return { file: node.file ?? '', count, columns, names, ...(lines && { lines }) };
}

function checkCells(
  lowering: Lowering,
  origin: Origin,
  file: string,
  columns: readonly string[],
  { count, ragged, broken }: TableCells,
): void {
  const mark = otherMark(columns);
  if (broken !== null) report(lowering, 'bad-data', origin, `\`${file}\` ${broken}.`);
  else if (count === 0) {
    const message = `\`${file}\` has a header, but no rows: each row is a member, and there must be one at least.`;
    report(lowering, 'bad-data', origin, message);
  } else if (0 < ragged.count && mark !== null) {
    const message = `\`${file}\` separates its cells by ${mark}. Separate them by commas, and write numbers with a point.`;
    report(lowering, 'bad-data', origin, message);
  } else if (0 < ragged.count) {
    const message = `All lines of \`${file}\` must have as many cells as its header, with no empty lines between, but ${flawsText(ragged, (text) => text)}.`;
    report(lowering, 'bad-data', origin, message);
  } else if (MOST_MEMBERS_THAT_DIFFER < count) {
    const message = `\`${file}\` has ${count.toLocaleString('en')} rows, and at most ${MOST_MEMBERS_THAT_DIFFER.toLocaleString('en')} members may differ. Take a part of them.`;
    report(lowering, 'bad-count', origin, message);
  }
}

function checkColumn(lowering: Lowering, origin: Origin, file: string, bad: Flaws | undefined): void {
  if (bad === undefined || bad.count === 0) return;
  const message = `A column that formulas use holds numbers, but in \`${file}\` ${flawsText(bad, cellText)}.`;
  const advice = bad.first.some(({ text }) => /^\s*[+-]?\d*,[\d,]+\s*$/.test(text))
    ? ' Numbers have a decimal point and nothing between thousands, as in `1200.5`.'
    : '';
  report(
    lowering,
    'bad-data',
    origin,
    `${message}${advice} Correct the ${bad.count === 1 ? 'cell' : 'cells'}, or leave the ${bad.count === 1 ? 'row' : 'rows'} out.`,
  );
}

function cellText(text: string): string {
  return text.trim() === '' ? 'has an empty cell there' : `holds \`${shortened(text)}\``;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`;
}

/** "line 7 holds `abc`, line 9 has an empty cell there and 17 more". */
function flawsText({ first, count }: Flaws, text: (flaw: string) => string): string {
  const parts = first.map((flaw) => `line ${flaw.line} ${text(flaw.text)}`);
  const more = count - parts.length;
  if (0 < more) return `${parts.join(', ')} and ${more.toLocaleString('en')} more`;
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}
