import { test } from 'vitest';
import type { FindingCode } from '../../src/economy/finding.ts';
import { check } from './check.ts';

const syntax = (part: string): readonly [FindingCode, string] => ['syntax', part];

/** What a person types, and what they are told. */
const CASES: readonly (readonly [string, readonly (readonly [FindingCode, string])[]])[] = [
  ['«good»', [syntax('After `good` comes a name, but the text ends here.')]],
  ['good apples«,»', [syntax('After `,` comes a name')]],
  ['good apples «bananas»', [syntax('`bananas` cannot stand here')]],
  ['good «budget»', [syntax('a word of the language and cannot be a name')]],
  ['good\n«param» k = 1', [syntax('Finish this line first')]],
  ['param «k»', [syntax('After `k` comes `=`')]],
  ['param k «=»', [syntax('After `=` comes a number')]],
  ['param k = 1 in «0»', [syntax('the other end of the range')]],
  ['param k = 0.7 «step» 0.1', [syntax('A step needs a range first')]],
  ['agent Alice «{»', [syntax('The braces are not closed')]],
  ['agent Alice { frontier bananas = «}»', [syntax('After `=` comes a number')]],
  ['agent Alice { frontier b = sqrt(1 - (a/8^2) «}»', [syntax('`)` is missing after `)`')]],
  ['let a = 1 < 2 «<» 3', [syntax('do not chain')]],
  ['let a = 2 «x»', [syntax('For a product write `*`')]],
  ['let a = 0«.» + 1', [syntax('a digit on both sides')]],
  ['let a = 10«_»', [syntax('an operator is missing')]],
  ['let a = if x «=» 2 then 3 else 4', [syntax('To compare, write `==`')]],
  ['let a = if 1 < 2 then «2»', [syntax('After `2` comes `else`')]],
  ['let a = 2 *«*» 3', [syntax('A power is written `^`')]],
  ['let a = 2«;»', [syntax('No `;` is needed')]],
  ['let a = if 1 «≤» 3 then 1 else 2', [syntax('Write `<=` instead')]],
  ['let a = 1 +\n«seed» 7', [syntax('The line before is unfinished')]],
  ['good a\nmaximize a +\n«trace»', [syntax('The line before is unfinished')]],
  ['good a\nagent A { frontier a = 10 *\n  «at» a = 3 }', [syntax('The line before is unfinished')]],
  ['let a = (1 + 2\n«let» b = 3', [syntax('`)` is missing after `2`')]],
  ['«frontier» a = 1', [syntax('within the braces of an agent')]],
  ['agent A { budget hours «=» 8 }', [syntax('write `<=` and the amount')]],
  ['«}»', [syntax('Nothing is open that it could close')]],
  ['good a\n«/*» never closed', [syntax('This comment is not closed')]],
  ['let a = «)»', [syntax('After `=` comes')]],
  ['assert Alice is «concav»', [syntax('Did you mean `concave`?')]],
  ['assert Alice «is»', [syntax('`concave`, `convex`, `linear` or `mixed`')]],
  ['«agnt» A { }', [syntax('Did you mean `agent`?')]],
  ['good a\n«maximise» a', [syntax('Did you mean `maximize`?')]],
  ['agent A { «fronter» a + b <= 1 }', [syntax('Did you mean `frontier`?')]],
  ['agent A { frontier 2«a» + 3b <= 1 }', [syntax('Between `2` and `a`')]],
  ['agent A { frontier a + b =«<» 1 }', [syntax('Write `<=`')]],
  ['agent A { frontier b = 3 - a for «a» 0..3 }', [syntax('a good and its range')]],
  ['param k = 1«,»5', [syntax('A number has a point')]],
  ['let f«(»x) = x', [syntax('write `fun f(x) = …`')]],
  ['agent A { frontier through«:» (0, 1), (1, 0) }', [syntax('After `through` comes `(`')]],
  ['seed «x»', [syntax('comes a number')]],
  ['import «x»', [syntax('a text in quotes')]],
];

test.each(CASES)('%s', (text, expected) => check(text, expected, ({ code }) => code === 'syntax'));
