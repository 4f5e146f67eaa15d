import { amount, coordinates, list } from '../../analysis/words.ts';
import type {
  Bend,
  BoxCertificate,
  Bracket,
  Certificate,
  CurveCertificate,
  CurvePart,
  LevelCertificate,
  LevelProof,
  LineCertificate,
  PointsCertificate,
  RangeCertificate,
  RangeChord,
  RangeProof,
  RuleNode,
  SeparableCertificate,
  Values,
} from '../../curvature/certificate.ts';
import type { Witness } from '../../curvature/verdict.ts';
import { assertNever } from '../../math/expression/assert-never.ts';
import { formulaText as formula, rationalText } from './formula.ts';
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
    case 'level':
      return levelStep(certificate);
    case 'range':
      return rangeStep(certificate);
    default:
      return assertNever(certificate);
  }
}

function lineStep(line: LineCertificate): Step {
  const { expression, variable, from, to, verdict, stretches, kinks, ends = [0, 0], witnesses } = line;
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
  const own = [from, to].flatMap((at, i) =>
    ends[i] === 0
      ? []
      : [leaf(`right at ${variable} = ${rationalText(at)} it is ${ends[i] === 1 ? 'higher' : 'lower'} than beside it`)],
  );
  const says = `${formula(expression)} for ${variable} in ${rationalText(from)}..${rationalText(to)} is ${verdict}`;
  return { says, rests: [...bends, ...turns, ...own, ...witnesses.map(chord)] };
}

const SIGNS: Readonly<Record<`${Bend}`, string>> = { '1': 'positive', '0': 'identically 0', '-1': 'negative' };
const SLOPES: Readonly<Record<`${Bend}`, string>> = { '1': 'rises at once', '0': 'goes on', '-1': 'falls at once' };

function boxStep({ expression, domain, verdict, proof, witnesses }: BoxCertificate): Step {
  const box = Object.entries(domain).map(
    ([variable, [from, to]]) => `${variable} in ${rationalText(from)}..${rationalText(to)}`,
  );
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
    case 'equal':
      return [{ says: `it equals ${formula(proof.to)} there`, rests: methodSteps(proof.proof) }];
    default:
      return assertNever(proof);
  }
}

function ruleStep({ rule, text, curvature, parts }: RuleNode): Step {
  // That a name is affine and a number constant goes without saying.
  const telling = parts.filter((part) => part.parts.length > 0 || !IDLE.has(part.rule));
  return { says: `${plain(text)} is ${curvature}: ${rule}`, rests: telling.map(ruleStep) };
}

const IDLE: ReadonlySet<string> = new Set(['affine', 'constant', 'variable']);

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
    case 'stretch':
      return leaf(`it runs on for ${parameter} in ${end(part.from)}..${end(part.to)}`);
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

function separableStep({ budget, amount: whole, tasks, verdict, witnesses }: SeparableCertificate): Step {
  const made = tasks.map(({ good, formula: written, from, until, proof }) => ({
    says: `${good} = ${formula(written)} for ${budget} in ${rationalText(from)}..${rationalText(until)}`,
    rests: proof ? [stepOf(proof)] : [],
  }));
  const says = `${rationalText(whole)} ${budget} split over ${tasks.length} tasks is ${verdict}`;
  return { says, rests: [...made, ...witnesses.map(chord)] };
}

function levelStep({ goods, constraints, box, verdict, proofs, witnesses }: LevelCertificate): Step {
  const written = constraints.map(({ level, bound }) => `${formula(level)} <= ${formula(bound)}`);
  const ranges = goods.map((good) => `${good} in ${box[good]?.map(rationalText).join('..') ?? ''}`);
  const steps = proofs.map(
    (proof, i): Step => ({ says: `${written[i] ?? ''} ${levelSays(proof)}`, rests: under(proof) }),
  );
  return { says: `${list(written)} for ${list(ranges)} is ${verdict}`, rests: [...steps, ...witnesses.map(chord)] };
}

function rangeStep({ over, verdict, proof }: RangeCertificate): Step {
  const ranges = Object.entries(over).map(([name, values]) => `${plain(name)} ${valuesText(values)}`);
  return { says: `for ${list(ranges)} it is ${verdict}`, rests: rangeSteps(proof) };
}

function valuesText(values: Values): string {
  if ('among' in values) return `among ${values.among.map(rationalText).join(', ')}`;
  return `strictly between ${values.between.map(rationalText).join(' and ')}`;
}

/** Draws have names of their own, which tell them from params. */
function plain(name: string): string {
  return name.replace(/ \(draw\)/g, '');
}

function rangeSteps(proof: RangeProof): readonly Step[] {
  switch (proof.method) {
    case 'each':
      return proof.cases.map(({ value, proof: own }) => ({
        says: `at ${plain(proof.name)} = ${rationalText(value)}`,
        rests: rangeSteps(own),
      }));
    case 'parts':
      return proof.parts.map(({ from, to, proof: own }) => ({
        says: `for ${plain(proof.name)} strictly between ${rationalText(from)} and ${rationalText(to)}`,
        rests: rangeSteps(own),
      }));
    case 'single':
      return [stepOf(proof.certificate)];
    case 'turns':
      return [leaf('the points keep their order, and each corner turns one way')];
    case 'rules':
      return proof.trees.map((tree) => ruleStep(tree));
    case 'curve':
      return [curveBends(proof)];
    case 'tasks':
      return proof.tasks.map((task) =>
        task.by === 'rules' ? ruleStep(task.tree) : leaf('the second derivative of a task has one sign'),
      );
    case 'bends': {
      const [inward, outward] = [proof.inward, proof.outward].map((at) => amount(at));
      const where = proof.curve?.input ?? 'the share of the first task';
      return [leaf(`it falls all along, and bends inward at ${where} = ${inward}, outward at ${outward}`)];
    }
    case 'chords':
      return [leaf(`it lies below ${between(proof.outside)}`), leaf(`it lies above ${between(proof.inside)}`)];
    default:
      return assertNever(proof);
  }
}

function between({ p, q }: RangeChord): string {
  const place = ([x, y]: readonly [number, number]): string => `(${amount(x)}, ${amount(y)})`;
  return `the chord between ${place(p)} and ${place(q)}, whatever the values`;
}

function curveBends({ input, formula: written, bends }: RangeProof & { method: 'curve' }): Step {
  const text = plain(formula(written));
  switch (bends.by) {
    case 'rules':
      return { says: `it is ${text}, by composition rules`, rests: [ruleStep(bends.tree)] };
    case 'second-derivative': {
      const until = rationalText(bends.until);
      return leaf(`it is ${text}, of which the second derivative has one sign for ${input} up to ${until}`);
    }
    case 'length':
      return leaf(
        `it is ${text}, of which the second derivative has one sign up to its end at ${plain(formula(bends.end))}`,
      );
    default:
      return assertNever(bends);
  }
}

function levelSays(proof: LevelProof): string {
  switch (proof.method) {
    case 'loose':
      return 'holds everywhere here';
    case 'cap':
      return 'caps one good';
    case 'function':
      return `bends as its ${proof.of === 'logarithm' ? 'logarithm' : 'left side'} does`;
    case 'bordered':
      return `bends one way along its edge: enclosures of the second derivatives on ${boxes(proof.cuts)} tell`;
    default:
      return assertNever(proof);
  }
}

function boxes(cuts: string): string {
  const count = [...cuts].filter((c) => c === '.').length;
  return count === 1 ? 'one box' : `${amount(count)} boxes`;
}

function under(proof: LevelProof): readonly Step[] {
  return proof.method === 'function' ? [stepOf(proof.certificate)] : [];
}

function chord({ p, q, mid, gap, shows }: Witness): Step {
  const side = shows === 'not-concave' ? 'below' : 'above';
  return leaf(
    `between ${coordinates(p)} and ${coordinates(q)} it lies ${side} its chord: by ${amount(gap)} at ${coordinates(mid)}`,
  );
}

/** An exact end as it is, an isolated one by its first digits. */
function end([low, high]: Bracket): string {
  if (low === high) return rationalText(low);
  const shown = rationalText(low);
  return shown.startsWith('≈') ? shown : `≈${shown}`;
}
