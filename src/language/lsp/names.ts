import { RESERVED_WORDS } from '../syntax/words.ts';
import { grouped } from './group.ts';
import { continues, type Statement, type Syntax } from './statements.ts';
import type { Token } from './tokens.ts';

export type NameKind =
  | 'economy'
  | 'good'
  | 'unit'
  | 'param'
  | 'let'
  | 'fun'
  | 'agent'
  | 'group'
  | 'firm'
  | 'scenario'
  | 'budget'
  | 'argument'
  | 'vary'
  | 'row';

/** Where a name is introduced, and where it can be seen. */
export interface Declaration {
  readonly name: string;
  readonly kind: NameKind;
  readonly token: Token;
  readonly statement: Statement;
  /** Offsets between which the name is visible. */
  readonly from: number;
  readonly to: number;
  readonly doc: string | null;
}

export interface Occurrence {
  readonly token: Token;
  readonly declaration: Declaration;
}

export interface Names {
  readonly declarations: readonly Declaration[];
  /** Every place where a declared name stands, the declaration itself included, in the order of the text. */
  readonly occurrences: readonly Occurrence[];
}

export function readNames(syntax: Syntax): Names {
  const declarations = syntax.statements.flatMap((statement) => declared(syntax, statement));
  const byName = grouped(declarations, (declaration) => declaration.name);
  const occurrences = syntax.statements.flatMap((statement) =>
    ownTokens(syntax, statement).flatMap(({ token, index }) => {
      const candidates = token.kind === 'word' ? byName.get(token.text) : undefined;
      const found = candidates && resolve(syntax, statement, index, candidates);
      return found ? [{ token, declaration: found }] : [];
    }),
  );
  return { declarations, occurrences: occurrences.sort((a, b) => a.token.start - b.token.start) };
}

/** What can be named at an offset: the inner declaration hides the outer one of the same name. */
export function visibleAt(names: Names, offset: number): readonly Declaration[] {
  const seen = new Map<string, Declaration>();
  for (const declaration of names.declarations) {
    if (offset < declaration.from || declaration.to < offset) continue;
    const space = declaration.kind === 'unit' ? 'unit ' : declaration.kind === 'scenario' ? 'scenario ' : '';
    const before = seen.get(space + declaration.name);
    if (before === undefined || isInner(declaration, before)) seen.set(space + declaration.name, declaration);
  }
  return [...seen.values()];
}

export function occurrenceAt(names: Names, offset: number): Occurrence | null {
  return names.occurrences.find(({ token }) => token.start <= offset && offset <= token.end) ?? null;
}

/** The tokens of a statement without those of its block's statements. */
export function ownTokens(syntax: Syntax, statement: Statement): readonly { token: Token; index: number }[] {
  const end = statement.body === null ? statement.end : statement.body.open;
  const own: { token: Token; index: number }[] = [];
  for (let index = statement.first; index < end; index += 1) {
    const token = syntax.tokens[index];
    if (token !== undefined) own.push({ token, index });
  }
  return own;
}

function declared(syntax: Syntax, statement: Statement): readonly Declaration[] {
  const own = ownTokens(syntax, statement);
  const at = (position: number) => own[position]?.token;
  const outer = scopeOf(syntax, statement.parent);
  const one = (token: Token | undefined, kind: NameKind, scope = outer): Declaration[] =>
    token?.kind === 'word' && !RESERVED_WORDS.has(token.text)
      ? [{ name: token.text, kind, token, statement, ...scope, doc: at(0)?.doc ?? null }]
      : [];
  switch (statement.keyword) {
    case 'good':
    case 'unit':
      return listed(own.map(({ token }) => token)).flatMap((token) => one(token, statement.keyword as NameKind));
    case 'economy':
    case 'param':
    case 'let':
    case 'group':
    case 'firm':
    case 'scenario':
    case 'budget':
    case 'vary':
      return one(at(1), statement.keyword as NameKind);
    case 'agent': {
      const as = own.findIndex(({ token }) => token.text === 'as');
      const rows = as < 2 ? [] : one(at(as + 1), 'row', scopeOf(syntax, statement));
      return [...one(at(1), 'agent'), ...rows];
    }
    case 'fun':
      return [
        ...one(at(1), 'fun'),
        ...args(own.map(({ token }) => token)).flatMap((token) =>
          one(token, 'argument', {
            from: token.start,
            to: syntax.tokens[statement.end]?.start ?? Number.POSITIVE_INFINITY,
          }),
        ),
      ];
    default:
      return [];
  }
}

/** The names of `good a : kg, b`: those that follow the opening word or a comma, brackets aside. */
function listed(own: readonly Token[]): readonly Token[] {
  return own.filter((token, i) => {
    const before = own[i - 1];
    return token.kind === 'word' && 0 < i && (i === 1 || before?.text === ',');
  });
}

function args(own: readonly Token[]): readonly Token[] {
  const close = own.findIndex(({ text }) => text === ')');
  if (own[2]?.text !== '(') return [];
  return own.slice(3, close < 0 ? own.length : close).filter(({ kind }) => kind === 'word');
}

function scopeOf(syntax: Syntax, owner: Statement | null): { from: number; to: number } {
  if (owner?.body == null) return { from: 0, to: Number.POSITIVE_INFINITY };
  const first = syntax.tokens[owner.first];
  const close = syntax.tokens[owner.body.close];
  return { from: first?.start ?? 0, to: close?.start ?? Number.POSITIVE_INFINITY };
}

function resolve(
  syntax: Syntax,
  statement: Statement,
  index: number,
  candidates: readonly Declaration[],
): Declaration | null {
  const token = syntax.tokens[index];
  const before = syntax.tokens[index - 1];
  if (token === undefined) return null;
  const itself = candidates.find((declaration) => declaration.token === token);
  if (itself !== undefined) return itself;
  if (before?.text === '.' || RESERVED_WORDS.has(token.text)) return null;
  const opensUnnamed = statement.keyword === 'technology' || statement.keyword === 'unknown';
  const isFirst = index === (opensUnnamed ? statement.first : statement.first + 1);
  if (CONTEXTUAL.has(token.text) && !isFirst && !isOperandPlace(before)) return null;
  const wantsUnit = isUnitPlace(syntax, statement, index);
  const offset = token.start;
  let best: Declaration | null = null;
  for (const candidate of candidates) {
    if ((candidate.kind === 'unit') !== wantsUnit || candidate.kind === 'scenario') continue;
    if (candidate.kind === 'economy') continue;
    if (offset < candidate.from || candidate.to < offset) continue;
    if (best === null || isInner(candidate, best)) best = candidate;
  }
  return best;
}

function isInner(a: Declaration, b: Declaration): boolean {
  return b.from < a.from || a.to < b.to;
}

/** Words of the language that may be names are names only where an operand stands. */
function isOperandPlace(before: Token | undefined): boolean {
  return before === undefined || before.text === '{' || continues(before);
}

/** In `[kg]` after a number, and after the colon of `good wood : kg`. */
export function isUnitPlace(syntax: Syntax, statement: Statement, index: number): boolean {
  const isGood = statement.keyword === 'good';
  for (let i = index - 1; statement.first <= i; i -= 1) {
    const token = syntax.tokens[i];
    if (token?.text === ']') return false;
    if (token?.text === '[') return i !== statement.first + 2 || !COUNTED.has(statement.keyword);
    if (isGood && token?.text === ',') return false;
    if (isGood && token?.text === ':') return true;
  }
  return false;
}

const COUNTED: ReadonlySet<string> = new Set(['agent', 'group', 'firm']);

const CONTEXTUAL: ReadonlySet<string> = new Set(
  (
    'at seed step steps from as in for within is one price prices diverge trace market concave convex linear mixed ' +
    'specializes mixes'
  ).split(' '),
);
