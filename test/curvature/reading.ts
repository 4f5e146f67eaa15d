import type { Agent } from '../../src/economy/economy.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy, parseExpression } from '../../src/language/parse.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { fromDecimal, negate, type Rational } from '../../src/math/rational/rational.ts';

export function formula(text: string): Expression {
  const { expression, findings } = parseExpression(text);
  if (!expression) throw new Error(`${text}: ${findings.map((f) => f.message).join('; ')}`);
  return expression;
}

export function exact(text: string): Rational {
  return text.startsWith('-') ? negate(fromDecimal(text.slice(1))) : fromDecimal(text);
}

/** "x 0 1, y -2 3" as ranges. */
export function ranges(text: string): Map<string, { lo: Rational; hi: Rational }> {
  return new Map(
    text.split(', ').map((part) => {
      const [name, lo, hi] = part.split(' ') as [string, string, string];
      return [name, { lo: exact(lo), hi: exact(hi) }];
    }),
  );
}

/** The body of an agent, in an economy of its own with goods a, b, c. */
export function agentOf(body: string, params = ''): Agent {
  const { economy, findings } = parseEconomy(
    `economy E\ngood a, b, c\n${params}\nagent X {\n${body}\n}\nmaximize a*b*c`,
  );
  const [agent] = settle(economy).agents;
  if (!agent?.frontier) throw new Error(`${body}: ${findings.map((f) => f.message).join('; ')}`);
  return agent;
}
