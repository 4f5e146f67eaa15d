import { RESERVED_WORDS } from '../syntax/words.ts';
import { type Declaration, declared, type NameKind, ownTokens } from './declarations.ts';
import { grouped } from './group.ts';
import { continues, type Statement, type Syntax } from './statements.ts';
import type { Token } from './tokens.ts';

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
  const visible = candidates.filter(({ from, to }) => from <= token.start && token.start <= to);
  return meant(visible, wantedAt(syntax, statement, index));
}

type Space = 'value' | 'call' | 'actor' | 'unit';

const SPACES: Readonly<Record<NameKind, Space | null>> = {
  economy: null,
  scenario: null,
  good: 'value',
  param: 'value',
  let: 'value',
  budget: 'value',
  argument: 'value',
  vary: 'value',
  row: 'value',
  fun: 'call',
  agent: 'actor',
  group: 'actor',
  firm: 'actor',
  unit: 'unit',
};

/** The innermost of those of the wanted kind; units apart, another kind is better than none. */
function meant(visible: readonly Declaration[], wanted: Space): Declaration | null {
  const suited = visible.filter(({ kind }) => SPACES[kind] === wanted);
  const others = visible.filter(({ kind }) => SPACES[kind] !== null && SPACES[kind] !== 'unit');
  const pool = suited.length === 0 && wanted !== 'unit' ? others : suited;
  return pool.reduce<Declaration | null>((best, each) => (best === null || isInner(each, best) ? each : best), null);
}

function wantedAt(syntax: Syntax, statement: Statement, index: number): Space {
  if (isUnitPlace(syntax, statement, index)) return 'unit';
  const [twoBefore, before, after] = [-2, -1, 1].map((step) => syntax.tokens[index + step]);
  if (after?.text === '(') return 'call';
  if (before?.text === '(' && twoBefore?.text === 'kinds') return 'actor';
  const isClaim = statement.keyword === 'assert' && index === statement.first + 1;
  if (isClaim && (after === undefined || after.opensLine || AFTER_ACTOR.has(after.text))) return 'actor';
  return statement.keyword === 'owns' && isOperandPlace(before) && after?.text === '=' ? 'actor' : 'value';
}

const AFTER_ACTOR: ReadonlySet<string> = new Set(['is', 'specializes', 'mixes']);

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
