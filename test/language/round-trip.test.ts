import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExpression } from '../../src/language/parse.ts';
import type { Condition, Expression } from '../../src/math/expression/expression.ts';
import { print } from '../../src/math/expression/print.ts';
import { rational } from '../../src/math/rational/rational.ts';

/** Formulas as texts write them: numbers are not negative, and have a finite decimal. */
const { expression } = fc.letrec<{ expression: Expression; condition: Condition }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc
      .tuple(fc.nat(100_000), fc.constantFrom(1n, 2n, 5n, 1000n))
      .map(([n, d]): Expression => ({ kind: 'number', value: rational(BigInt(n), d) })),
    fc.constantFrom('x', 'y_2', 'at', 'Ä').map((name): Expression => ({ kind: 'name', name })),
    fc.constantFrom<'pi' | 'e'>('pi', 'e').map((name): Expression => ({ kind: 'constant', name })),
    tie('expression').map((operand): Expression => ({ kind: 'negate', operand })),
    fc
      .tuple(fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'power'), tie('expression'), tie('expression'))
      .map(([kind, left, right]): Expression => ({ kind, left, right }) as Expression),
    fc
      .tuple(fc.constantFrom('sqrt', 'exp', 'ln', 'abs', 'sigmoid'), tie('expression'))
      .map(([name, argument]): Expression => ({ kind: 'call', function: name, arguments: [argument] }) as Expression),
    fc
      .tuple(fc.constantFrom('min', 'max'), fc.array(tie('expression'), { minLength: 1, maxLength: 3 }))
      .map(([name, all]): Expression => ({ kind: 'call', function: name, arguments: all }) as Expression),
    fc
      .tuple(tie('condition'), tie('expression'), tie('expression'))
      // biome-ignore lint/suspicious/noThenProperty: the word of the language
      .map(([condition, chosen, other]): Expression => ({ kind: 'if', condition, then: chosen, else: other })),
  ),
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '=='), tie('expression'), tie('expression'))
      .map(([operator, left, right]): Condition => ({ kind: 'compare', operator, left, right }) as Condition),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([operand, from, to]): Condition => ({ kind: 'in', operand, from, to })),
    fc
      .tuple(tie('expression'), tie('expression'), fc.constantFrom(null, rational(1n, 1000n)))
      .map(([left, right, within]): Condition => ({ kind: 'near', left, right, within })),
    fc
      .tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition'))
      .map(([kind, left, right]): Condition => ({ kind, left, right }) as Condition),
    tie('condition').map((operand): Condition => ({ kind: 'not', operand })),
  ),
}));

/** Without the places in the text, and with BigInts that can be compared. */
function bare(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part) => (key === 'origin' ? undefined : typeof part === 'bigint' ? `${part}n` : part)),
  );
}

test('what is printed parses back to the same tree', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const { expression: back, findings } = parseExpression(print(tree));
      // Two formulas may be the ends of a range that runs down.
      fc.pre(findings.every(({ code }) => code !== 'bad-range'));
      expect(findings.map(({ message }) => message)).toEqual([]);
      expect(bare(back)).toEqual(bare(tree));
    }),
    { seed: 1817, numRuns: 2000 },
  );
});
