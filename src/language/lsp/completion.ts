import type { CompletionItem, Position } from 'vscode-languageserver';
import { libraryFunctions, librarySnapshot } from './library-names.ts';
import { type Declaration, type NameKind, visibleAt } from './names.ts';
import { type Place, placeAt } from './place.ts';
import { functions, measures, ofDeclaration, operators, type Proposal, toItem, words } from './proposals.ts';
import type { Snapshot } from './snapshot.ts';
import { agentSnippets, ECONOMY_SKELETON, topSnippets } from './snippets.ts';
import type { Token } from './tokens.ts';
import { OPENERS } from './words.ts';

/** Everything that may stand at the cursor, by the tokens before it, so that half-typed text is no obstacle. */
export function complete(snapshot: Snapshot, position: Position, snippets: boolean): readonly CompletionItem[] {
  const { document, text } = snapshot;
  const offset = document.offsetAt(position);
  const place = placeAt(snapshot.syntax(), text, offset);
  if (place === null) return [];
  const range = { start: document.positionAt(place.word.start), end: document.positionAt(place.word.end) };
  const scope: Scope = {
    visible: visibleAt(snapshot.names(), offset),
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

/** Operators and words behind a whole operand. */
function followers(statement: string, written: readonly Token[], scope: Scope): readonly Proposal[] {
  const before = last(written);
  const text = new Set(written.map((token) => token.text));
  const arithmetic = operators(ARITHMETIC, 50);
  if (openIf(written))
    return [
      ...words([openIf(written) === 'then' ? 'then' : 'else'], 10),
      ...operators(['<', '<=', '>', '>=', ...ARITHMETIC], 50),
    ];
  switch (statement) {
    case 'good':
      return text.has(':') ? operators([','], 50) : operators([':', ','], 50);
    case 'param':
      if (!text.has('=')) return operators(['='], 10);
      return [...words(text.has('in') ? (text.has('step') ? [] : ['step']) : ['in'], 10), ...arithmetic];
    case 'sweep':
      return words(text.has('in') ? ['steps'] : ['in'], 10);
    case 'agent':
      return [...words(text.has('from') ? ['as'] : ['from'], 30), ...operators(['{', '['], 10)];
    case 'technology':
    case 'maximize':
    case 'utility':
    case 'let':
    case 'fun':
      return [
        ...arithmetic,
        ...operators(text.has('=') || statement === 'maximize' || statement === 'utility' ? [] : ['='], 10),
      ];
    case 'budget':
      return text.has('<=') ? arithmetic : operators(['<='], 10);
    case 'frontier':
      if (text.has('for')) return text.has('in') ? [...operators([',', '..'], 20), ...arithmetic] : words(['in'], 10);
      if (text.has('=')) return [...words(['for'], 30), ...arithmetic];
      return [...operators(text.has('<=') ? [] : written.length === 2 ? ['=', '<='] : ['<='], 20), ...arithmetic];
    case 'assert': {
      if (before === 'one') return words(['price'], 10);
      if (before === 'prices') return words(['diverge'], 10);
      const isAgent =
        written.length === 2 && scope.visible.some(({ kind, name }) => kind === 'agent' && name === before);
      if (isAgent) return words(['is concave', 'is convex', 'is linear', 'is mixed', 'specializes', 'mixes'], 10);
      if (written.length === 2) return words(['is', 'specializes', 'mixes'], 30);
      if (text.has('~=')) return [...words(['within'], 10), ...arithmetic];
      return [...operators(['==', '~=', '<', '<=', '>', '>='], 20), ...words(['in'], 20), ...arithmetic];
    }
    default:
      return [...operators(text.has('=') ? [','] : ['=', ','], 20), ...arithmetic];
  }
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
