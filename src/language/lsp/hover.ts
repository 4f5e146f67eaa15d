import type { Hover, Position } from 'vscode-languageserver';
import type { AgentCurvature } from '../../analysis/analysis.ts';
import { paramSentences } from '../../analysis/findings.ts';
import { methodWords } from '../../analysis/method.ts';
import { amount, capital, list } from '../../analysis/words.ts';
import { toDouble } from '../../math/rational/rational.ts';
import type { KindOutcome, Solution } from '../../solver/solution.ts';
import { agentAt } from './agent-at.ts';
import { columnHelp } from './column-hover.ts';
import { type Declaration, ownTokens } from './declarations.ts';
import { libraryFunction, librarySnapshot } from './library-names.ts';
import { occurrenceAt } from './names.ts';
import { rangeOfToken } from './navigation.ts';
import { pricesOf } from './price-words.ts';
import { signatureOf } from './signature-help.ts';
import type { Snapshot } from './snapshot.ts';
import type { SolveAnswer } from './solve-job.ts';
import type { Statement } from './statements.ts';
import { columnAt } from './table-at.ts';
import type { Token } from './tokens.ts';
import { CONSTANT_HELP, KEYWORD_HELP } from './words.ts';

/** What the word at the position means, what is proven about it, and what solving found. */
export function hover(
  snapshot: Snapshot,
  position: Position,
  solved: SolveAnswer | null,
  showsProofs = false,
): Hover | null {
  const offset = snapshot.document.offsetAt(position);
  const { tokens } = snapshot.syntax();
  const token = tokens.find(({ start, end, kind }) => kind === 'word' && start <= offset && offset <= end);
  if (token === undefined) return null;
  const lines = [
    ...explain(snapshot, token, offset, solved),
    ...(showsProofs ? linkToProof(snapshot, token, position) : []),
  ];
  return lines.length === 0
    ? null
    : { contents: { kind: 'markdown', value: lines.join('\n\n') }, range: rangeOfToken(snapshot, token) };
}

function explain(snapshot: Snapshot, token: Token, offset: number, solved: SolveAnswer | null): readonly string[] {
  const found = occurrenceAt(snapshot.names(), offset);
  if (found === null) {
    const column = columnAt(snapshot, offset);
    if (column !== null) return columnHelp(column);
  }
  if (found !== null) return ofName(snapshot, found.declaration, solved);
  const statement = snapshot.syntax().statements.findLast(({ first }) => snapshot.syntax().tokens[first] === token);
  if (statement?.keyword === 'frontier' || statement?.keyword === 'budget') {
    return [...keyword(token), ...ofAgentAround(snapshot, statement, solved)];
  }
  const inLibrary = isCalled(snapshot, token) ? libraryFunction(token.text) : null;
  if (inLibrary) return [code(sourceOf(librarySnapshot(), inLibrary.statement)), inLibrary.doc ?? ''];
  const signature = signatureOf(snapshot, token, offset);
  if (signature) return [code(`${token.text}(${signature.parameters.join(', ')})`), signature.help];
  const constant = Object.hasOwn(CONSTANT_HELP, token.text) ? CONSTANT_HELP[token.text] : undefined;
  return constant === undefined ? keyword(token) : [code(token.text), constant];
}

/** Where a hover tells a verdict: a link to the whole proof. */
function linkToProof(snapshot: Snapshot, token: Token, position: Position): readonly string[] {
  const declared = occurrenceAt(snapshot.names(), token.start)?.declaration;
  const name =
    declared?.kind === 'agent' ? declared.name : FRONTIERS.has(token.text) ? agentAt(snapshot, position) : null;
  if (name === null || !snapshot.model().curvature.has(name)) return [];
  const target = encodeURIComponent(JSON.stringify([{ uri: snapshot.uri, agent: name }]));
  return [`[Show the proof](command:econ.showProof?${target})`];
}

const FRONTIERS: ReadonlySet<string> = new Set(['frontier', 'budget']);

function isCalled(snapshot: Snapshot, token: Token): boolean {
  const { tokens } = snapshot.syntax();
  return tokens[tokens.indexOf(token) + 1]?.text === '(';
}

function keyword({ text }: Token): readonly string[] {
  const help = KEYWORD_HELP.get(text);
  return help === undefined ? [] : [help];
}

function ofName(snapshot: Snapshot, declaration: Declaration, solved: SolveAnswer | null): readonly string[] {
  const { name, kind, statement, doc } = declaration;
  const docs = doc === null ? [] : [doc];
  switch (kind) {
    case 'agent':
      return [code(sourceOf(snapshot, statement)), ...docs, ...ofAgent(snapshot, name, solved)];
    case 'good':
      return [...docs, ...ofGood(snapshot, name, solved)];
    case 'argument':
      return [`\`${name}\`: an argument of \`${sourceOf(snapshot, statement)}\``];
    case 'param':
      return [code(sourceOf(snapshot, statement)), ...docs, 'A param: a slider in the preview.'];
    default:
      return [code(sourceOf(snapshot, statement)), ...docs];
  }
}

function ofGood(snapshot: Snapshot, name: string, solved: SolveAnswer | null): readonly string[] {
  const good = snapshot.model().economy.goods.find((each) => each.name === name);
  const unit = good?.unit ?? null;
  const first = `${code(`good ${name}${unit === null ? '' : ` : ${unit}`}`)}`;
  const solution = solved?.analysis.solution;
  const total = solution?.totals?.[name];
  const totals = total === undefined ? [] : [`Total: **${amount(Number(total))}**${unit === null ? '' : ` ${unit}`}`];
  return [first, ...totals, ...priceOfGood(name, solution)];
}

function priceOfGood(name: string, solution: Solution | undefined): readonly string[] {
  const one = solution?.prices?.[name];
  const dual = solution?.dualPrices?.[name];
  if (!solution || (one === undefined && dual === undefined)) return [];
  if (one !== undefined) {
    return name === solution.numeraire
      ? [`Price: **1** (prices are in ${name})`]
      : [`Price: **${amount(Number(one))}** ${solution.numeraire ?? ''}`];
  }
  return [`No one price supports every agent; if plans could be mixed, it would be ${amount(Number(dual))}.`];
}

function ofAgentAround(snapshot: Snapshot, statement: Statement, solved: SolveAnswer | null): readonly string[] {
  const agent = snapshot
    .names()
    .declarations.find((each) => each.statement === statement.parent && each.kind === 'agent');
  return agent === undefined ? [] : ofAgent(snapshot, agent.name, solved);
}

function ofAgent(snapshot: Snapshot, name: string, solved: SolveAnswer | null): readonly string[] {
  const model = snapshot.model();
  const own = model.curvature.get(name);
  const proven =
    solved?.analysis.curvature.find(({ agent }) => agent === name) ?? (own && { ...own, byParam: model.byParam(name) });
  const outcome = solved?.analysis.solution.agents.find(({ agent }) => agent === name);
  const params = solved?.analysis.params.map((param) => [param.name, param.value] as const);
  const values = new Map(params ?? model.economy.params.map((param) => [param.name, toDouble(param.value)] as const));
  return [
    ...(proven ? ofCurvature(proven, values) : []),
    ...(outcome?.kinds ?? []).slice(0, 6).map((kind) => ofKind(kind, proven?.membersDiffer === true)),
  ];
}

const SHAPES: Readonly<Record<string, string>> = {
  concave: '**concave** frontier (bowed outward)',
  convex: '**convex** frontier (bowed inward): its members specialise',
  linear: '**linear** frontier: the same trade-off everywhere',
  mixed: '**mixed** frontier: concave in one part, convex in another',
  unknown: 'The curvature is **not proven**',
};

function ofCurvature(row: AgentCurvature, values: ReadonlyMap<string, number>): readonly string[] {
  const why = row.blame ? `${row.blame.cause}: \`${row.blame.text}\`` : literally(row.reason ?? '');
  const ranges = row.domain.map(
    ({ good, from, to, inferred }) =>
      `${good} in ${amount(Number(from))}..${amount(Number(to))}${inferred ? ' (inferred)' : ''}`,
  );
  const draws = row.forEveryDraw && row.blame && row.reason ? [literally(capital(`${row.reason}.`))] : [];
  const method = row.verdict === 'unknown' ? null : methodWords(row.certificate);
  const segments = row.verdict === 'mixed' ? row.segments : [];
  const parts = segments.map(
    ({ verdict, variable, from, to }) => `${verdict} for ${variable} in ${amount(Number(from))}..${amount(Number(to))}`,
  );
  return [
    `${SHAPES[row.verdict] ?? row.verdict}${why ? ` — ${why}` : ''}`,
    ...(parts.length === 0
      ? []
      : [`${row.membersDiffer === true ? 'One in the middle of its members' : 'It'} is ${list(parts)}.`]),
    ...draws,
    ...(method === null ? [] : [`Proven by ${literally(method)}.`]),
    ...(ranges.length === 0 || row.membersDiffer === true ? [] : [`Domain: ${list(ranges)}`]),
    ...paramSentences(row.byParam ?? [], values),
  ];
}

/** As Markdown that shows just this text: the stars of a formula are no emphasis. */
function literally(text: string): string {
  return text.replace(/[\\*_`[\]<>]/g, '\\$&');
}

function ofKind(kind: KindOutcome, differ: boolean): string {
  const outputs = Object.entries(kind.outputs).map(([good, value]) => `${amount(Number(value))} ${good}`);
  const prices = pricesOf(kind);
  const own = prices === null ? '' : ` · own price: ${prices}`;
  const average = differ && 1 < Number(kind.count) ? 'on average ' : '';
  return `${amount(Number(kind.count))} × ${kind.label}: ${average}${outputs.join(', ')}${own}`;
}

/** The statement as written, up to its block. */
function sourceOf(snapshot: Snapshot, statement: Statement): string {
  const own = ownTokens(snapshot.syntax(), statement);
  const start = own[0]?.token.start ?? 0;
  const text = snapshot.text.slice(start, own.at(-1)?.token.end ?? start).trim();
  if (statement.body === null) return text;
  const inner = snapshot
    .syntax()
    .statements.filter(({ parent, keyword }) => parent === statement && FORMULAS.has(keyword));
  const lines = inner.map((each) => `  ${snapshot.text.slice(...span(snapshot, each)).replace(/\s+/g, ' ')}`);
  return [text, ...lines].join('\n');
}

const FORMULAS: ReadonlySet<string> = new Set(['frontier', 'budget', 'technology', 'utility', 'make', 'yields']);

function span(snapshot: Snapshot, { first, end }: Statement): [number, number] {
  const { tokens } = snapshot.syntax();
  return [tokens[first]?.start ?? 0, tokens[end - 1]?.end ?? 0];
}

function code(text: string): string {
  return `\`\`\`econ\n${text}\n\`\`\``;
}
