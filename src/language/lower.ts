import type {
  Assertion,
  Economy,
  Agent as LoweredAgent,
  Firm as LoweredFirm,
  Good as LoweredGood,
  Param as LoweredParam,
} from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import { isAgent, isAssert, isFirm, isParam, isSeed, type Model, type Statement } from './generated/ast.ts';
import { LIBRARY_URI } from './library/standard.ts';
import { lowerAgent } from './lower/agents.ts';
import { lowerAssertion } from './lower/assertions.ts';
import { checkDefinitions, checkSingle } from './lower/checks.ts';
import type { Lowering } from './lower/context.ts';
import { checkShadowing, checkUnique, orderDefinitions, originOfName } from './lower/definitions.ts';
import { lowerFirm } from './lower/firms.ts';
import { checkMarket } from './lower/market.ts';
import { lowerObjective } from './lower/objectives.ts';
import { createOrigins, type Origins, type OriginTable } from './lower/origins.ts';
import { lowerParam, readSeed } from './lower/params.ts';
import { prepare } from './lower/prepare.ts';
import { reportUnsupported } from './lower/unsupported.ts';
import { checkUsage, markUsed } from './lower/usage.ts';
import type { ReadTable } from './tables/table.ts';
import { unitText } from './units/unit.ts';

export interface Lowered {
  readonly economy: Economy;
  readonly findings: readonly Finding[];
  readonly origins: Origins;
}

export interface LowerOptions {
  readonly uri?: string;
  /** The library's tree: its funs are visible in every file. */
  readonly library?: Model;
  /** Reads the tables of `from`; without it each is `file-not-found`. */
  readonly readTable?: ReadTable | undefined;
  /** What the lexer and the parser have found: half-typed text is not also told what it leaves unused. */
  readonly syntax?: (origins: OriginTable) => readonly Finding[];
}

/**
 * The one border between syntax and model. Never throws: what cannot be resolved becomes a hole, and a finding says why.
 * Lets and funs are written out, units are converted away.
 */
export function lower(ast: Model, options: LowerOptions = {}): Lowered {
  const { uri = '', library } = options;
  const origins = createOrigins(uri, (node) => (node.root === library?.$cstNode ? LIBRARY_URI : uri));
  const syntax = options.syntax?.(origins) ?? [];
  const definitions = orderDefinitions(ast);
  const lowering = prepare(ast, library, origins, syntax, definitions.cyclic, options.readTable);
  definitions.say(lowering);
  checkUnique(lowering, ast);
  checkShadowing(lowering, ast);
  checkSingle(lowering, ast);
  checkDefinitions(lowering, definitions.inOrder);
  const economy = lowerAll(lowering, ast);
  checkMarket(lowering, ast, economy);
  reportUnsupported(lowering, ast);
  for (const statement of ast.statements) if (UNREAD.has(statement.$type)) markUsed(lowering, statement);
  if (syntax.length === 0) checkUsage(lowering, ast, economy.agents);
  return { economy, findings: firstErrors(inTextOrder(lowering.findings, origins)), origins };
}

/** In the order of the text; what parser and lowering both say of one place once. */
function inTextOrder(findings: readonly Finding[], origins: Origins): readonly Finding[] {
  const placed = findings.map((finding) => ({ finding, place: origins.get(finding.origin) }));
  placed.sort((a, b) => (a.place?.offset ?? 0) - (b.place?.offset ?? 0));
  const said = new Set<string>();
  return placed.flatMap(({ finding, place }) => {
    const key = `${finding.code} ${place?.uri} ${place?.offset} ${place?.end} ${finding.message}`;
    if (said.has(key)) return [];
    said.add(key);
    return [finding];
  });
}

/** A file that is no model has errors without end: nobody reads them, and an editor must show them. */
const MOST_ERRORS = 1000;

function firstErrors(findings: readonly Finding[]): readonly Finding[] {
  let count = 0;
  return findings.filter(({ severity }) => severity !== 'error' || ++count <= MOST_ERRORS);
}

/** What is not lowered, since it cannot be computed yet. */
const UNREAD: ReadonlySet<Statement['$type']> = new Set(['Group', 'Scenario', 'Sweep']);

function lowerAll(lowering: Lowering, ast: Model): Economy {
  const { statements } = ast;
  const name = statements.find(({ $type }) => $type === 'EconomyName');
  const params = lowerParams(lowering, ast);
  const goods = lowerGoods(lowering);
  const agents: LoweredAgent[] = [];
  const names = new Set<string>();
  for (const node of statements.filter(isAgent)) {
    const agent = lowerAgent(lowering, node);
    if (agent.name !== '' && !names.has(agent.name)) agents.push(agent);
    names.add(agent.name);
  }
  const firms = lowerFirms(lowering, ast);
  const objective = lowerObjective(lowering, ast);
  const assertions = statements.filter(isAssert).map((node) => lowerAssertion(lowering, node));
  const seed = statements.find(isSeed);
  return {
    name: name?.$type === 'EconomyName' ? (name.name ?? null) : null,
    goods,
    params,
    agents,
    ...(0 < firms.length && { firms }),
    objective,
    assertions: assertions.filter((assertion): assertion is Assertion => assertion !== null),
    seed: seed === undefined ? 1 : readSeed(lowering, seed),
  };
}

/** Of several with one name, which is said there, the first. */
function lowerFirms(lowering: Lowering, ast: Model): readonly LoweredFirm[] {
  const firms = new Map<string, LoweredFirm>();
  for (const node of ast.statements.filter(isFirm)) {
    const firm = lowerFirm(lowering, node);
    if (firm.name !== '' && !firms.has(firm.name)) firms.set(firm.name, firm);
  }
  return [...firms.values()];
}

function lowerGoods(lowering: Lowering): readonly LoweredGood[] {
  return [...lowering.surroundings.file].flatMap(([name, meaning]) => {
    if (meaning.kind !== 'good') return [];
    const unit = meaning.declaration.unit === undefined ? null : unitText(meaning.unit) || null;
    return [{ name, unit, origin: originOfName(lowering.origins, meaning.declaration) }];
  });
}

function lowerParams(lowering: Lowering, ast: Model): readonly LoweredParam[] {
  const params: LoweredParam[] = [];
  for (const node of ast.statements.filter(isParam)) {
    const meaning = lowering.surroundings.file.get(node.name);
    const isFirst = meaning?.kind === 'param' && meaning.declaration === node;
    const param = lowerParam(lowering, node, isFirst ? meaning.unit : lowering.units.fresh());
    if (param === null) lowering.unread.add(node);
    else if (isFirst) params.push(param);
  }
  return params;
}
