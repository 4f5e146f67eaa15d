import type { Agent, Frontier, Param } from '../economy/economy.ts';
import { settleAgent } from '../economy/settle.ts';
import { namesIn } from '../math/expression/build.ts';
import type { Expression } from '../math/expression/expression.ts';
import { add, compare, multiply, type Rational, rational, subtract, toDouble } from '../math/rational/rational.ts';
import { between, simplestBetween } from './algebra/polynomial.ts';
import { judgeFrontier } from './judge-frontier.ts';
import { isProvenOver } from './over-param.ts';
import type { ParamSegment, Verdict } from './verdict.ts';

/**
 * For each param with a range that the frontier depends on, where over that range its verdict changes, the other params at
 * their values. Each verdict is proven at the values tested, and at all between them where `proven` says so; where it changes
 * is isolated to an exact value, or else to a small range marked `unknown`. Null where the frontier depends on no such param.
 */
export function judgeByParam(agent: Agent, params: readonly Param[]): readonly ParamSegment[] | null {
  if (!agent.frontier) return null;
  const used = namesInFrontier(agent.frontier);
  const ranged = params.filter((p) => used.has(p.name) && p.from && p.to && compare(p.from, p.to) < 0);
  if (ranged.length === 0) return null;
  return ranged.flatMap((p) => segmentsOver(agent, params, p));
}

function namesInFrontier(frontier: Frontier): ReadonlySet<string> {
  const names = new Set<string>();
  const note = (e: Expression | null): void => {
    if (e) for (const n of namesIn(e)) names.add(n);
  };
  switch (frontier.kind) {
    case 'explicit':
      note(frontier.formula);
      for (const i of frontier.inputs) [i.from, i.to].forEach(note);
      break;
    case 'implicit':
      for (const c of frontier.constraints) [c.level, c.bound].forEach(note);
      break;
    case 'budget':
      note(frontier.amount);
      for (const t of frontier.technologies) note(t.formula);
      break;
    default:
      for (const p of frontier.points) p.forEach(note);
  }
  return names;
}

type Judge = (value: Rational) => Verdict;

interface Stretch {
  readonly from: Rational;
  readonly to: Rational;
  readonly verdict: Verdict;
}

const STEPS = 8n;

function segmentsOver(agent: Agent, params: readonly Param[], p: Param): readonly ParamSegment[] {
  const known = new Map<string, Verdict>();
  const others = params.map((q) => [q.name, q.value] as const);
  const judge: Judge = (value) => {
    const key = `${value.numerator}/${value.denominator}`;
    const verdict =
      known.get(key) ??
      judgeFrontier(settleAgent(agent, new Map([...others, [p.name, value]])), { verdictOnly: true }).verdict;
    known.set(key, verdict);
    return verdict;
  };
  const [from, to] = [p.from as Rational, p.to as Rational];
  const values = [p.value, ...grid(from, to)].filter((v) => compare(from, v) <= 0 && compare(v, to) <= 0).sort(compare);
  const stretches: Stretch[] = [];
  for (let i = 1; i < values.length; i++) {
    const [a, b] = [values[i - 1] as Rational, values[i] as Rational];
    if (compare(a, b) < 0) stretches.push(...changes(judge, a, judge(a), b, judge(b), 0));
  }
  const open = settleAgent(agent, new Map(others.filter(([name]) => name !== p.name)));
  return joined(pointsApart(stretches, values, judge)).map((s) => ({
    param: p.name,
    from: toDouble(s.from),
    to: toDouble(s.to),
    verdict: s.verdict,
    proven: s.verdict !== 'unknown' && (s.from === s.to || isProvenOver(open, s.verdict, { name: p.name, ...s })),
  }));
}

function grid(from: Rational, to: Rational): readonly Rational[] {
  const step = multiply(subtract(to, from), rational(1n, STEPS));
  return Array.from({ length: Number(STEPS) + 1 }, (_, i) => add(from, multiply(step, rational(BigInt(i)))));
}

const DEEPEST = 30;

/** The stretches between two tested values: one where the verdicts agree, else cut at the change. */
function changes(judge: Judge, a: Rational, va: Verdict, b: Rational, vb: Verdict, depth: number): readonly Stretch[] {
  if (va === vb) return [{ from: a, to: b, verdict: va }];
  const exact = exactChange(judge, a, va, b, vb);
  if (exact) return exact;
  if (depth >= DEEPEST) return [{ from: a, to: b, verdict: 'unknown' }];
  const middle = between(a, b);
  const vm = judge(middle);
  return [...changes(judge, a, va, middle, vm, depth + 1), ...changes(judge, middle, vm, b, vb, depth + 1)];
}

/** A change at a plain number between: its neighbours on both sides already have the verdicts of the ends. */
function exactChange(judge: Judge, a: Rational, va: Verdict, b: Rational, vb: Verdict): readonly Stretch[] | null {
  const atEnd = changeAtEnd(judge, a, va, b, vb);
  if (atEnd) return atEnd;
  const quarter = multiply(subtract(b, a), rational(1n, 64n));
  const candidate = simplestBetween(add(a, quarter), subtract(b, quarter));
  const near = multiply(subtract(b, a), rational(1n, 2n ** 20n));
  if (judge(subtract(candidate, near)) !== va || judge(add(candidate, near)) !== vb) return null;
  const at = judge(candidate);
  const own: Stretch[] = at === va || at === vb ? [] : [{ from: candidate, to: candidate, verdict: at }];
  return [{ from: a, to: candidate, verdict: va }, ...own, { from: candidate, to: b, verdict: vb }];
}

/** The change is at a tested value itself. */
function changeAtEnd(judge: Judge, a: Rational, va: Verdict, b: Rational, vb: Verdict): readonly Stretch[] | null {
  const near = multiply(subtract(b, a), rational(1n, 2n ** 20n));
  if (judge(add(a, near)) === vb) return [{ from: a, to: b, verdict: vb }];
  if (judge(subtract(b, near)) === va) return [{ from: a, to: b, verdict: va }];
  return null;
}

/** A tested value whose verdict is neither that before it nor that after it stands alone. */
function pointsApart(stretches: readonly Stretch[], values: readonly Rational[], judge: Judge): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const s of stretches) {
    const last = result[result.length - 1];
    const own = values.some((v) => compare(v, s.from) === 0) ? judge(s.from) : null;
    if (own && own !== s.verdict && own !== last?.verdict && s.from !== s.to)
      result.push({ from: s.from, to: s.from, verdict: own });
    result.push(s);
  }
  return result;
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const s of stretches) {
    const last = result[result.length - 1];
    if (last && last.verdict === s.verdict) result[result.length - 1] = { ...last, to: s.to };
    else result.push(s);
  }
  return result;
}
