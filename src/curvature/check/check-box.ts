import { secondOrder } from '../../math/derivative/second-order.ts';
import { namesIn, substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { divide as divided, add as plus } from '../../math/interval/arithmetic.ts';
import { fromRational, isBounded, point } from '../../math/interval/interval.ts';
import {
  add,
  compare,
  divide,
  fromDouble,
  multiply,
  ONE,
  type Rational,
  rational,
  subtract,
  ZERO,
} from '../../math/rational/rational.ts';
import type { BoxCertificate, LineCertificate, ProvenVerdict } from '../certificate.ts';
import { decode, encode, rationalOfText } from '../encoded-expression.ts';
import { Facts, isAffineInside, isDefined, isUnbroken } from './box/facts.ts';
import { checkTree, Rules } from './box/rules.ts';
import { isCurved, isCurvedByBoxes } from './box/semidefinite.ts';
import { checkLine } from './check-line.ts';
import { checkWitnesses, showsBoth } from './check-witness.ts';
import { type Box, middle, type Range } from './exact/box.ts';
import { derivativeOf } from './exact/differentiate.ts';
import { Enclosing } from './exact/enclosure.ts';
import { comparableForm } from './exact/form-of.ts';
import { minus, NotExact, type Signomial, scaled } from './exact/signomial.ts';
import { mayBreak } from './line/joint.ts';
import { simplestIn } from './sign/on-line.ts';
import { boxOf, signInside } from './sign/sign.ts';
import { enclosedAt, isDefinedOver, type Place } from './value-at.ts';

type Ranges = ReadonlyMap<string, Range>;
type Proof = BoxCertificate['proof'];

interface Claim {
  readonly e: Expression;
  readonly ranges: Ranges;
  readonly verdict: ProvenVerdict;
  readonly facts: Facts;
}

/** Checks a function of several variables; null where all is right. */
export function checkBox(c: BoxCertificate): string | null {
  if (!VERDICTS.includes(c.verdict)) return 'no verdict';
  const e = decode(c.expression);
  const ranges: Ranges = new Map(
    Object.entries(c.domain).map(([n, [lo, hi]]) => [n, { lo: rationalOfText(lo), hi: rationalOfText(hi) }]),
  );
  for (const { lo, hi } of ranges.values()) if (compare(lo, hi) > 0) return 'a range runs backward';
  if ([...namesIn(e)].some((n) => !ranges.has(n))) return 'a variable has no range';
  return checkClaim(withoutPoints({ e, ranges }), c);
}

const VERDICTS: readonly ProvenVerdict[] = ['concave', 'convex', 'linear', 'mixed'];

/** A variable whose range is one point is a number. */
function withoutPoints({ e, ranges }: Pick<Claim, 'e' | 'ranges'>): Pick<Claim, 'e' | 'ranges'> {
  const points = [...ranges].filter(([, { lo, hi }]) => compare(lo, hi) === 0);
  if (points.length === 0) return { e, ranges };
  const numbers = new Map(points.map(([n, { lo }]): [string, Expression] => [n, { kind: 'number', value: lo }]));
  return { e: substitute(e, numbers), ranges: new Map([...ranges].filter(([n]) => !numbers.has(n))) };
}

function checkClaim({ e, ranges }: Pick<Claim, 'e' | 'ranges'>, c: BoxCertificate): string | null {
  const claim: Claim = { e, ranges, verdict: c.verdict, facts: new Facts(boxOf(ranges)) };
  if (!isDefinedOver(e, ranges) && !isDefined(e, claim.facts)) return 'not seen to be defined everywhere';
  const witnessed = checkWitnesses(e, ranges, c.verdict, c.witnesses);
  if (witnessed) return witnessed;
  if (c.proof.method === 'witnesses')
    return c.verdict === 'mixed' && showsBoth(c.witnesses) ? null : 'two witnesses are needed';
  // Inside the box a proof shows it; up to the boundary it holds of what is continuous.
  if (c.verdict !== 'mixed' && mayBreak(e) && !isUnbroken(e, claim.facts)) return 'not seen to be continuous';
  if (c.verdict === 'convex' || c.verdict === 'concave') {
    if (c.witnesses.length === 0 && !isBent(e, claim.facts)) return 'not seen to be other than linear';
  }
  return checkProof(c.proof, claim);
}

/** Not linear: some second derivative is not 0 at some place, or the middle of a chord lies beside it. */
function isBent(e: Expression, facts: Facts): boolean {
  const names = [...facts.box.ranges.keys()];
  const shares = [rational(1n, 2n), rational(2n, 7n), rational(8n, 9n)];
  const places = shares.map((t) => new Map([...facts.box.ranges].map(([n, r]) => [n, between(r, t)] as const)));
  const bends = places.some((place) => {
    const found = secondOrder(
      e,
      names,
      names.map((n) => fromRational(place.get(n) as Rational)),
    );
    return found?.hessian.some((row) => row.some((x) => x.lo > 0 || x.hi < 0)) === true;
  });
  return bends || chordsOf(facts.box.ranges).some((chord) => isBeside(e, chord));
}

function between({ lo, hi }: Range, share: Rational): Rational {
  return add(lo, multiply(subtract(hi, lo), share));
}

type Chord = readonly [p: Place, q: Place, mid: Place];

/** Along each side through the middle of the box, and from corner to corner. */
function chordsOf(ranges: Ranges): readonly Chord[] {
  const half = rational(1n, 2n);
  const all = [...ranges];
  const masks = Array.from({ length: 1 << Math.min(all.length, 4) }, (_, i) => i);
  const centre = new Map(all.map(([n, r]) => [n, between(r, half)] as const));
  const sides = all.map(([n, r]): Chord => [new Map([...centre, [n, r.lo]]), new Map([...centre, [n, r.hi]]), centre]);
  const across = masks.map((mask): Chord => {
    const corner = (flip: number): Place =>
      new Map(all.map(([n, r], i) => [n, ((mask ^ flip) >> i) & 1 ? r.hi : r.lo]));
    return [corner(0), corner(~0), centre];
  });
  return [...sides, ...across];
}

function isBeside(e: Expression, [p, q, mid]: Chord): boolean {
  const [a, b, m] = [p, q, mid].map((x) => enclosedAt(e, x));
  if (!a || !b || !m) return false;
  const ends = plus(a, b);
  const twice = plus(m, m);
  return ends.lo > twice.hi || ends.hi < twice.lo;
}

function checkProof(proof: Proof, claim: Claim): string | null {
  switch (proof.method) {
    case 'witnesses':
      return 'two witnesses are needed';
    case 'identity':
      return claim.verdict === 'linear' && claim.facts.isAffine(claim.e) ? null : 'not a straight line';
    case 'hessian':
      return ['LDL', 'minors', 'Cholesky'].includes(proof.test) ? checkHessian(claim) : 'an unknown test';
    case 'rules':
      return checkRules(proof.tree, claim);
    case 'affine-argument':
      return checkAffineArgument(proof.line, claim);
    case 'sum':
      return checkSum(proof.parts, claim);
    case 'equal':
      return checkEqual(proof, claim);
    default:
      return 'an unknown method';
  }
}

function checkEqual({ to, proof }: Extract<Proof, { method: 'equal' }>, claim: Claim): string | null {
  const e = decode(to);
  return claim.facts.isEqual(claim.e, e) ? checkProof(proof, { ...claim, e }) : 'it is not the same function';
}

function checkHessian({ e, verdict, facts }: Claim): string | null {
  if (verdict !== 'convex' && verdict !== 'concave') return 'second derivatives show one curvature';
  const form = facts.smoothForm(e);
  const curved = form ? isCurved(form, facts.box, verdict) : false;
  // Where second derivatives cease inside, as those of a norm at 0, only a rule can tell.
  return curved || isCurvedByBoxes(e, facts.box, verdict) || new Rules(facts).bends(e, verdict)
    ? null
    : 'the matrix of second derivatives is not seen to have this sign';
}

function checkRules(tree: Extract<Proof, { method: 'rules' }>['tree'], { e, verdict, facts }: Claim): string | null {
  const wanted: readonly string[] = verdict === 'linear' ? ['affine', 'constant'] : [verdict];
  if (!wanted.includes(tree.curvature)) return 'the rules give another curvature';
  return checkTree(tree, e, new Rules(facts));
}

/** The slopes are multiples of one another, so that f depends on one affine function alone, which the line runs through. */
function checkAffineArgument(line: LineCertificate, { e, ranges, verdict, facts }: Claim): string | null {
  if (line.verdict !== verdict) return 'the line has another verdict';
  const form = facts.smoothForm(e);
  const ratios =
    (form && ratiosOf(form, [...ranges.keys()], facts.box)) ??
    ratiosOfAny(e, decode(line.expression), line.variable, facts);
  if (!ratios) return 'it does not depend on one affine argument';
  if (compare(rationalOfText(line.from), ZERO) !== 0 || compare(rationalOfText(line.to), ONE) !== 0)
    return 'the line does not cross the box';
  const own = decode(line.expression);
  const same = ([1, -1] as const).some((way) =>
    isSameOn(substitute(e, crossing(ranges, ratios, line.variable, way)), own, line.variable),
  );
  return same ? checkLine(line) : 'the line is another function';
}

function ratiosOf(form: Signomial, names: readonly string[], box: Box): ReadonlyMap<string, Rational> | null {
  try {
    const slopes = names.map((n) => derivativeOf(form, n));
    const lead = slopes.find((s) => s.length > 0);
    const ratios = new Map<string, Rational>();
    for (const [i, slope] of slopes.entries()) {
      const ratio = lead && ratioOf(slope, lead, box);
      if (!lead || !ratio || signInside(minus(slope, scaled(lead, ratio)), box)?.sign !== 0) return null;
      ratios.set(names[i] as string, ratio);
    }
    return ratios;
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

/**
 * Where f has kinks: ratios as its slopes have them at some place, if f is the line's function of the affine argument that
 * they make.
 */
function ratiosOfAny(
  e: Expression,
  along: Expression,
  variable: string,
  facts: Facts,
): ReadonlyMap<string, Rational> | null {
  const names = [...facts.box.ranges.keys()];
  const places = [0.5, 0.9, 0.1].map((t) =>
    [...facts.box.enclosures.values()].map(({ lo, hi }) => point(lo + (hi - lo) * t)),
  );
  for (const place of places) {
    const gradient = secondOrder(e, names, place)?.gradient;
    const lead = gradient?.find((g) => g.lo > 0 || g.hi < 0);
    if (!gradient || !lead) continue;
    const ratios = new Map<string, Rational>();
    for (const [i, g] of gradient.entries()) {
      const { lo, hi } = divided(g, lead);
      if (Number.isFinite(lo) && Number.isFinite(hi))
        ratios.set(names[i] as string, simplestIn({ lo: fromDouble(lo), hi: fromDouble(hi) }));
    }
    if (ratios.size < names.length) continue;
    const fits = ([1, -1] as const).some((way) => {
      const argument = shareAlong(facts.box.ranges, ratios, way);
      return argument !== null && facts.isEqual(e, substitute(along, new Map([[variable, argument]])));
    });
    if (fits) return ratios;
  }
  return null;
}

/** How far on its way between the two corners an affine argument is: 0 to 1. */
function shareAlong(ranges: Ranges, ratios: ReadonlyMap<string, Rational>, way: 1 | -1): Expression | null {
  let sum: Expression = { kind: 'number', value: ZERO };
  let length = ZERO;
  for (const [n, { lo, hi }] of ranges) {
    const ratio = ratios.get(n) as Rational;
    const [from, to] = ratio.numerator >= 0n === way > 0 ? [lo, hi] : [hi, lo];
    length = add(length, multiply(ratio, subtract(to, from)));
    const step: Expression = {
      kind: 'subtract',
      left: { kind: 'name', name: n },
      right: { kind: 'number', value: from },
    };
    sum = { kind: 'add', left: sum, right: { kind: 'multiply', left: { kind: 'number', value: ratio }, right: step } };
  }
  const inverse = divide(ONE, length);
  return inverse && { kind: 'multiply', left: { kind: 'number', value: inverse }, right: sum };
}

/** By the first terms, or the simplest number that it may be at the middle of the box: what is guessed is proven. */
function ratioOf(slope: Signomial, lead: Signomial, box: Box): Rational | null {
  if (slope.length === 0) return ZERO;
  const same = slope.find((t) => t.key === lead[0]?.key);
  const first = same && lead[0] && divide(same.coefficient, lead[0].coefficient);
  if (first && minus(slope, scaled(lead, first)).length === 0) return first;
  const at = new Enclosing(new Map([...box.ranges].map(([n, r]) => [n, fromRational(middle(r))])));
  const ratio = divided(at.of(slope), at.of(lead));
  if (!isBounded(ratio) || ratio.lo > ratio.hi) return null;
  return simplestIn({ lo: fromDouble(ratio.lo), hi: fromDouble(ratio.hi) });
}

/** Between the corner where the affine argument is least and the one where it is most, one way or the other. */
function crossing(
  ranges: Ranges,
  ratios: ReadonlyMap<string, Rational>,
  variable: string,
  way: 1 | -1,
): ReadonlyMap<string, Expression> {
  return new Map(
    [...ranges].map(([n, { lo, hi }]): [string, Expression] => {
      const [from, to] = (ratios.get(n) as Rational).numerator >= 0n === way > 0 ? [lo, hi] : [hi, lo];
      const step: Expression = {
        kind: 'multiply',
        left: { kind: 'number', value: subtract(to, from) },
        right: { kind: 'name', name: variable },
      };
      return [n, { kind: 'add', left: { kind: 'number', value: from }, right: step }];
    }),
  );
}

function isSameOn(a: Expression, b: Expression, variable: string): boolean {
  if (JSON.stringify(encode(a)) === JSON.stringify(encode(b))) return true;
  const box = boxOf(new Map([[variable, { lo: ZERO, hi: ONE }]]));
  const [x, y] = [comparableForm(a, box), comparableForm(b, box)];
  return x !== null && y !== null && signInside(minus(x, y), box)?.sign === 0;
}

/** Functions of different variables that add up to f but for an affine function. */
function checkSum(
  parts: readonly (LineCertificate | BoxCertificate)[],
  { e, ranges, verdict, facts }: Claim,
): string | null {
  const variables = parts.flatMap((p) => (p.kind === 'line' ? [p.variable] : Object.keys(p.domain)));
  if (new Set(variables).size !== variables.length) return 'two parts share a variable';
  let rest = facts.anyForm(e);
  for (const part of parts) {
    if (!isPartDomain(part, ranges)) return 'a part has another domain';
    const form = facts.anyForm(decode(part.expression));
    rest = rest && form && minus(rest, form);
  }
  if (!rest || !isAffineInside(rest, facts.box)) return 'the parts do not add up';
  for (const part of parts) {
    const why = part.kind === 'line' ? checkLine(part) : checkBox(part);
    if (why) return why;
  }
  const verdicts = new Set(parts.map((p) => p.verdict));
  verdicts.delete('linear');
  const right = verdicts.has('mixed') || verdicts.size > 1 ? 'mixed' : ([...verdicts][0] ?? 'linear');
  return right === verdict ? null : `the parts are ${right}`;
}

function isPartDomain(part: LineCertificate | BoxCertificate, ranges: Ranges): boolean {
  const own: readonly (readonly [string, readonly [string, string]])[] =
    part.kind === 'line' ? [[part.variable, [part.from, part.to]]] : Object.entries(part.domain);
  return own.every(([n, [lo, hi]]) => {
    const range = ranges.get(n);
    if (!range) return false;
    return compare(range.lo, rationalOfText(lo)) === 0 && compare(range.hi, rationalOfText(hi)) === 0;
  });
}
