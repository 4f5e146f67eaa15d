import { judgeFunction } from '../../curvature/judge-function.ts';
import type { Witness } from '../../curvature/verdict.ts';
import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Interval } from '../../math/interval/interval.ts';
import { fromDouble, sign } from '../../math/rational/rational.ts';
import { elasticBases } from './constant-elasticity.ts';

export type Box = ReadonlyMap<string, Interval>;

/** Whether a formula is proved concave over a box; where it is proved not to be, the chord that shows it. */
export interface ConcavityProof {
  readonly proved: boolean;
  readonly witness: Witness | null;
  readonly reason: string | null;
}

const yes: ConcavityProof = { proved: true, witness: null, reason: null };

/**
 * Sums, nonnegative multiples, and increasing concave functions (ln, sqrt, powers up to 1, min) of concave formulas are concave
 * (Boyd & Vandenberghe 2004, section 3.2); what these rules do not reach is judged by interval proof over the box.
 */
export function proveConcave(e: Expression, box: Box): ConcavityProof {
  if (namesIn(e).size === 0) return yes;
  const bases = elasticBases(e);
  if (bases?.every((base) => base.kind === 'name')) return yes;
  switch (e.kind) {
    case 'name':
      return yes;
    case 'add':
      return both(proveConcave(e.left, box), () => proveConcave(e.right, box));
    case 'subtract':
      return both(proveConcave(e.left, box), () => proveConvex(e.right, box));
    case 'negate':
      return proveConvex(e.operand, box);
    case 'multiply':
      if (isNonnegative(e.left)) return proveConcave(e.right, box);
      if (isNonnegative(e.right)) return proveConcave(e.left, box);
      break;
    case 'divide':
      if (isNonnegative(e.right)) return proveConcave(e.left, box);
      break;
    case 'power':
      if (isWithinUnit(e.right)) {
        const inner = proveConcave(e.left, box);
        if (inner.proved) return inner;
      }
      break;
    case 'call':
      if (e.function === 'min')
        return e.arguments.reduce((proof, part) => both(proof, () => proveConcave(part, box)), yes);
      if (['ln', 'sqrt', 'log10'].includes(e.function)) {
        const inner = e.arguments.reduce((proof, part) => both(proof, () => proveConcave(part, box)), yes);
        if (inner.proved) return inner;
      }
      break;
    default:
      break;
  }
  return judged(e, box, 'concave');
}

function proveConvex(e: Expression, box: Box): ConcavityProof {
  if (namesIn(e).size === 0 || e.kind === 'name') return yes;
  if (e.kind === 'multiply' && isNonnegative(e.left)) return proveConvex(e.right, box);
  if (e.kind === 'negate') return proveConcave(e.operand, box);
  return judged(e, box, 'convex');
}

const both = (first: ConcavityProof, second: () => ConcavityProof): ConcavityProof => (first.proved ? second() : first);

function isNonnegative(e: Expression): boolean {
  if (namesIn(e).size > 0) return false;
  const exact = exactValue(e);
  return exact === null ? enclose(e, new Map()).value.lo >= 0 : sign(exact) >= 0;
}

function isWithinUnit(e: Expression): boolean {
  const exact = exactValue(e);
  return exact !== null && exact.numerator >= 0n && exact.numerator <= exact.denominator;
}

function judged(e: Expression, box: Box, wanted: 'concave' | 'convex'): ConcavityProof {
  const domain = new Map(
    [...namesIn(e)].map((name) => {
      const range = box.get(name) ?? { lo: 0, hi: 0 };
      return [name, { lo: fromDouble(range.lo), hi: fromDouble(range.hi) }] as const;
    }),
  );
  const judgement = judgeFunction(e, domain);
  const proved = judgement.verdict === wanted || judgement.verdict === 'linear';
  const witness = judgement.witnesses.find((w) => w.shows === `not-${wanted}`) ?? null;
  return { proved, witness: proved ? null : witness, reason: judgement.reason };
}
