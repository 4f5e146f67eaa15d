import type { AstNode, CstNode } from 'langium';
import type { Finding, FindingCode, Severity } from '../../economy/finding.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import type { Agent, Firm, Fun, Good, Group, Let, Param } from '../generated/ast.ts';
import type { ReadTable, Table } from '../tables/table.ts';
import { PLAIN, type Unit } from '../units/unit.ts';
import type { UnitSystem } from '../units/unit-system.ts';
import type { OriginTable } from './origins.ts';

/** A formula with its unit: its value counts in that unit. `size` and `depth` are those of the tree written out. */
export interface Measured {
  readonly expression: Expression;
  readonly unit: Unit;
  readonly size: number;
  readonly depth: number;
}

/** What a name stands for where it is used. */
export type Meaning =
  | { readonly kind: 'good'; readonly declaration: Good; readonly unit: Unit }
  | { readonly kind: 'param'; readonly declaration: Param; readonly unit: Unit }
  | { readonly kind: 'let'; readonly declaration: Let }
  | { readonly kind: 'budget' | 'draw'; readonly name: string; readonly unit: Unit }
  | { readonly kind: 'bound'; readonly value: Measured | null }
  | { readonly kind: 'row'; readonly rows: RowReading }
  | { readonly kind: 'constant'; readonly name: 'pi' | 'e' }
  /** Declared by something that is not supported yet, or wrongly: nothing more is said about it. */
  | { readonly kind: 'hole' };

/** The rows of an agent's table while its formulas are read. */
export interface RowReading {
  /** As the text names a row. */
  readonly name: string;
  readonly table: Table;
  /** By the column's place in the table: as formulas name it, and where that is first. */
  readonly used: Map<number, { readonly name: string; readonly origin: Origin }>;
}

/** What names mean at some place: the inner ones (arguments, budgets) before those of the file, or of the library. */
export interface Surroundings {
  readonly inner: ReadonlyMap<string, Meaning>;
  readonly file: ReadonlyMap<string, Meaning>;
  readonly functions: ReadonlyMap<string, Fun>;
}

/** All that lowering one file shares. */
export interface Lowering {
  readonly origins: OriginTable;
  /** Null: files cannot be read where this runs. */
  readonly readTable: ReadTable | null;
  readonly units: UnitSystem;
  readonly findings: Finding[];
  /** Params without a value, which is said at them. */
  readonly unread: Set<Param>;
  /** Of which place what has been said. */
  readonly said: Set<string>;
  /** Goods and params that something names. */
  readonly used: Set<Good | Param>;
  readonly surroundings: Surroundings;
  readonly library: Surroundings;
  /** The names of all goods, each with its place in the order in which they are declared. */
  readonly goods: ReadonlyMap<string, number>;
  readonly actors: ReadonlyMap<string, Agent | Group | Firm>;
  /** Names of an imported file would be visible, but importing is not supported yet: no name can be called unknown. */
  readonly hasImport: boolean;
  /** Whether `market` is the objective, or one of those that are written. */
  readonly hasMarket: boolean;
  /** Lines with syntax errors: what is missing there may only not be typed yet. */
  readonly halfTyped: ReadonlySet<number>;
  /** How many names were not known by now. */
  readonly unknown: { count: number };
  /** Lets are written out again and again: without units they are the same each time. */
  readonly lets: Map<Let, Measured | null>;
  /** Lets and funs that are wrong by themselves, which is said at them and not again where they are used. */
  readonly broken: Set<AstNode>;
  /** Lets and funs that are defined by themselves. */
  readonly cyclic: ReadonlySet<AstNode>;
}

/** Adds a finding, unless the same has been said of the same place. */
export function report(
  lowering: Lowering,
  code: FindingCode,
  origin: Origin,
  message: string,
  more: { readonly severity?: Severity; readonly data?: Finding['data']; readonly related?: Finding['related'] } = {},
): void {
  const key = `${code} ${origin}`;
  if (lowering.said.has(key)) return;
  lowering.said.add(key);
  const { severity = 'error', data, related } = more;
  lowering.findings.push({ code, severity, message, origin, ...(related && { related }), ...(data && { data }) });
}

/** Whether a syntax error is said on one of the lines of a node. */
export function isHalfTyped({ halfTyped }: Lowering, node: AstNode): boolean {
  const range = node.$cstNode?.range;
  if (halfTyped.size === 0 || range === undefined) return false;
  for (let { line } = range.start; line <= range.end.line; line++) if (halfTyped.has(line)) return true;
  return false;
}

export function plainly(expression: Expression): Measured {
  return { expression, unit: PLAIN, size: 1, depth: 1 };
}

/** The text of a node as it stands, with white space made single, cut where it is long. */
export function textOf(node: AstNode | CstNode | undefined, longest = 60): string {
  if (node === undefined) return '';
  return shown('text' in node ? (node as CstNode).text : ((node as AstNode).$cstNode?.text ?? ''), longest);
}

/** A piece of text without comments, with white space made single, cut where it is long. */
export function shown(whole: string, longest = 60): string {
  const text = whole
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** Lower parts, then one node over them. */
export function joined(
  expression: Expression,
  unit: Unit,
  parts: readonly { size: number; depth: number }[],
): Measured {
  let size = 1;
  let depth = 0;
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  return { expression, unit, size, depth: depth + 1 };
}
