import { amount, coordinates, list } from '../../analysis/words.ts';
import type {
  Bend,
  BoxCertificate,
  Bracket,
  Certificate,
  CurveCertificate,
  CurvePart,
  LineCertificate,
  PointsCertificate,
  RuleNode,
  SeparableCertificate,
} from '../../curvature/certificate.ts';
import { decode, type EncodedExpression } from '../../curvature/encoded-expression.ts';
import type { Witness } from '../../curvature/verdict.ts';
import { assertNever } from '../../math/expression/assert-never.ts';
import { print } from '../../math/expression/print.ts';
import type { Paint } from './paint.ts';

/** A step of a proof in a sentence, and the steps that it rests on. */
interface Step {
  readonly says: string;
  readonly rests: readonly Step[];
}

/** A certificate as an indented tree: every step on a line of its own, with what it rests on below it. */
export function proofTree(certificate: Certificate, paint: Paint): readonly string[] {
  return [paint('dim', '  proof'), ...branches([stepOf(certificate)], '  ', paint)];
}

const MOST_STEPS = 24;

function branches(steps: readonly Step[], indent: string, paint: Paint): readonly string[] {
  const shown = steps.length <= MOST_STEPS ? steps : [...steps.slice(0, MOST_STEPS), more(steps.length - MOST_STEPS)];
  return shown.flatMap(({ says, rests }, index) => {
    const last = index === shown.length - 1;
    const head = `${indent}${paint('dim', last ? '└' : '├')} ${says}`;
    return [head, ...branches(rests, `${indent}${last ? ' ' : paint('dim', '│')} `, paint)];
  });
}

function more(count: number): Step {
  return leaf(`… and ${amount(count)} more (--format json has all)`);
}

function leaf(says: string): Step {
  return { says, rests: [] };
}

function stepOf(certificate: Certificate): Step {
  switch (certificate.kind) {
    case 'line':
      return lineStep(certificate);
    case 'box':
      return boxStep(certificate);
    case 'curve':
      return curveStep(certificate);
    case 'points':
      return pointsStep(certificate);
    case 'capacity':
      return leaf(`one good, at most ${amount(certificate.most)} ${certificate.good}: linear`);
    case 'separable':
      return separableStep(certificate);
    default:
      return assertNever(certificate);
  }
}

function lineStep({ expression, variable, from, to, verdict, stretches, kinks, witnesses }: LineCertificate): Step {
  const bends = stretches.map((stretch) =>
    leaf(
      `for ${variable} in ${end(stretch.from)}..${end(stretch.to)} the second derivative is ${SIGNS[`${stretch.bend}`]}`,
    ),
  );
  const turns = kinks.map(({ at, slope, jump }) =>
    leaf(
      `at ${variable} = ${end(at)} ${jump ? 'the value jumps' : `the slope ${slope === null ? 'bends' : SLOPES[`${slope}`]}`}`,
    ),
  );
  const says = `${formula(expression)} for ${variable} in ${from}..${to} is ${verdict}`;
  return { says, rests: [...bends, ...turns, ...witnesses.map(chord)] };
}

const SIGNS: Readonly<Record<`${Bend}`, string>> = { '1': 'positive', '0': 'identically 0', '-1': 'negative' };
const SLOPES: Readonly<Record<`${Bend}`, string>> = { '1': 'rises at once', '0': 'goes on', '-1': 'falls at once' };

function boxStep({ expression, domain, verdict, proof, witnesses }: BoxCertificate): Step {
  const box = Object.entries(domain).map(([variable, [from, to]]) => `${variable} in ${from}..${to}`);
  const says = `${formula(expression)} for ${list(box)} is ${verdict}`;
  return { says, rests: [...methodSteps(proof), ...witnesses.map(chord)] };
}

function methodSteps(proof: BoxCertificate['proof']): readonly Step[] {
  switch (proof.method) {
    case 'identity':
      return [leaf('its second derivatives are identically 0')];
    case 'witnesses':
      return [leaf('by a chord below it and a chord above it')];
    case 'rules':
      return [ruleStep(proof.tree)];
    case 'hessian':
      return [leaf(`the matrix of second derivatives has one sign over the whole box (${proof.test})`)];
    case 'affine-argument':
      return [{ says: 'it is a function of one affine combination', rests: [stepOf(proof.line)] }];
    case 'sum':
      return [{ says: 'it is a sum', rests: proof.parts.map(stepOf) }];
    default:
      return assertNever(proof);
  }
}

function ruleStep({ rule, text, curvature, parts }: RuleNode): Step {
  return { says: `${text} is ${curvature}: ${rule}`, rests: parts.map(ruleStep) };
}

function curveStep({ goods, parameter, x, y, verdict, parts, witnesses }: CurveCertificate): Step {
  const [first, second] = [formula(x), formula(y)];
  const drawn = first === parameter ? '' : `${goods[0]} = ${first}, `;
  const says = `the frontier ${drawn}${goods[1]} = ${second} is ${verdict}`;
  return { says, rests: [...parts.map((part) => partStep(part, parameter)), ...witnesses.map(chord)] };
}

function partStep(part: CurvePart, parameter: string): Step {
  switch (part.part) {
    case 'arc':
      return leaf(`for ${parameter} in ${end(part.from)}..${end(part.to)} it is ${BENDS[`${part.bend}`]}`);
    case 'dominated':
      return leaf(`for ${parameter} in ${end(part.from)}..${end(part.to)} something else is at least as good`);
    case 'vertical':
    case 'horizontal':
      return leaf(`a ${part.part} step`);
    case 'point':
      return leaf('one corner covers it all');
    default:
      return assertNever(part);
  }
}

const BENDS: Readonly<Record<`${Bend}`, string>> = { '1': 'bowed inward', '0': 'straight', '-1': 'bowed outward' };

function pointsStep({ joined, points, verdict }: PointsCertificate): Step {
  const listed = points.slice(0, MOST_STEPS).map((point) => `(${point.join(', ')})`);
  const way = joined ? 'joined by straight lines' : 'with nothing in between';
  return {
    says: `${amount(points.length)} points ${way} are ${verdict}, compared exactly`,
    rests: [leaf(list(listed))],
  };
}

function separableStep({ verdict, parts, sections }: SeparableCertificate): Step {
  const uses = parts.map((part) => (part.kind === 'curve' ? useStep(part) : stepOf(part)));
  const cuts = sections.map((section) => ({ says: 'two goods at a time', rests: [stepOf(section)] }));
  return { says: `one resource is split between the goods: ${verdict}, because`, rests: [...uses, ...cuts] };
}

/** What making one good leaves of the resource that all share. */
function useStep(curve: CurveCertificate): Step {
  const { goods, parameter, x, y, verdict } = curve;
  const [good, resource] = goods;
  const made = formula(x) === parameter ? good : `${good} = ${formula(x)}`;
  const says = `${made} leaves ${formula(y)} of ${resource}: ${verdict}`;
  return { says, rests: curveStep(curve).rests };
}

function chord({ p, q, mid, gap, shows }: Witness): Step {
  const side = shows === 'not-concave' ? 'below' : 'above';
  return leaf(
    `between ${coordinates(p)} and ${coordinates(q)} it lies ${side} its chord: by ${amount(gap)} at ${coordinates(mid)}`,
  );
}

/** An exact end as it is, an isolated one by its first digits. */
function end([low, high]: Bracket): string {
  return low === high && low.length <= 12 ? low : `≈${Number(value(low).toPrecision(12))}`;
}

function value(rational: string): number {
  const [numerator = '0', denominator = '1'] = rational.split('/');
  return Number(numerator) / Number(denominator);
}

function formula(encoded: EncodedExpression): string {
  return print(decode(encoded));
}
