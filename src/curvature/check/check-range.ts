import { number, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational } from '../../math/interval/interval.ts';
import { compare, type Rational, toDouble, ZERO } from '../../math/rational/rational.ts';
import type {
  Certificate,
  OpenCurve,
  OpenFrontier,
  ProvenVerdict,
  RangeCertificate,
  RangeProof,
  Values,
} from '../certificate.ts';
import { decode, type EncodedExpression, encode, rationalOfText } from '../encoded-expression.ts';
import type { Range } from './exact/box.ts';
import { type Curve, checkBends, endsBefore } from './range/curve.ts';
import { checkLevels } from './range/levels.ts';
import { Over } from './range/over.ts';
import { bendAt, isInside, isOutside, isReached, type Path, pathOfBudget } from './range/path.ts';
import { falls } from './range/second.ts';
import { checkSeveralInputs } from './range/several-inputs.ts';
import { checkSingle } from './range/single.ts';
import { solvedCurve } from './range/solved.ts';
import { checkTasks } from './range/tasks.ts';
import { checkTurns } from './range/turns.ts';

type Check = (certificate: Certificate) => string | null;

/**
 * Checks a frontier in which names vary: the verdict holds for all values strictly inside the ranges, and all that are
 * listed. `check`: of certificates of single frontiers. Null where all is right.
 */
export function checkRange(c: RangeCertificate, check: Check): string | null {
  if (!VERDICTS.includes(c.verdict)) return 'no verdict';
  const names = Object.keys(c.over);
  if (names.length === 0) return 'nothing varies';
  const goods = goodsOf(c.of);
  if (goods.some((g) => typeof g !== 'string' || g === '') || new Set(goods).size < goods.length) return 'no goods';
  if (names.some((n) => goods.includes(n))) return 'a good varies';
  if (!isWhole(c.of)) return 'the frontier lacks a part';
  return checkProof(c.proof, { of: c.of, verdict: c.verdict, over: c.over, check });
}

const VERDICTS: readonly ProvenVerdict[] = ['concave', 'convex', 'linear', 'mixed'];

interface Claim {
  readonly of: OpenFrontier;
  readonly verdict: ProvenVerdict;
  readonly over: Readonly<Record<string, Values>>;
  readonly check: Check;
}

function goodsOf(of: OpenFrontier): readonly string[] {
  switch (of.form) {
    case 'explicit':
      return [...of.inputs.map((i) => i.good), of.good];
    case 'budget':
      return [...of.technologies.map((t) => t.good), of.budget];
    default:
      return of.goods;
  }
}

/** That nothing is left out which would count as not written. */
function isWhole(of: OpenFrontier): boolean {
  switch (of.form) {
    case 'explicit':
      return of.inputs.every((i) =>
        [i.from, i.to].every((e) => e === null || typeof e === 'string' || Array.isArray(e)),
      );
    case 'points':
      return typeof of.joined === 'boolean' && of.points.every((p) => p.length === of.goods.length);
    default:
      return true;
  }
}

function checkProof(proof: RangeProof, claim: Claim): string | null {
  if (proof.method === 'each') return checkEach(proof, claim);
  if (proof.method === 'parts') return checkParts(proof, claim);
  if (proof.method === 'single') {
    if (Object.keys(claim.over).length > 0) return 'something is left that varies';
    return checkSingle(claim.of, claim.verdict, proof.certificate, claim.check);
  }
  const ranges = new Map<string, Range>();
  for (const [name, values] of Object.entries(claim.over)) {
    if (!('between' in values)) return 'separate values are left';
    const [lo, hi] = values.between.map(rationalOfText) as [Rational, Rational];
    if (compare(lo, hi) >= 0) return 'a range runs backward';
    ranges.set(name, { lo, hi });
  }
  return checkLeaf(proof, claim, new Over(ranges));
}

function without(claim: Claim, name: string): Readonly<Record<string, Values>> {
  return Object.fromEntries(Object.entries(claim.over).filter(([n]) => n !== name));
}

function checkEach({ name, cases }: RangeProof & { method: 'each' }, claim: Claim): string | null {
  const values = Object.hasOwn(claim.over, name) ? claim.over[name] : undefined;
  if (!values || !('among' in values) || values.among.length === 0) return 'no such values';
  const [wanted, said] = [values.among, cases.map((c) => c.value)].map((list) => list.map(rationalOfText));
  if (wanted?.length !== said?.length || wanted?.some((v, i) => compare(v, said?.[i] as Rational) !== 0))
    return 'a value has no proof';
  for (const { value, proof } of cases) {
    const of = put(claim.of, name, rationalOfText(value));
    const why = checkProof(proof, { ...claim, of, over: without(claim, name) });
    if (why) return why;
  }
  return null;
}

/** Open ranges that overlap cover all between the first and the last end. */
function checkParts({ name, parts }: RangeProof & { method: 'parts' }, claim: Claim): string | null {
  const values = Object.hasOwn(claim.over, name) ? claim.over[name] : undefined;
  if (!values || !('between' in values)) return 'no such range';
  const [from, to] = values.between.map(rationalOfText) as [Rational, Rational];
  const ends = parts.map((p) => [rationalOfText(p.from), rationalOfText(p.to)] as const);
  const [first, last] = [ends[0], ends[ends.length - 1]];
  if (!first || !last || compare(first[0], from) > 0 || compare(last[1], to) < 0) return 'the parts leave an end open';
  if (ends.some((e, i) => i > 0 && compare(e[0], (ends[i - 1] as typeof e)[1]) >= 0)) return 'the parts leave a gap';
  for (const { from: lo, to: hi, proof } of parts) {
    const why = checkProof(proof, { ...claim, over: { ...claim.over, [name]: { between: [lo, hi] } } });
    if (why) return why;
  }
  return null;
}

/** The frontier with a number for a name. */
function put(of: OpenFrontier, name: string, value: Rational): OpenFrontier {
  const values = new Map([[name, number(value)]]);
  const settled = (e: EncodedExpression): EncodedExpression => encode(substitute(decode(e), values));
  const end = (e: EncodedExpression | null): EncodedExpression | null => e && settled(e);
  switch (of.form) {
    case 'explicit':
      return {
        ...of,
        formula: settled(of.formula),
        inputs: of.inputs.map((i) => ({ ...i, from: end(i.from), to: end(i.to) })),
      };
    case 'implicit':
      return { ...of, constraints: of.constraints.map((c) => ({ level: settled(c.level), bound: settled(c.bound) })) };
    case 'budget':
      return {
        ...of,
        amount: settled(of.amount),
        technologies: of.technologies.map((t) => ({ ...t, formula: settled(t.formula) })),
      };
    case 'points':
      return { ...of, points: of.points.map((p) => p.map(settled)) };
  }
}

type Leaf = Exclude<RangeProof, { method: 'each' | 'parts' | 'single' }>;

function checkLeaf(proof: Leaf, { of, verdict }: Claim, over: Over): string | null {
  if (proof.method === 'chords' || proof.method === 'bends') return checkMixed(proof, of, verdict, over);
  if (proof.method === 'turns')
    return of.form === 'points'
      ? checkTurns(
          of.points.map((p) => p.map(decode)),
          of.joined,
          verdict,
          over,
        )
      : 'not points';
  if (verdict === 'mixed') return 'mixed is shown otherwise';
  switch (proof.method) {
    case 'rules':
      if (of.form === 'implicit') return checkLevels(of.goods, constraintsOf(of), verdict, proof.trees, over);
      return of.form === 'explicit' ? checkSeveralInputs(of, verdict, proof.trees, over) : 'no levels';
    case 'curve': {
      const curve = curveOf(of, proof, over);
      return typeof curve === 'string' ? curve : checkBends(curve, verdict, proof.bends, over);
    }
    case 'tasks':
      return of.form === 'budget'
        ? checkTasks(
            { budget: of.budget, amount: decode(of.amount), formulas: of.technologies.map((t) => decode(t.formula)) },
            verdict,
            proof.tasks,
            over,
          )
        : 'no budget';
    default:
      return 'an unknown method';
  }
}

function constraintsOf(of: OpenFrontier & { form: 'implicit' }) {
  return of.constraints.map((c) => ({ level: decode(c.level), bound: decode(c.bound) }));
}

/** The frontier as a curve: as written, or as solved for. */
function curveOf(
  of: OpenFrontier,
  { input, formula }: { readonly input: string; readonly formula: EncodedExpression },
  over: Over,
): Curve | string {
  if (of.form === 'implicit')
    return solvedCurve(of.goods, constraintsOf(of), { input, formula: decode(formula) }, over);
  const [only, ...more] = of.form === 'explicit' ? of.inputs : [];
  if (of.form !== 'explicit' || !only || more.length > 0 || only.good !== input) return 'not a curve';
  if (JSON.stringify(of.formula) !== JSON.stringify(formula)) return 'another formula';
  const from = only.from ? exactValue(decode(only.from)) : ZERO;
  if (!from || from.numerator < 0n) return 'no start';
  return { formula: decode(formula), input, from, to: only.to === null ? null : decode(only.to), isFalling: false };
}

type Shown = Extract<RangeProof, { method: 'bends' | 'chords' }>;

function checkMixed(proof: Shown, of: OpenFrontier, verdict: ProvenVerdict, over: Over): string | null {
  if (verdict !== 'mixed') return 'this shows what is mixed';
  const path = pathOf(of, proof.curve, over);
  if (typeof path === 'string') return path;
  if (proof.method === 'chords') {
    const numbers = [proof.outside, proof.inside].flatMap(({ p, q }) => [...p, ...q]);
    if (numbers.length !== 8 || !numbers.every(Number.isFinite)) return 'a chord lacks a coordinate';
    if (!isOutside(path, proof.outside)) return 'a chord is not seen to lie outside';
    return isInside(path, proof.inside) ? null : 'a chord is not seen to lie inside';
  }
  if (![proof.inward, proof.outward].every((t) => Number.isFinite(t) && 0 < t && isReached(path, t)))
    return 'a place is not seen to be reached';
  if (!path.isFalling) return 'it is not seen to fall';
  const [inward, outward] = [bendAt(path, proof.inward), bendAt(path, proof.outward)];
  return inward && outward && inward.lo > 0 && outward.hi < 0 ? null : 'a bend is not confirmed';
}

function pathOf(of: OpenFrontier, curve: OpenCurve | null, over: Over): Path | string {
  if (of.form === 'budget') {
    const tasks = of.technologies.map((t) => decode(t.formula));
    return (curve === null && pathOfBudget(of.budget, decode(of.amount), tasks, over)) || 'not a split of two tasks';
  }
  const found = curve ? curveOf(of, curve, over) : 'no curve';
  if (typeof found === 'string' || !curve) return found as string;
  const { formula, input, from, to } = found;
  const until = rationalOfText(curve.until);
  if (from.numerator !== 0n || compare(until, ZERO) <= 0) return 'it does not start at 0';
  if (!endsBefore(found, until, over)) return 'the frontier may go on';
  const farthest = to ? enclose(to, over.enclosures) : null;
  const line = { e: formula, variable: input, range: { lo: ZERO, hi: until }, over, kept: true };
  return {
    parameter: input,
    x: { kind: 'name', name: input } satisfies Expression,
    y: formula,
    end: Math.max(toDouble(until), fromRational(until).hi),
    last: farthest ? (farthest.defined ? farthest.value.lo : 0) : Number.POSITIVE_INFINITY,
    kept: true,
    isFalling: found.isFalling || falls(line),
    over,
  };
}
