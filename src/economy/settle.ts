import { substitute, substituteInCondition } from '../math/expression/build.ts';
import type { Expression } from '../math/expression/expression.ts';
import { fromDecimal, type Rational } from '../math/rational/rational.ts';
import type { Agent, Assertion, Consumer, Economy, Firm, Frontier, Objective } from './economy.ts';

/**
 * The economy with its params written in as exact numbers: each by its override where there is one (0.1 means 1/10, not
 * the nearest double), else by its own value. The params keep the value that was used.
 */
export function settle(economy: Economy, overrides: Readonly<Record<string, number>> = {}): Economy {
  const params = economy.params.map((p) => ({ ...p, value: overridden(overrides[p.name]) ?? p.value }));
  const values = new Map<string, Expression>(params.map((p) => [p.name, { kind: 'number', value: p.value }]));
  const put: Put = (e) => (values.size === 0 ? e : substitute(e, values));
  return {
    ...economy,
    params,
    agents: economy.agents.map((agent) => settledAgent(agent, put)),
    ...(economy.firms && { firms: economy.firms.map((firm) => settledFirm(firm, put)) }),
    objective: economy.objective && settledObjective(economy.objective, put),
    assertions: economy.assertions.map((a) => settledAssertion(a, values)),
  };
}

/** One agent with exact values written in for params. */
export function settleAgent(agent: Agent, values: ReadonlyMap<string, Rational>): Agent {
  const numbers = new Map<string, Expression>([...values].map(([name, value]) => [name, { kind: 'number', value }]));
  return settledAgent(agent, (e) => (numbers.size === 0 ? e : substitute(e, numbers)));
}

type Put = (e: Expression) => Expression;

function overridden(x: number | undefined): Rational | null {
  return x === undefined || !Number.isFinite(x) ? null : exactDecimal(x);
}

/** The shortest decimal that prints a double, as an exact rational. */
export function exactDecimal(x: number): Rational {
  const size = fromDecimal(String(Math.abs(x)));
  return x < 0 ? { numerator: -size.numerator, denominator: size.denominator } : size;
}

function settledAgent(agent: Agent, put: Put): Agent {
  return {
    ...agent,
    frontier: agent.frontier && settledFrontier(agent.frontier, put),
    at: agent.at.map((stated) => ({ ...stated, value: put(stated.value) })),
    ...(agent.vary && { vary: agent.vary.map((draw) => ({ ...draw, parameters: draw.parameters.map(put) })) }),
    ...(agent.consumer && { consumer: settledConsumer(agent.consumer, put) }),
  };
}

function settledConsumer({ endowment, utility, owns }: Consumer, put: Put): Consumer {
  return {
    endowment: endowment.map((stated) => ({ ...stated, value: put(stated.value) })),
    utility: utility && { ...utility, formula: put(utility.formula) },
    owns: owns.map((part) => ({ ...part, share: put(part.share) })),
  };
}

function settledFirm(firm: Firm, put: Put): Firm {
  return {
    ...firm,
    activities: firm.activities.map((activity) => ({
      ...activity,
      outputs: activity.outputs.map((output) => ({ ...output, formula: put(output.formula) })),
    })),
  };
}

function settledFrontier(frontier: Frontier, put: Put): Frontier {
  switch (frontier.kind) {
    case 'explicit':
      return {
        ...frontier,
        formula: put(frontier.formula),
        inputs: frontier.inputs.map((i) => ({ ...i, from: i.from && put(i.from), to: i.to && put(i.to) })),
      };
    case 'implicit':
      return {
        ...frontier,
        constraints: frontier.constraints.map((c) => ({ ...c, level: put(c.level), bound: put(c.bound) })),
      };
    case 'through':
    case 'among':
      return { ...frontier, points: frontier.points.map((p) => p.map(put)) };
    case 'budget':
      return {
        ...frontier,
        amount: put(frontier.amount),
        technologies: frontier.technologies.map((t) => ({ ...t, formula: put(t.formula) })),
      };
  }
}

function settledObjective(objective: Objective, put: Put): Objective {
  switch (objective.kind) {
    case 'maximize':
      return { ...objective, welfare: put(objective.welfare) };
    case 'prices':
    case 'proportions':
      return { ...objective, terms: objective.terms.map((t) => ({ ...t, value: put(t.value) })) };
    case 'trace':
    case 'market':
      return objective;
  }
}

function settledAssertion(assertion: Assertion, values: ReadonlyMap<string, Expression>): Assertion {
  if (assertion.kind !== 'condition') return assertion;
  return { ...assertion, condition: substituteInCondition(assertion.condition, values) };
}
