import type { Finding } from '../../economy/finding.ts';
import {
  type Agent,
  type Firm,
  type Fun,
  type Group,
  isFun,
  type Model,
  type Param,
  type Unit as UnitNode,
} from '../generated/ast.ts';
import { tableOf } from '../scopes/declarations.ts';
import { NO_STATEMENT, RESERVED_WORDS } from '../syntax/words.ts';
import { declaredUnits } from '../units/declared-units.ts';
import { unitOfNode } from '../units/read-unit.ts';
import { PLAIN, type Unit } from '../units/unit.ts';
import { createUnitSystem } from '../units/unit-system.ts';
import { type Lowering, type Meaning, report, type Surroundings } from './context.ts';
import { originOfName } from './definitions.ts';
import type { OriginTable } from './origins.ts';

type Actor = Agent | Group | Firm;

const NONE: ReadonlyMap<string, Meaning> = new Map();

/** What all of a file's statements need first: what its names mean, and its units. */
export function prepare(
  ast: Model,
  library: Model | undefined,
  origins: OriginTable,
  syntax: readonly Finding[],
  cyclic: Lowering['cyclic'],
  readTable: Lowering['readTable'] = null,
): Lowering {
  const file = new Map<string, Meaning>();
  const actors = new Map<string, Actor>();
  const early: { node: UnitNode; code: Finding['code']; message: string }[] = [];
  const declared = declaredUnits(unitsOf(ast), (code, node, message) => early.push({ code, node, message }));
  const lowering: Lowering = {
    origins,
    readTable,
    units: createUnitSystem(declared),
    findings: [...syntax],
    unread: new Set(),
    said: new Set(),
    used: new Set(),
    surroundings: { inner: NONE, file, functions: functionsOf(ast) },
    library: { inner: NONE, file: NONE, functions: functionsOf(library) },
    goods: goodNames(ast),
    actors,
    hasImport: ast.statements.some(({ $type }) => $type === 'Import'),
    hasMarket: ast.statements.some(({ $type }) => $type === 'Market'),
    halfTyped: new Set(syntax.map(({ origin }) => origins.get(origin)?.range.start.line ?? 0)),
    unknown: { count: 0 },
    lets: new Map(),
    broken: new Set(),
    cyclic,
  };
  for (const { code, node, message } of early) report(lowering, code, originOfName(origins, node), message);
  fill(lowering, ast, file, actors);
  markUnread(ast, lowering, syntax, file);
  return lowering;
}

function unitsOf(ast: Model): readonly UnitNode[] {
  return ast.statements.flatMap((statement) => (statement.$type === 'Units' ? statement.units : []));
}

function functionsOf(model: Model | undefined): Surroundings['functions'] {
  const functions = new Map<string, Fun>();
  for (const fun of model?.statements.filter(isFun) ?? []) if (!functions.has(fun.name)) functions.set(fun.name, fun);
  return functions;
}

function goodNames(ast: Model): ReadonlyMap<string, number> {
  const names = [...tableOf(ast).values()].flatMap((declared) => (declared.$type === 'Good' ? [declared.name] : []));
  return new Map(names.map((name, index) => [name, index]));
}

function fill(lowering: Lowering, ast: Model, file: Map<string, Meaning>, actors: Map<string, Actor>): void {
  for (const declared of tableOf(ast).values()) {
    const { name } = declared;
    switch (declared.$type) {
      case 'Good':
        file.set(name, { kind: 'good', declaration: declared, unit: unitOfGood(declared.unit, lowering) });
        break;
      case 'Param':
        file.set(name, meaningOfParam(declared, lowering));
        break;
      case 'Let':
        file.set(name, { kind: 'let', declaration: declared });
        break;
      case 'Agent':
      case 'Group':
      case 'Firm':
        actors.set(name, declared);
        break;
      default:
    }
  }
}

/** What is not typed to its end has no value yet. */
function meaningOfParam(declaration: Param, { units }: Lowering): Meaning {
  return declaration.value === undefined ? { kind: 'hole' } : { kind: 'param', declaration, unit: units.fresh() };
}

/** Where reading stopped before a statement began, names on the rest of the line may be meant to be declared there. */
function markUnread(ast: Model, { origins }: Lowering, syntax: readonly Finding[], file: Map<string, Meaning>): void {
  const text = ast.$cstNode?.root.fullText ?? '';
  for (const { code, message, origin } of syntax) {
    const from = origins.get(origin)?.offset;
    if (code !== 'syntax' || from === undefined || !message.includes(NO_STATEMENT)) continue;
    const [line = ''] = text.slice(from).split('\n', 1);
    for (const [name] of line.matchAll(/[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*/g))
      if (!RESERVED_WORDS.has(name) && !file.has(name)) file.set(name, { kind: 'hole' });
  }
}

function unitOfGood(node: Parameters<typeof unitOfNode>[0] | undefined, lowering: Lowering): Unit {
  return node === undefined ? PLAIN : unitOfNode(node, lowering);
}
