import type { TokenType } from 'chevrotain';
import { DefaultLexer, type LangiumCoreServices, type LexerResult, type TokenizeOptions } from 'langium';
import { DEEPEST_NESTING, LONGEST_CHAIN, limitNesting, type Overflow } from './nesting.ts';

/** What an `EconLexer` reports: what it left out because it was nested too deep. */
export interface EconLexerResult extends LexerResult {
  readonly overflows: readonly Overflow[];
}

/** Measures the nesting on the tokens: the parser would run out of stack, after which every later parse would fail too. */
export class EconLexer extends DefaultLexer {
  private readonly number: TokenType;

  constructor(services: LangiumCoreServices) {
    super(services);
    const number = this.tokenTypes.NUMBER;
    if (number === undefined) throw new Error('The grammar has no terminal NUMBER.');
    this.number = number;
  }

  override tokenize(text: string, options?: TokenizeOptions): EconLexerResult {
    const result = super.tokenize(text, options);
    const { tokens, overflows } = limitNesting(result.tokens, this.number);
    return { ...result, tokens, overflows, report: { diagnostics: overflows.map(tooDeep) } };
  }
}

const MESSAGES: Readonly<Record<Overflow['reason'], string>> = {
  nesting: `This is nested more than ${DEEPEST_NESTING} deep. Name a part of it with \`let\`, and use the name here.`,
  length: `This formula has more than ${LONGEST_CHAIN} terms in a row. Put groups of them in parentheses.`,
};

function tooDeep({ from, to, end, reason }: Overflow): TooDeep {
  return {
    message: MESSAGES[reason],
    offset: from.startOffset,
    length: (to.endOffset ?? to.startOffset) + 1 - from.startOffset,
    line: from.startLine ?? 1,
    column: from.startColumn ?? 1,
    severity: 'error',
    code: 'too-deep',
    end,
  };
}

/** The entry of the lexing report: Langium hands the report on, but nothing else that a lexer adds. */
export interface TooDeep {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error';
  readonly code: 'too-deep';
  readonly end: number;
}
