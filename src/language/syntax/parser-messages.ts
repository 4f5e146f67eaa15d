import type { IParserErrorMessageProvider, IToken, TokenType } from 'chevrotain';
import { NO_STATEMENT, OPENING_NAMES, RESERVED_WORDS } from './words.ts';

/** Where the parser stopped: between which words, in which rule, and, where it is one token, what it waited for. */
interface Stop {
  readonly rule: string;
  readonly expected: string | null;
  readonly previous: IToken | undefined;
  readonly actual: IToken | undefined;
}

/** Syntax errors in a person's words: what is missing, after what, and what to write. */
export class EconParserMessages implements IParserErrorMessageProvider {
  buildMismatchTokenMessage(at: { expected: TokenType; actual: IToken; previous: IToken; ruleName: string }): string {
    return explain({ rule: at.ruleName, expected: at.expected.name, previous: at.previous, actual: at.actual });
  }

  buildNotAllInputParsedMessage(at: { firstRedundant: IToken; ruleName: string }): string {
    return explain({ rule: 'Model', expected: 'EOF', previous: undefined, actual: at.firstRedundant });
  }

  buildNoViableAltMessage(at: { actual: IToken[]; previous: IToken; ruleName: string }): string {
    return explain({ rule: at.ruleName, expected: null, previous: at.previous, actual: at.actual[0] });
  }

  buildEarlyExitMessage(at: { actual: IToken[]; previous: IToken; ruleName: string }): string {
    return explain({ rule: at.ruleName, expected: null, previous: at.previous, actual: at.actual[0] });
  }
}

const WANTED_BY_RULE: Readonly<Record<string, string>> = {
  Name: 'a name',
  Word: 'a name',
  Claim: 'what must hold, such as `one price`, `Alice is concave` or `total(apples) > 3`',
  SubjectClaim: '`concave`, `convex`, `linear` or `mixed`',
  Frontier: 'a formula, such as `bananas = 10 - apples` or `apples + bananas <= 10`, or `through` or `among`',
  UnitFactor: 'a unit',
  UnitExpression: 'a unit',
  Proportions: '`:` and a second good, then as many numbers, as in `apples : bananas = 2 : 3`',
  AgentClause: 'a clause, such as `frontier`, `budget` or `at`',
  Model: 'a statement, such as `good`, `param`, `agent` or `maximize`',
};

const WANTED_BY_TOKEN: Readonly<Record<string, string>> = {
  NUMBER: 'a number',
  STRING: 'a text in quotes',
  ID: 'a name',
  '..': '`..` and the other end of the range, as in `0..6`',
};

function explain(stop: Stop): string {
  const rule = stop.rule.replace('\u200B', '');
  return special({ ...stop, rule }) ?? missing({ ...stop, rule });
}

function missing({ rule, expected, previous, actual }: Stop): string {
  const found = isEnd(actual) ? 'the text ends here' : `here stands ${quote(actual)}`;
  if (rule === 'Model') return `${quote(actual)} ${NO_STATEMENT}. ${beginsAfter(actual)}`;
  const wanted =
    expected === null
      ? (WANTED_BY_RULE[rule] ?? 'a number, a name or a formula')
      : (WANTED_BY_TOKEN[expected] ?? `\`${expected}\``);
  return `After ${quote(previous)} comes ${wanted}, but ${found}.`;
}

function beginsAfter(actual: IToken | undefined): string {
  const image = actual?.image ?? '';
  if (image === ')' || image === ']' || image === '}') return 'Nothing is open that it could close. Remove it.';
  if (/^[\w\u0080-\uFFFF]/.test(image)) {
    return 'Finish what stands before it, or begin a statement here, such as `good`, `param`, `agent` or `maximize`.';
  }
  return 'A statement begins with a word, such as `good`, `param`, `agent` or `maximize`.';
}

/** Mistakes that people make often enough to be answered by name. */
function special({ rule, expected, previous, actual }: Stop): string | null {
  const image = isEnd(actual) ? '' : (actual?.image ?? '');
  if (rule === 'Name' && RESERVED_WORDS.has(image)) {
    return isOpening(image) && startsLine(previous, actual)
      ? `After ${quote(previous)} comes a name, but the next statement begins. Finish this line first.`
      : `\`${image}\` is a word of the language and cannot be a name. Choose another name.`;
  }
  if (rule === 'Name' && /^[\d.]/.test(image)) return 'A name begins with a letter.';
  if (expected === ')' || expected === ']') return unclosed(expected, previous, actual);
  if (expected === '{' && image === '(')
    return `How many they are stands in brackets, as in \`agent ${previous?.image ?? 'Alice'}[40] { … }\`.`;
  if (expected === '}') return unclosedBraces(image);
  if (rule === 'Budget' && expected === '<=')
    return 'A budget is written `budget hours <= 8`: write `<=` and the amount.';
  if (image === '=' && (expected === 'then' || expected === 'EOF'))
    return 'To compare, write `==`. A single `=` defines.';
  if (image === '*' && previous?.image === '*') return 'A power is written `^`, as in `x^2`.';
  if (previous?.image === '=' && (image === '<' || image === '>'))
    return `Write \`${image}=\`: the sign \`=\` comes last.`;
  if (rule === 'Let' && expected === '=' && image === '(') return 'To define a function write `fun f(x) = …`.';
  if (rule === 'Output' && previous?.image === 'for')
    return 'After `for` come a good and its range, as in `for apples in 0..6`.';
  if (rule !== 'Model') return null;
  return specialAfterStatement(image);
}

function specialAfterStatement(image: string): string | null {
  if (['<', '<=', '>', '>=', '==', '~=', 'in'].includes(image)) {
    return image === 'in'
      ? '`in` needs both ends of a range, as in `in 0..3`, and can stand once.'
      : `\`${image}\` needs a number on each side, and comparisons do not chain: write \`a < b and b < c\`.`;
  }
  if (image === ')' || image === ']')
    return `\`${image}\` cannot stand here. Nothing is open that it could close. Remove it.`;
  if (image === '.')
    return 'A number needs a digit on both sides of its point, as in `0.5`, or none before it, as in `.5`.';
  if (image === 'step') return 'A step needs a range first, as in `param k = 1 in 0..3 step 0.1`.';
  if (['frontier', 'budget', 'vary', 'endowment', 'utility', 'owns', 'at'].includes(image)) {
    return `\`${image}\` belongs within the braces of an agent: \`agent Alice { ${image} … }\`.`;
  }
  if (image === 'make') return '`make` belongs within the braces of a firm: `firm Mill { make … }`.';
  if (image === 'yields') return '`yields` belongs within the braces of a group: `group Tree { yields … }`.';
  return null;
}

function isOperatorOrClosing(image: string): boolean {
  return /^[^\w\u0080-\uFFFF]/.test(image);
}

function unclosedBraces(image: string): string {
  return image === ''
    ? 'The braces are not closed. Write `}` where this ends.'
    : ((isOperatorOrClosing(image) ? specialAfterStatement(image) : null) ??
        `\`${image}\` cannot stand within these braces. Finish what stands before it, or close them with \`}\`.`);
}

function unclosed(bracket: string, previous: IToken | undefined, actual: IToken | undefined): string {
  const found = isEnd(actual) ? 'the text ends here' : `here stands ${quote(actual)}`;
  if (previous !== undefined && /^[\w\u0080-\uFFFF]/.test(actual?.image ?? '') && !startsLine(previous, actual)) {
    return `Between ${quote(previous)} and ${quote(actual)} an operator or a comma is missing, or \`${bracket}\`.`;
  }
  return `\`${bracket}\` is missing after ${quote(previous)}: ${found}.`;
}

function isOpening(image: string): boolean {
  return OPENING_NAMES.has(image) || RESERVED_WORDS.has(image);
}

function startsLine(previous: IToken | undefined, actual: IToken | undefined): boolean {
  return previous?.endLine !== actual?.startLine;
}

function isEnd(token: IToken | undefined): boolean {
  return token === undefined || token.image === '';
}

function quote(token: IToken | undefined): string {
  return token === undefined || token.image === '' ? 'the beginning' : `\`${token.image}\``;
}
