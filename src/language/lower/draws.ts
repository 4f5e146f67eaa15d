import { GrammarUtils } from 'langium';
import type { Distribution, Draw } from '../../economy/economy.ts';
import { namesIn } from '../../math/expression/build.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import { compare, sign } from '../../math/rational/rational.ts';
import { type Agent, isSeed, isVary, type Model, type Expression as Node, type Vary } from '../generated/ast.ts';
import type { Unit } from '../units/unit.ts';
import { constantValue } from './constants.ts';
import { isHalfTyped, type Lowering, type Meaning, report, textOf } from './context.ts';
import { readNumber } from './expressions.ts';
import { goodsIn } from './goods-in.ts';
import { didYouMean, nearNames } from './near-names.ts';
import { readSeed } from './params.ts';
import { inUnitOf } from './unit-demands.ts';

interface Parameters {
  /** How many numbers it takes; null: any number from 1 on. */
  readonly count: number | null;
  readonly example: string;
}

const DISTRIBUTIONS: Readonly<Record<Distribution, Parameters>> = {
  uniform: { count: 2, example: 'uniform(0.8, 1.2)' },
  normal: { count: 2, example: 'normal(10, 2)' },
  lognormal: { count: 2, example: 'lognormal(0, 0.5)' },
  choice: { count: null, example: 'choice(1, 2, 4)' },
};

/** The `vary` lines of an agent; each name gets its meaning in `inner`, a hole where the line cannot be read. */
export function readDraws(lowering: Lowering, agent: Agent, inner: Map<string, Meaning>): readonly Draw[] {
  const draws: Draw[] = [];
  const seed = seedOf(lowering, agent);
  for (const node of agent.clauses.filter(isVary)) {
    if (node.name === undefined) continue;
    const read = readDraw(lowering, node, seed);
    // A draw that hides a param has a name of its own, since params are later put in by name.
    inner.set(node.name, read ? { kind: 'draw', name: read.draw.name, unit: read.unit } : { kind: 'hole' });
    if (read) draws.push(read.draw);
  }
  return draws;
}

function seedOf(lowering: Lowering, agent: Agent): number {
  const model = agent.$container as Model;
  const node = model.statements?.find(isSeed);
  return node === undefined ? 1 : readSeed(lowering, node);
}

function readDraw(lowering: Lowering, node: Vary, seed: number): { readonly draw: Draw; readonly unit: Unit } | null {
  const distribution = distributionOf(lowering, node);
  const parameters = node.arguments.map((argument) => ({ argument, measured: readParameter(lowering, argument) }));
  if (distribution === null || !hasRightCount(lowering, node, distribution, parameters.length)) return null;
  const [first] = parameters;
  const unit = first?.measured?.unit ?? null;
  if (unit === null) return null;
  const values: Expression[] = [];
  for (const { argument, measured } of parameters) {
    const value =
      measured && inUnitOf(unit, measured, { lowering, call: null }, () => mismatch(lowering, node, argument));
    if (value === null) return null;
    values.push(value);
  }
  if (!isSound(lowering, node, distribution, values)) return null;
  const hides = lowering.surroundings.file.get(node.name)?.kind === 'param';
  const name = hides ? `${node.name} (draw)` : node.name;
  const origin = lowering.origins.ofNode(node);
  return { draw: { name, distribution, parameters: values, seed, origin }, unit };
}

function mismatch(lowering: Lowering, node: Vary, argument: Node) {
  const advice = 'All numbers of a distribution measure the same: write them in one unit.';
  const [at, left] = [lowering.origins.ofNode(argument), `\`${textOf(node.arguments[0])}\``];
  return { at, left, right: `\`${textOf(argument)}\``, advice };
}

function distributionOf(lowering: Lowering, node: Vary): Distribution | null {
  const written = node.distribution;
  if (written === undefined || isHalfTyped(lowering, node)) return null;
  if (Object.hasOwn(DISTRIBUTIONS, written)) return written as Distribution;
  const near = nearNames(written, Object.keys(DISTRIBUTIONS));
  const known = 'Write `uniform(low, high)`, `normal(mean, sd)`, `lognormal(mu, sigma)` or `choice(v1, v2, …)`.';
  const message = `No distribution is called \`${written}\`.${didYouMean(near)} ${known}`;
  report(lowering, 'unknown-name', originOfWord(lowering, node), message, { data: { name: written, near } });
  return null;
}

function hasRightCount(lowering: Lowering, node: Vary, distribution: Distribution, given: number): boolean {
  const { count, example } = DISTRIBUTIONS[distribution];
  if (count === null ? 0 < given : given === count) return true;
  if (isHalfTyped(lowering, node)) return false;
  const takes = count === null ? 'at least one number' : `${count} numbers`;
  const message = `\`${distribution}\` takes ${takes}, as in \`${example}\`, not ${given}.`;
  report(lowering, 'bad-data', originOfWord(lowering, node), message);
  return false;
}

/** The name of the distribution. */
function originOfWord({ origins }: Lowering, node: Vary): Origin {
  return origins.ofCst(GrammarUtils.findNodeForProperty(node.$cstNode, 'distribution') ?? node.$cstNode);
}

/** A number or a formula in params. */
function readParameter(lowering: Lowering, node: Node) {
  const measured = readNumber(lowering, node);
  if (measured === null) return null;
  const [named] = goodsIn([measured.expression], lowering.goods);
  if (named === undefined) return measured;
  const message = `A distribution is made of numbers and params, but this one names the good \`${named}\`.`;
  report(lowering, 'bad-data', lowering.origins.ofNode(node), message);
  return null;
}

/** What can be told before params have their values. */
function isSound(lowering: Lowering, node: Vary, distribution: Distribution, values: readonly Expression[]): boolean {
  const known = values.map((value) => (namesIn(value).size === 0 ? constantValue(value) : null));
  const [first, second] = known;
  const origin = lowering.origins.ofNode(node.arguments[1]);
  if (distribution === 'uniform' && first && second && 0 <= compare(first, second)) {
    const text = `\`${textOf(node.arguments[0])}\` is not below \`${textOf(node.arguments[1])}\``;
    report(lowering, 'bad-range', origin, `A uniform draw lies between a low and a high end, but ${text}.`);
    return false;
  }
  if ((distribution === 'normal' || distribution === 'lognormal') && second && sign(second) < 0) {
    const message = `A spread is 0 or more, but \`${textOf(node.arguments[1])}\` is below it.`;
    report(lowering, 'bad-range', origin, message);
    return false;
  }
  return true;
}
