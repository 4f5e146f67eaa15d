import type { Agent, ExplicitFrontier, Frontier, MemberColumn, MemberTable } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { memberAgent, memberName } from '../../economy/members.ts';
import { namesIn, number, subtract } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { shown } from '../frontier/outcome.ts';
import { written } from './member-ranges.ts';
import type { JudgeAgent } from './prove-over.ts';

const MOST_JUDGED = 40;
/** Surely beyond every end. */
const FAR = 1e15;
/** A written end may overshoot the true one a little. */
const NEARLY = 1e-9;

/**
 * The first member whose numbers leave it no frontier: all members are looked at in doubles, and those who may be such are
 * judged exactly, each alone. Null where none was found; that none is, is for proofs to say.
 */
export function voidMember(agent: Agent, columns: readonly MemberColumn[], judge: JudgeAgent): Finding | null {
  const { frontier } = agent;
  if (!frontier) return null;
  const suspect = suspicion(frontier, columns);
  let judged = 0;
  for (let member = 0; member < agent.count && judged < MOST_JUDGED; member++) {
    if (!suspect(member)) continue;
    judged++;
    const error = judge(memberAgent(agent, columns, member)).findings.find((f) => f.severity === 'error');
    if (error) return findingOf(agent, columns, member, error);
  }
  return null;
}

/** That one member, named with its numbers, has no frontier. */
export function findingOf(agent: Agent, columns: readonly MemberColumn[], member: number, error: Finding): Finding {
  const message = `${who(agent, member)} ${numbersOf(agent, columns, member)}, which leaves no frontier: ${error.message}`;
  const [first] = columns;
  return {
    code: 'bad-data',
    severity: 'error',
    message,
    origin: first?.origin ?? agent.origin,
    data: { member: member + 1, ...(agent.rows && { file: agent.rows.file, line: lineOf(agent.rows, member) }) },
  };
}

/** "Cell 17", "North (line 3 of sites.csv)". */
function who(agent: Agent, member: number): string {
  const { rows } = agent;
  if (!rows) return memberName(agent, member);
  const line = `line ${lineOf(rows, member)} of ${rows.file}`;
  const name = rows.names?.[member];
  return name ? `${name} (${line})` : `${line[0]?.toUpperCase()}${line.slice(1)}`;
}

function lineOf({ lines }: MemberTable, member: number): number {
  return lines?.[member] ?? member + 2;
}

function numbersOf({ rows }: Agent, columns: readonly MemberColumn[], member: number): string {
  const each = columns.map((c) => `${written(c.name).replace(/^row\./, '')} = ${shown(c.values[member] as number)}`);
  return `${rows ? 'has' : 'draws'} ${each.join(' and ')}`;
}

type Suspicion = (member: number) => boolean;

function suspicion(frontier: Frontier, columns: readonly MemberColumn[]): Suspicion {
  const over = (e: Expression, places: Readonly<Record<string, number>> = {}) => memberValue(e, columns, places);
  switch (frontier.kind) {
    case 'explicit':
      return explicitSuspicion(frontier, columns);
    case 'implicit': {
      const room = frontier.constraints.map((c) => subtract(c.bound, c.level));
      const origin = Object.fromEntries(frontier.goods.map((g) => [g, 0]));
      const atOrigin = room.map((e) => over(e, origin));
      const far = frontier.goods.map((g) => room.map((e) => over(e, { ...origin, [g]: FAR })));
      return (i) => !atOrigin.every((f) => f(i) > 0) || far.some((all) => all.every((f) => f(i) >= 0));
    }
    case 'budget': {
      const { budget, amount, technologies } = frontier;
      const most = over(amount);
      const idle = technologies.map((t) => over(t.formula, { [budget]: 0 }));
      const busy = technologies.map((t) => memberValueAt(t.formula, columns, budget, amount));
      return (i) => !(most(i) > 0) || !idle.every((f) => f(i) >= 0) || !busy.every((f) => f(i) >= 0);
    }
    default: {
      const all = frontier.points.flat().map((e) => over(e));
      return (i) => !all.every((f) => f(i) >= 0);
    }
  }
}

function explicitSuspicion({ formula, inputs }: ExplicitFrontier, columns: readonly MemberColumn[]): Suspicion {
  const start = Object.fromEntries(inputs.map((i) => [i.good, 0]));
  const [input, ...others] = inputs;
  if (!input || others.length > 0) {
    const first = memberValue(formula, columns, start);
    return (i) => !(first(i) > 0);
  }
  const from = input.from ?? number(0);
  const [low, high] = [from, input.to ?? number(FAR)].map((e) => memberValue(e, columns));
  const first = memberValueAt(formula, columns, input.good, from);
  const last = memberValueAt(formula, columns, input.good, input.to ?? number(FAR));
  const isOpen = input.to === null;
  return (i) => {
    const [v, end] = [first(i), last(i)];
    const isShort = !((low?.(i) ?? 0) < (high?.(i) ?? 0));
    return !(v > 0) || isShort || (isOpen ? end > 0 : !(end >= -NEARLY * v));
  };
}

type Value = (member: number) => number;

function memberValue(
  e: Expression,
  columns: readonly MemberColumn[],
  places: Readonly<Record<string, number>> = {},
): Value {
  const used = columns.filter((c) => namesIn(e).has(c.name));
  const others = Object.keys(places);
  const f = compile(e, [...others, ...used.map((c) => c.name)]);
  const at = [...others.map((g) => places[g] ?? 0), ...used.map(() => 0)];
  return (member) => {
    used.forEach((c, k) => {
      at[others.length + k] = c.values[member] as number;
    });
    return f(at);
  };
}

/** A formula where one name has the value of another formula. */
function memberValueAt(e: Expression, columns: readonly MemberColumn[], name: string, place: Expression): Value {
  const where = memberValue(place, columns);
  const used = columns.filter((c) => namesIn(e).has(c.name));
  const f = compile(e, [name, ...used.map((c) => c.name)]);
  const at = [0, ...used.map(() => 0)];
  return (member) => {
    at[0] = where(member);
    used.forEach((c, k) => {
      at[k + 1] = c.values[member] as number;
    });
    return f(at);
  };
}
