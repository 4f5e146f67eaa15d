import type { ILexerErrorMessageProvider, IToken } from 'chevrotain';

const INSTEAD: Readonly<Record<string, string>> = {
  '≤': '`<=`',
  '≥': '`>=`',
  '≈': '`~=`',
  '×': '`*`',
  '·': '`*`',
  '÷': '`/`',
  '−': '`-`',
  '–': '`-`',
  '²': '`^2`',
  '³': '`^3`',
  '√': '`sqrt(…)`',
  '“': '`"`',
  '”': '`"`',
  '%': 'a fraction, such as 0.05 for 5 %,',
  '!': '`not`',
  '&': '`and`',
  '|': '`or`, or `abs(x)` for `|x|`,',
  '?': '`if … then … else …`',
  '#': '`//` for a comment',
  '…': '`..`',
};

/** What to say about characters that are no part of the language: what to write instead, where that is known. */
export class EconLexerMessages implements ILexerErrorMessageProvider {
  buildUnexpectedCharactersMessage(text: string, offset: number, length: number): string {
    return text.startsWith('!=', offset)
      ? '`!=` is not part of the language. For `a != b` write `not a == b`.'
      : unexpectedCharacters(text.slice(offset, offset + length));
  }

  buildUnableToPopLexerModeMessage(token: IToken): string {
    return unexpectedCharacters(token.image);
  }
}

function unexpectedCharacters(characters: string): string {
  const first = String.fromCodePoint(characters.codePointAt(0) ?? 32);
  if (first === '"' || first === "'")
    return `This text is not closed. Write \`${first}\` where it ends, on the same line.`;
  if (first === ';') return 'No `;` is needed: a line ends by itself. Remove it.';
  const instead = INSTEAD[first];
  const shown = characters.length <= 12 ? characters : `${characters.slice(0, 12)}…`;
  return instead === undefined
    ? `\`${shown}\` is not part of the language. Remove it.`
    : `\`${first}\` is not part of the language. Write ${instead} instead.`;
}
