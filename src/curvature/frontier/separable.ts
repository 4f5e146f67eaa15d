import { enclose } from '../../math/expression/enclose.ts';
import { print } from '../../math/expression/print.ts';
import { fromRational, point } from '../../math/interval/interval.ts';
import { addUp } from '../../math/interval/rounding.ts';
import { compare, fromDouble, type Rational, subtract, ZERO } from '../../math/rational/rational.ts';
import { simplestBetween } from '../algebra/polynomial.ts';
import type {
  BoxCertificate,
  LineCertificate,
  ProvenVerdict,
  SeparableCertificate,
  SplitWitness,
} from '../certificate.ts';
import { encode, textOf } from '../encoded-expression.ts';
import { judgeFunction } from '../judge-function.ts';
import type { FrontierJudgement, Verdict, Witness } from '../verdict.ts';
import { chordsOf } from './level/level-chords.ts';
import { nothing } from './outcome.ts';
import { amountForMost, mostOf, outputsOfSplit, type Split, type SplitTask, sharesOf } from './split.ts';
import type { JudgedTechnology } from './technologies.ts';

/**
 * One budget over several tasks. The set is convex where no task has increasing returns, and what lies beyond it is convex
 * where none has decreasing ones; chords in all goods together show the opposite.
 */
export function judgeSplit(
  budget: string,
  amount: Rational,
  formulas: readonly SplitTask['formula'][],
  judged: readonly JudgedTechnology[],
): FrontierJudgement {
  const tasks = judged.map(({ technology }, i) => ({
    good: technology.good,
    formula: formulas[i] as SplitTask['formula'],
    technology,
  }));
  const split: Split = { budget, amount, tasks };
  const found = verdictOf(split);
  const goods = tasks.map((t) => t.good);
  return {
    ...nothing(goods),
    verdict: found.verdict,
    strict: strictOf(found.verdict, judged),
    segments: judged.flatMap((t) => t.judgement.segments),
    inflections: judged.flatMap((t) => t.judgement.inflections),
    certificate: found.certificate,
    reason: found.reason,
    witnesses: found.verdict === 'concave' ? [] : (found.certificate?.witnesses.map(plainly) ?? []),
    dominated: judged.flatMap((t) => t.judgement.dominated),
    shape: { kind: 'separable', goods, resource: fromRational(amount), technologies: judged.map((t) => t.technology) },
  };
}

function plainly({ p, q, mid, gap, shows }: Witness): Witness {
  return { p, q, mid, gap, shows };
}

function strictOf(verdict: Verdict, parts: readonly JudgedTechnology[]): boolean | null {
  if (verdict === 'unknown') return null;
  return (verdict === 'concave' || verdict === 'convex') && parts.every((t) => t.judgement.strict === true);
}

interface Found {
  readonly verdict: Verdict;
  readonly certificate: SeparableCertificate | null;
  readonly reason: string;
}

type Curve = 'convex' | 'concave' | 'linear';

interface TaskProof {
  readonly verdict: Curve | 'nothing';
  readonly from: Rational;
  readonly until: Rational;
  readonly proof: LineCertificate | BoxCertificate | null;
}

/** Goods that cannot be made at all have no say. */
function verdictOf(split: Split): Found {
  const made = split.tasks.filter((t) => mostOf(t.technology) > 0);
  const open: Split = { ...split, tasks: made };
  if (made.length < 2) return together(split, 'linear', 'just one good can be made', []);
  if (fitsAll(open)) return together(split, 'concave', 'the most of every good can be made at once', []);
  const quick = byChords(split, open, 'few');
  return quick.verdict === 'unknown' ? byChords(split, open, 'many') : quick;
}

/** What chords refute, and a proof for what they leave. */
function byChords(split: Split, open: Split, effort: 'few' | 'many'): Found {
  const set = outputsOfSplit(open);
  const { up, down } = chordsOf(set, [], effort);
  const witnesses = [up, down].flatMap((w) => (w ? witnessOf(split, open, w) : []));
  const [isUp, isDown] = (['not-concave', 'not-convex'] as const).map((x) => witnesses.some((w) => w.shows === x));
  if (isUp && isDown) return together(split, 'mixed', 'tasks of both kinds of returns', witnesses);
  const wanted: Curve = isUp ? 'convex' : isDown ? 'concave' : 'linear';
  const proofs = split.tasks.map((t) => proofOf(split, t, wanted));
  const blocked = split.tasks.find((_, i) => !isOf(proofs[i]?.verdict, wanted));
  if (blocked) return undecided(blocked, split.budget);
  const verdict: ProvenVerdict = isUp ? 'convex' : isDown ? 'concave' : 'linear';
  const binds = set.isOutside(set.most.map((m) => m * (1 - 2 ** -20)));
  if (verdict === 'linear' && !binds) return undecided(open.tasks[0] as SplitTask, split.budget);
  return together(split, verdict, `a sum of ${verdict} uses of one resource`, witnesses, proofs);
}

function isOf(verdict: TaskProof['verdict'] | undefined, wanted: Curve): boolean {
  return verdict === wanted || verdict === 'linear' || verdict === 'nothing';
}

function undecided(task: SplitTask, budget: string): Found {
  const reason = `which way ${task.good} = ${print(task.formula)} bends the frontier was not decided for every part of ${budget}`;
  return { verdict: 'unknown', certificate: null, reason };
}

/** The amounts for the most of every good add up to no more than there is. */
function fitsAll({ tasks, amount }: Split): boolean {
  const total = tasks.map((t) => amountForMost(t.technology)).reduce(addUp, 0);
  return total <= fromRational(amount).lo;
}

/** The amount that gives the most, as the simplest rational next to it. */
function peakOf({ technology }: Pick<SplitTask, 'technology'>, amount: Rational): Rational {
  const at = amountForMost(technology);
  if (at <= 0) return ZERO;
  const simple = simplestBetween(fromDouble(at * (1 - 2 ** -40)), fromDouble(at * (1 + 2 ** -40)));
  return compare(simple, amount) < 0 ? simple : amount;
}

/**
 * A task's formula up to the whole budget, or up to where its output is largest; or just from what all other tasks together
 * leave of the budget: less is never given to it, and everything below that lies inside the set.
 */
function proofOf(split: Split, task: SplitTask, wanted: Curve): TaskProof {
  const { budget, amount } = split;
  const whole = { from: ZERO, until: amount, verdict: 'nothing' as const, proof: null };
  if (mostOf(task.technology) <= 0) return { ...whole, until: ZERO };
  const { value } = enclose(task.formula, new Map([[budget, point(0)]]));
  const idle = value.hi > 0;
  const peak = peakOf(task, amount);
  const whole0 = { from: ZERO, until: amount };
  const upToPeak = { from: ZERO, until: peak };
  const late = [peak, amount].map((until) => ({ from: leftBy(split, task), until }));
  const ranges = [...(wanted === 'linear' ? [upToPeak, whole0] : [whole0, upToPeak]), ...late];
  for (const { from, until } of ranges) {
    if (compare(from, until) >= 0) continue;
    const { verdict, certificate } = judgeFunction(task.formula, new Map([[budget, { lo: from, hi: until }]]));
    if (verdict === 'unknown' || verdict === 'mixed') continue;
    if (!certificate || (certificate.kind !== 'line' && certificate.kind !== 'box')) continue;
    if ((verdict !== wanted && verdict !== 'linear') || (idle && from.numerator === 0n && wanted !== 'concave'))
      continue;
    return { verdict, from, until, proof: certificate };
  }
  return { ...whole, verdict: wanted === 'convex' ? 'concave' : 'convex' };
}

/** Surely no less than the amount that gives the most. */
function spentOf({ technology }: Pick<SplitTask, 'technology'>, amount: Rational): Rational {
  const spent = fromDouble(amountForMost(technology) * (1 + 2 ** -20));
  return compare(spent, amount) < 0 ? spent : amount;
}

function leftBy({ tasks, amount }: Split, task: SplitTask): Rational {
  const left = tasks.filter((t) => t !== task).reduce((rest, t) => subtract(rest, spentOf(t, amount)), amount);
  return left.numerator > 0n ? left : ZERO;
}

/** The places of a chord, and the shares that prove where they lie. */
function witnessOf(split: Split, open: Split, w: Witness): SplitWitness[] {
  const isInside = w.shows === 'not-concave';
  const scale = isInside ? 1 - w.gap : 1 + w.gap;
  const shares: Record<string, Record<string, number>> = {};
  for (const [key, place, inside, by] of [
    ['p', w.p, isInside, 1],
    ['q', w.q, isInside, 1],
    ['mid', w.mid, !isInside, isInside ? 1 : 1 + 2 ** -40],
    ['below', w.mid, true, scale * (1 - NEAR * w.gap)],
    ['above', w.mid, false, scale * (1 + NEAR * w.gap)],
  ] as const) {
    const least = key === 'mid' && !isInside ? Number.MIN_VALUE : 0;
    const y = open.tasks.map((t) => (place[t.good] as number) * by + least);
    const found = sharesOf(open, y, inside);
    if (!found) return [];
    shares[key] = Object.fromEntries(open.tasks.map((t, i) => [t.good, found[i] as number]));
  }
  const zeros = Object.fromEntries(split.tasks.map((t) => [t.good, 0]));
  const full = (x: Readonly<Record<string, number>> = {}): Record<string, number> => ({ ...zeros, ...x });
  const all = Object.fromEntries(Object.entries(shares).map(([key, x]) => [key, full(x)])) as SplitWitness['shares'];
  return [{ ...w, p: full(w.p), q: full(w.q), mid: full(w.mid), shares: all }];
}

const NEAR = 1e-4;

function together(
  { budget, amount, tasks }: Split,
  verdict: ProvenVerdict,
  reason: string,
  witnesses: readonly SplitWitness[],
  proofs: readonly TaskProof[] = [],
): Found {
  const certificate: SeparableCertificate = {
    kind: 'separable',
    budget,
    amount: textOf(amount),
    tasks: tasks.map(({ good, formula, technology }, i) => ({
      good,
      formula: encode(formula),
      from: textOf(proofs[i]?.from ?? ZERO),
      until: textOf(proofs[i]?.until ?? peakOf({ technology }, amount)),
      spent: textOf(spentOf({ technology }, amount)),
      peak: Math.min(amountForMost(technology), fromRational(amount).lo),
      proof: proofs[i]?.proof ?? null,
    })),
    verdict,
    witnesses,
  };
  return { verdict, certificate, reason };
}
