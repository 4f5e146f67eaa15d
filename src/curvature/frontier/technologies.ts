import type { Expression, Origin } from '../../math/expression/expression.ts';
import { type Rational, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { exactly } from '../line/pieces.ts';
import type { Technology } from '../shape.ts';
import type { FrontierJudgement, Verdict } from '../verdict.ts';
import { type BoundaryPart, bendsOf, verdictOf } from './boundary.ts';
import { branchAt } from './branches.ts';
import { arcOf, pointArc } from './curve.ts';
import { judgeExplicitLine } from './explicit.ts';
import { failure, nothing } from './outcome.ts';
import { judgePlanar } from './planar.ts';
import type { SeparableSet } from './uses.ts';

export interface JudgedTechnology {
  readonly technology: Technology;
  readonly verdict: Verdict;
  readonly judgement: FrontierJudgement;
}

/** A use of the resource, as what it makes: output against resource. */
export function technologyOfUse(
  set: SeparableSet,
  index: number,
  origin: Origin,
  work: Work,
  cap: Rational | null = null,
): JudgedTechnology | FrontierJudgement {
  const { good, use, atZero } = set.uses[index] as SeparableSet['uses'][number];
  const spent: Expression = { kind: 'subtract', left: use, right: { kind: 'number', value: atZero } };
  const leftover: Expression = { kind: 'subtract', left: { kind: 'number', value: set.resource }, right: spent };
  const judged = judgeExplicitLine(
    { input: good, good: 'the resource', formula: leftover, from: ZERO, to: cap, origin, implicit: true },
    work,
  );
  if (judged.shape?.kind !== 'planar') return judged;
  const arcs = judged.shape.arcs.map((a) => {
    const smooth = branchAt(spent, [good], [(a.from + a.to) / 2]);
    if (a.curvature !== 'point')
      return arcOf({ parameter: good, x: smooth, y: { kind: 'name', name: good } }, a.curvature, a.from, a.to);
    const [output, left] = a.point(a.from);
    return pointArc(Math.max(0, Number(set.resource.numerator) / Number(set.resource.denominator) - left), output);
  });
  return { technology: { good, arcs }, verdict: judged.verdict, judgement: judged };
}

/** A technology of a budget: output against the part of the budget given to it. */
export function technologyOfTask(
  good: string,
  budget: string,
  formula: Expression,
  amount: Rational,
  work: Work,
): JudgedTechnology | FrontierJudgement {
  const left: Expression = {
    kind: 'subtract',
    left: { kind: 'number', value: amount },
    right: { kind: 'name', name: budget },
  };
  const curve = { parameter: budget, x: formula, y: left, lo: exactly(ZERO), hi: exactly(amount), assumed: new Map() };
  const { judgement, hull, failure: why } = judgePlanar([good, budget], curve, work);
  if (!judgement) return { ...nothing([good]), reason: why.message };
  const arcs = hull.boundary.flatMap((part: BoundaryPart) => {
    if (part.kind !== 'arc') return [];
    const { arc } = part;
    const smooth = branchAt(formula, [budget], [(arc.from + arc.to) / 2]);
    return [
      arcOf({ parameter: budget, x: { kind: 'name', name: budget }, y: smooth }, arc.curvature, arc.from, arc.to),
    ];
  });
  const idle = arcs[0] === undefined || arcs[0].from > 0;
  const base = judgement.shape?.kind === 'planar' ? judgement.shape.arcs[0]?.point(judgement.shape.arcs[0].from)[0] : 0;
  return {
    technology: {
      good,
      arcs: idle ? [pointArc(0, hull.boundary[0]?.kind === 'arc' ? 0 : (base ?? 0)), ...arcs] : arcs,
    },
    verdict: hull.unsettled ? 'unknown' : verdictOf(bendsOf(hull.boundary)),
    judgement,
  };
}

export function refusedBy(
  goods: readonly string[],
  parts: readonly (JudgedTechnology | FrontierJudgement)[],
): FrontierJudgement | null {
  for (const part of parts) {
    if ('technology' in part) continue;
    const finding = part.findings[0];
    return finding
      ? failure(goods, finding.code, finding.message, finding.origin, finding.data)
      : { ...nothing(goods), reason: part.reason };
  }
  return null;
}
