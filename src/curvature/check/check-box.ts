import { namesIn, substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { compare } from '../../math/rational/rational.ts';
import type { BoxCertificate, LineCertificate, ProvenVerdict } from '../certificate.ts';
import { decode, rationalOfText } from '../encoded-expression.ts';
import { checkAffineArgument, hasOwnEnds } from './box/affine-argument.ts';
import { isBent } from './box/bent.ts';
import { Facts, isAffineInside, isDefined, isUnbroken } from './box/facts.ts';
import { checkTree, Rules } from './box/rules.ts';
import { isCurved, isCurvedByBoxes } from './box/semidefinite.ts';
import { checkLine } from './check-line.ts';
import { checkWitnesses, showsBoth } from './check-witness.ts';
import type { Range } from './exact/box.ts';
import { minus, type Signomial } from './exact/signomial.ts';
import { mayBreak } from './line/joint.ts';
import { boxOf } from './sign/sign.ts';
import { isDefinedOver } from './value-at.ts';

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
  if (c.verdict === 'convex' || c.verdict === 'concave') {
    // A line bends where it says so, and with it the whole.
    const isOfLines = c.proof.method === 'affine-argument' || c.proof.method === 'sum';
    if (!isOfLines && c.witnesses.length === 0 && !isBent(e, claim.facts)) return 'not seen to be other than linear';
  }
  return checkProof(c.proof, claim);
}

function breaks({ e, facts }: Claim): boolean {
  return mayBreak(e) && !isUnbroken(e, facts);
}

function checkProof(proof: Proof, claim: Claim): string | null {
  // Inside the box a proof shows it; up to the boundary it holds of what is continuous, or adds up there as well.
  const isWhole = ['sum', 'equal', 'affine-argument'].includes(proof.method);
  if (claim.verdict !== 'mixed' && !isWhole && breaks(claim)) return 'not seen to be continuous';
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
      if (proof.line.verdict !== claim.verdict) return 'the line has another verdict';
      return checkAffineArgument(proof.line, claim.e, claim.facts, breaks(claim)) ?? checkLine(proof.line);
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
  const mayDiffer = breaks(claim) || breaks({ ...claim, e });
  const isSame = claim.facts.isEqual(claim.e, e) && (!mayDiffer || addUpOnFaces([e], claim));
  return isSame ? checkProof(proof, { ...claim, e }) : 'it is not the same function';
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

/** Functions of different variables that add up to f but for an affine function. */
function checkSum(parts: readonly (LineCertificate | BoxCertificate)[], claim: Claim): string | null {
  const { e, ranges, verdict, facts } = claim;
  const variables = parts.flatMap((p) => (p.kind === 'line' ? [p.variable] : Object.keys(p.domain)));
  if (new Set(variables).size !== variables.length) return 'two parts share a variable';
  let rest = facts.anyForm(e);
  for (const part of parts) {
    if (!isPartDomain(part, ranges)) return 'a part has another domain';
    const form = facts.anyForm(decode(part.expression));
    rest = rest && form && minus(rest, form);
  }
  if (!rest || !isAffineInside(rest, facts.box)) return 'the parts do not add up';
  const written = parts.map((p) => decode(p.expression));
  const mayDiffer = breaks(claim) || parts.some((p) => !isSteady(p, facts));
  if (mayDiffer && !(rest.length === 0 && addUpOnFaces(written, claim)))
    return 'the parts do not add up at the boundary';
  for (const part of parts) {
    const why = part.kind === 'line' ? checkLine(part) : checkBox(part);
    if (why) return why;
  }
  const verdicts = new Set(parts.map((p) => p.verdict));
  verdicts.delete('linear');
  const right = verdicts.has('mixed') || verdicts.size > 1 ? 'mixed' : ([...verdicts][0] ?? 'linear');
  return right === verdict ? null : `the parts are ${right}`;
}

/** The parts are the whole also where some variables are at an end of their ranges, at which conditions may turn. */
function addUpOnFaces(parts: readonly Expression[], { e, ranges }: Claim): boolean {
  return (
    ranges.size <= MOST_VARIABLES &&
    facesOf(ranges).every((face) => {
      const open = new Map([...ranges].filter(([n]) => !face.has(n)));
      const facts = new Facts(boxOf(open));
      const formOn = (x: Expression): Signomial | null => facts.anyForm(substitute(x, face));
      const rest = parts.reduce<Signomial | null>((sum, part) => {
        const form = formOn(part);
        return sum && form && minus(sum, form);
      }, formOn(e));
      return rest?.length === 0;
    })
  );
}

const MOST_VARIABLES = 4;

/** Every choice of variables, and of an end for each of them. */
function facesOf(ranges: Ranges): readonly ReadonlyMap<string, Expression>[] {
  let faces: readonly ReadonlyMap<string, Expression>[] = [new Map()];
  for (const [n, { lo, hi }] of ranges) {
    const ends = [lo, hi].map((value): Expression => ({ kind: 'number', value }));
    faces = faces.flatMap((f) => [f, ...ends.map((end) => new Map([...f, [n, end]]))]);
  }
  return faces.slice(1);
}

/** Parts are compared inside the box: what one does at the boundary alone need not be what the whole does. */
function isSteady(part: LineCertificate | BoxCertificate, facts: Facts): boolean {
  const e = decode(part.expression);
  return part.kind === 'line' ? !hasOwnEnds(part) : !mayBreak(e) || isUnbroken(e, facts);
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
