import { RESERVED_WORDS } from '../syntax/words.ts';
import type { Statement, Syntax } from './statements.ts';
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

/** What a statement declares, each name with the offsets between which it is visible. */
export function declared(syntax: Syntax, statement: Statement): readonly Declaration[] {
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
