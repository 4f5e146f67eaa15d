import { expect, test } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import type { FindingCode } from '../../src/economy/finding.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { check } from './check.ts';

const syntax = (part: string): readonly [FindingCode, string] => ['syntax', part];

/** What a person types, and what they are told. */
const CASES: readonly (readonly [string, readonly (readonly [FindingCode, string])[]])[] = [
  ['«good»', [syntax('After `good` comes a name, but the text ends here.')]],
  ['good apples«,»', [syntax('After `,` comes a name')]],
  ['good apples «bananas»', [syntax('`bananas` cannot stand here')]],
  ['good «budget»', [syntax('a word of the language and cannot be a name')]],
  ['«good»\nparam k = 1', [syntax('Finish this line first')]],
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
  ['let a = (1 + «2»\nlet b = 3', [syntax('`)` is missing after `2`')]],
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
  ['good «2»apples', [syntax('A name begins with a letter')]],
  ['good red«-»apples, b', [syntax('write `red_apples`')]],
  ['good red «apples», b', [syntax('write `red_apples`, or a comma')]],
  ['«k» = 3', [syntax('`param k = …`')]],
  ['«f»(x) = x^2', [syntax('`fun f(x) = …`')]],
  ['param k = 1 in 0-«3»\ngood a', [syntax('`..` and the other end')]],
  ['param k = 1 in 0«...»3 // or 1...2', [syntax('two points')]],
  ['agent A«(»5) { }', [syntax('`agent A[40] { … }`')]],
  ['agent A { frontier 2 «apples» + 3 <= 1 }', [syntax('Between `2` and `apples`')]],
  ['agent A { frontier 0 <= a «<=» 1 }', [syntax('do not chain')]],
  ['agent A { frontier b = (a)«)» }', [syntax('Nothing is open')]],
  ['agent A { frontier through (a, b): (0, 1) «(»2, 0) }', [syntax('a comma')]],
  ['let a = if 1 «!»= 2 then 1 else 2', [syntax('`not a == b`')]],
  ['assert 1 «=>» 2', [syntax('Write `>=`')]],
  ['let a = 2 * «if» 1 < 2 then 3 else 4', [syntax('in parentheses')]],
  ['agent A { frontier a <= «if» 1 < 2 then 3 else 4 }', [syntax('in parentheses')]],
  ['assert «single price»', [syntax('`one price`')]],
  ['assert «one prices»', [syntax('`one price`')]],
  ['assert «Alice concave»', [syntax('Write `Alice is concave`')]],
  ['assert «Alice specialises»', [syntax('Write `Alice specializes`')]],
  ['«\0»', [syntax('UTF-8')]],
];

test.each(CASES)('%s', (text, expected) => check(text, expected, ({ code }) => code === 'syntax'));

/** One mistake, said once: nothing else is an error because of it. */
const CONSEQUENCES: readonly string[] = [
  'goods apples, bananas\nagent A { frontier apples + bananas <= 1 }\nmaximize apples * bananas',
  'good red-apples, bananas\nagent A { frontier bananas <= 1 }\nassert total(bananas) > 0',
  'good a, b\nf(x) = x^2\nagent A { frontier f(a) + b <= 1 }',
  'good a, b\nagnt Bob { frontier a + b <= 1 }\nassert Bob is concave\nassert kinds(Bob) == 1',
  'good a, b\nparam k: 1\nlet top = 2 * k\nagent A { frontier a + b <= top }',
  'good a, b\nparam k = 1\nparam m = k\nagent A { frontier a + b <= m }',
  'good a, b\nagent A { frontier 0 <= a + b <= 1 }',
  'good a, b\nagent A { frontier through (a, b): (0, 1) (1, 0) }',
  'good a, b\nagent A { frontier a + b <= 1 }\nmaximize a * b\nassert one prices',
  'good a, b\nagent A { frontier a = b < 3 ? 1 : 2 }',
  'param k = 1 in 0...3',
  `${'\0'.repeat(1000)}@@@`,
];

test.each(CONSEQUENCES)('%j is said once', (text) => {
  const { economy, findings } = parseEconomy(text);
  const all = analyze(economy, { findings, solve: false, picture: false }).solution.diagnostics;
  expect(all.filter(({ severity }) => severity === 'error')).toHaveLength(1);
});

test('a text that is no model has errors to an end', () => {
  const { findings } = parseEconomy('@ # $ \n'.repeat(5000) + 'agent A { frontier x + }\n'.repeat(3000));
  expect(findings.length).toBeLessThanOrEqual(1000);
});

test('lines end with a carriage return too', () => {
  const { findings, origins } = parseEconomy('good a\r// one\r\nparam k\n');
  expect(findings.map(({ origin }) => origins.get(origin)?.range.start)).toContainEqual({ line: 2, character: 6 });
});
