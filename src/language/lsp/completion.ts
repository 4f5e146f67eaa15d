import type { CompletionItem, Position } from 'vscode-languageserver';
import { columnProposals } from './column-completion.ts';
import type { Declaration, NameKind } from './declarations.ts';
import { libraryFunctions, librarySnapshot } from './library-names.ts';
import { visibleAt } from './names.ts';
import { type Place, placeAt } from './place.ts';
import { functions, measures, ofDeclaration, operators, type Proposal, toItem, words } from './proposals.ts';
import type { Snapshot } from './snapshot.ts';
import { agentSnippets, ECONOMY_SKELETON, topSnippets } from './snippets.ts';
import type { Statement } from './statements.ts';
import type { Token } from './tokens.ts';
import { OPENERS } from './words.ts';

/** Everything that may stand at the cursor, by the tokens before it, so that half-typed text is no obstacle. */
export function complete(snapshot: Snapshot, position: Position, snippets: boolean): readonly CompletionItem[] {
  const { document, text } = snapshot;
  const offset = document.offsetAt(position);
  const columns = columnProposals(snapshot, offset);
  if (columns !== null) {
    const within = { start: document.positionAt(columns.start), end: document.positionAt(columns.end) };
    return columns.proposals.map((proposal) => toItem(proposal, within, snippets));
  }
  const place = placeAt(snapshot.syntax(), text, offset);
  if (place === null) return [];
  const range = { start: document.positionAt(place.word.start), end: document.positionAt(place.word.end) };
  const isIn = (statement: Statement) => statement.body === null && statement.first === place.statement?.first;
  const scope: Scope = {
    visible: visibleAt(snapshot.names(), offset).filter(
      ({ statement, kind }) => kind === 'argument' || !isIn(statement),
    ),
    text,
    isEmpty: snapshot.syntax().tokens.length <= 1,
  };
  const proposals = [...(place.mayOpen ? openers(place, scope) : []), ...(place.statement ? within(place, scope) : [])];
  const unique = new Map<string, Proposal>();
  for (const proposal of proposals) if (!unique.has(proposal.label)) unique.set(proposal.label, proposal);
  return [...unique.values()]
    .filter((proposal) => snippets || proposal.kind !== SNIPPET)
    .map((proposal) => toItem(proposal, range, snippets));
}

const SNIPPET = ECONOMY_SKELETON.kind;

interface Scope {
  readonly visible: readonly Declaration[];
  readonly text: string;
  readonly isEmpty: boolean;
}

/** Words that begin a statement in this block. */
function openers(place: Place, scope: Scope): readonly Proposal[] {
  const goods = named(scope, 'good').map(({ label }) => label);
  switch (place.block?.keyword) {
    case undefined: {
      const top = Object.keys(OPENERS).filter((word) => OPENERS[word] === 'top');
      return [...(scope.isEmpty ? [{ ...ECONOMY_SKELETON, rank: 0 }] : []), ...words(top, 40), ...topSnippets(goods)];
    }
    case 'agent': {
      const inner = ['frontier', 'budget', 'at', 'vary', 'endowment', 'utility', 'owns'];
      return [...words(inner, 20), ...named(scope, 'good'), ...agentSnippets(goods)];
    }
    case 'firm':
      return words(['make'], 20);
    case 'group':
      return [...words(['good', 'agent', 'group', 'let', 'yields'], 20), ...topSnippets(goods).slice(0, 5)];
    case 'scenario':
      return named(scope, 'param');
    default:
      return [];
  }
}

/** What may follow in the statement before the cursor. */
function within(place: Place, scope: Scope): readonly Proposal[] {
  const { written, wantsOperand } = place;
  const statement = place.statement?.keyword ?? '';
  if (isInUnit(written, statement))
    return wantsOperand || last(written) === '[' ? named(scope, 'unit') : operators(['*', '/', '^', ']'], 50);
  const wanted = wantsOperand ? operands(statement, written, scope) : followers(statement, written, scope);
  // On a new line an operator is possible but unlikely.
  return place.mayOpen && !wantsOperand
    ? wanted.map((proposal) => ({ ...proposal, rank: proposal.rank + 30 }))
    : wanted;
}

function operands(statement: string, written: readonly Token[], scope: Scope): readonly Proposal[] {
  const before = last(written);
  const isFirst = written.length === 1 || (before === ',' && depth(written) === 0);
  switch (statement) {
    case 'economy':
    case 'unit':
    case 'agent':
    case 'group':
    case 'firm':
    case 'scenario':
    case 'import':
    case 'seed':
      return statement === 'unit' && !isFirst ? named(scope, 'unit') : [];
    case 'good':
      return [];
    case 'param':
    case 'let':
    case 'sweep':
      if (statement === 'sweep' && isFirst) return named(scope, 'param');
      return isFirst ? [] : formula(scope, ['param', 'let', 'fun']);
    case 'fun':
      return written.some(({ text }) => text === '=') ? formula(scope, ['argument', 'param', 'let', 'fun']) : [];
    case 'vary':
      if (before === '~') return words(['uniform', 'normal', 'lognormal', 'choice'], 10);
      return isFirst ? [] : formula(scope, ['param', 'let', 'fun']);
    case 'budget':
      return isFirst ? [] : formula(scope, ['param', 'let', 'fun']);
    case 'owns':
      return isFirst ? named(scope, 'firm') : formula(scope, ['param', 'let', 'fun']);
    case 'at':
    case 'endowment':
    case 'prices':
      return isFirst ? named(scope, 'good') : formula(scope, ['param', 'let', 'fun']);
    case 'proportions':
      return written.some(({ text }) => text === '=') ? formula(scope, ['param', 'let', 'fun']) : named(scope, 'good');
    case 'technology':
      return formula(scope, ['budget', 'vary', 'row', 'param', 'let', 'fun']);
    case 'frontier':
      return frontier(written, isFirst, scope);
    case 'assert':
      return claim(written, scope);
    default:
      return formula(scope, ['good', 'budget', 'vary', 'row', 'param', 'let', 'fun']);
  }
}

function frontier(written: readonly Token[], isFirst: boolean, scope: Scope): readonly Proposal[] {
  const second = written[1]?.text;
  const colon = written.findIndex(({ text }) => text === ':');
  if (second === 'through' || second === 'among') {
    return colon < 0 ? named(scope, 'good') : formula(scope, ['param', 'let', 'fun']);
  }
  const domain = written.findLastIndex(({ text }) => text === 'for');
  if (0 <= domain) {
    const isGood = last(written) === 'for' || last(written) === ',';
    return isGood ? named(scope, 'good') : formula(scope, ['param', 'let', 'fun']);
  }
  const all = formula(scope, ['good', 'vary', 'row', 'param', 'let', 'fun']);
  return isFirst ? [...all, ...words(['through', 'among'], 15)] : all;
}

function claim(written: readonly Token[], scope: Scope): readonly Proposal[] {
  const before = last(written);
  const called = before === '(' ? written.at(-2)?.text : undefined;
  if (called === 'kinds') return named(scope, 'agent', 'group');
  if (called === 'total' || called === 'price') return named(scope, 'good');
  if (before === 'is') return words(['concave', 'convex', 'linear', 'mixed'], 10);
  const values = [...measures(20), ...formula(scope, ['param', 'let', 'fun'])];
  if (written.length !== 1) return values;
  return [...words(['one price', 'prices diverge'], 5), ...named(scope, 'agent', 'group'), ...values];
}

const ARITHMETIC = ['+', '-', '*', '/', '^'];
const COMPARISONS = ['==', '~=', '<', '<=', '>', '>='];

/** Operators and words behind a whole operand. */
function followers(statement: string, written: readonly Token[], scope: Scope): readonly Proposal[] {
  const missing = openIf(written);
  const has = (word: string) => written.some(({ text }) => text === word);
  if (missing !== null) return [...words([missing], 10), ...operators([...COMPARISONS, ...ARITHMETIC], 50)];
  if (written.at(-1)?.opensLine && 1 < written.length) return operators(['=', ...ARITHMETIC], 50);
  if (0 < depth(written))
    return operators([')', ',', ...(statement === 'assert' ? COMPARISONS : []), ...ARITHMETIC], 50);
  switch (statement) {
    case 'economy':
    case 'import':
    case 'seed':
      return [];
    case 'good':
      return operators(has(':') ? [','] : [':', ','], 50);
    case 'unit':
      return operators(has('=') ? [',', ...ARITHMETIC] : ['=', ','], 50);
    case 'param':
    case 'sweep':
      return afterRange(has, statement === 'param' ? 'step' : 'steps');
    case 'agent':
    case 'firm':
    case 'group':
      if (has('[') && !has(']')) return operators([']'], 10);
      return [...words(has('from') ? ['as'] : ['from'], 30), ...operators(has(']') ? ['{'] : ['{', '['], 10)];
    case 'budget':
      return has('<=') ? operators(ARITHMETIC, 50) : operators(['<='], 10);
    case 'frontier':
      return afterFrontier(has, written.length === 2);
    case 'assert':
      return afterClaim(written, scope);
    case 'maximize':
    case 'utility':
      return operators(ARITHMETIC, 50);
    default:
      return operators(has('=') ? [',', ...ARITHMETIC] : ['=', ','], 50);
  }
}

type Has = (word: string) => boolean;

function afterRange(has: Has, last: 'step' | 'steps'): readonly Proposal[] {
  if (!has('=') && !has('in')) return last === 'step' ? operators(['='], 10) : words(['in'], 10);
  const next = has(last) ? [] : has('..') ? words([last], 10) : has('in') ? operators(['..'], 10) : words(['in'], 10);
  return [...next, ...operators(ARITHMETIC, 50)];
}

function afterFrontier(has: Has, isSecond: boolean): readonly Proposal[] {
  if (has('through') || has('among')) return operators([has(':') ? ',' : ':'], 10);
  if (has('for')) return has('in') ? operators([has('..') ? ',' : '..', ...ARITHMETIC], 20) : words(['in'], 10);
  if (has('=')) return [...words(['for'], 30), ...operators(ARITHMETIC, 50)];
  const relations = has('<=') || has('>=') ? [] : isSecond ? ['=', '<='] : ['<=', '>='];
  return [...operators(relations, 20), ...operators(ARITHMETIC, 50)];
}

function afterClaim(written: readonly Token[], scope: Scope): readonly Proposal[] {
  const before = last(written);
  if (before === 'one') return words(['price'], 10);
  if (before === 'prices') return words(['diverge'], 10);
  const isOnly = written.length === 2;
  if (isOnly && scope.visible.some(({ kind, name }) => kind === 'agent' && name === before)) {
    return words(['is concave', 'is convex', 'is linear', 'is mixed', 'specializes', 'mixes'], 10);
  }
  if (isOnly) return words(['is', 'specializes', 'mixes'], 30);
  if (written.some(({ text }) => text === '~=')) return [...words(['within'], 10), ...operators(ARITHMETIC, 50)];
  return [...operators(COMPARISONS, 20), ...words(['in'], 20), ...operators(ARITHMETIC, 50)];
}

function formula(scope: Scope, kinds: readonly NameKind[]): readonly Proposal[] {
  return [...named(scope, ...kinds), ...functions(40), ...words(['if'], 45), ...library()];
}

function library(): readonly Proposal[] {
  const { text } = librarySnapshot();
  return libraryFunctions().map((declaration) => ofDeclaration(declaration, detailOf(declaration, text), 42));
}

function named(scope: Scope, ...kinds: readonly NameKind[]): readonly Proposal[] {
  return scope.visible
    .filter(({ kind }) => kinds.includes(kind))
    .map((declaration) =>
      ofDeclaration(declaration, detailOf(declaration, scope.text), 10 + kinds.indexOf(declaration.kind)),
    );
}

/** The line that declares it, up to its block. */
function detailOf(declaration: Declaration, text: string): string {
  const start = declaration.token.start;
  const line = /^[^\n{,;]*/.exec(text.slice(start, start + 120))?.[0] ?? declaration.name;
  return `${declaration.kind} ${line.replace(/\/\/.*|\/\*.*/, '').trim()}`;
}

function last(written: readonly Token[]): string {
  return written.at(-1)?.text ?? '';
}

function depth(written: readonly Token[]): number {
  return written.reduce((open, { text }) => open + (text === '(' ? 1 : text === ')' ? -1 : 0), 0);
}

/** Which word an `if` before still misses. */
function openIf(written: readonly Token[]): 'then' | 'else' | null {
  const count = (word: string) => written.filter(({ text }) => text === word).length;
  if (count('then') < count('if')) return 'then';
  return count('else') < count('if') ? 'else' : null;
}

function isInUnit(written: readonly Token[], statement: string): boolean {
  const open = written.findLastIndex(({ text }) => text === '[');
  const close = written.findLastIndex(({ text }) => text === ']');
  if (close < open) return written[open - 1]?.kind === 'number';
  const colon = written.findLastIndex(({ text }) => text === ':');
  const comma = written.findLastIndex(({ text }) => text === ',');
  return statement === 'good' && comma < colon;
}
