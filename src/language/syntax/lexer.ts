import type { TokenType } from 'chevrotain';
import { DefaultLexer, type LangiumCoreServices, type LexerResult, type TokenizeOptions } from 'langium';
import { LONGEST_CHAIN, limitNesting, type Overflow } from './nesting.ts';

/** What an `EconLexer` reports: what it left out because it was nested too deep. */
export interface EconLexerResult extends LexerResult {
  readonly overflows: readonly Overflow[];
}

/** Measures the nesting on the tokens: the parser would run out of stack, after which every later parse would fail too. */
export class EconLexer extends DefaultLexer {
  private readonly number: TokenType;
  private readonly deepest: number;

  constructor(services: LangiumCoreServices, deepest: number) {
    super(services);
    this.deepest = deepest;
    const number = this.tokenTypes.NUMBER;
    if (number === undefined) throw new Error('The grammar has no terminal NUMBER.');
    this.number = number;
  }

  override tokenize(text: string, options?: TokenizeOptions): EconLexerResult {
    const result = super.tokenize(text, options);
    const { tokens, overflows } = limitNesting(result.tokens, this.number, this.deepest);
    return {
      ...result,
      tokens,
      overflows,
      report: { diagnostics: overflows.map((overflow) => tooDeep(overflow, this.deepest)) },
    };
  }
}

function tooDeep({ from, to, end, reason }: Overflow, deepest: number): TooDeep {
  const isNesting = reason === 'nesting';
  return {
    message: isNesting
      ? `This is nested more than ${deepest} deep. Name a part of it with \`let\`, and use the name here.`
      : `This formula has more than ${LONGEST_CHAIN} terms in a row. Put groups of them in parentheses.`,
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
