import { type AstNode, AstUtils } from 'langium';
import type { Agent as LoweredAgent } from '../../economy/economy.ts';
import { type Agent, type Good, isGood, isParam, type Make, type Model } from '../generated/ast.ts';
import { goodsOf } from './agents.ts';
import { type Lowering, report } from './context.ts';
import { originOfName } from './definitions.ts';
import { isObjectiveNode } from './objectives.ts';

/** Goods and params that nothing names, goods that no agent makes, and an economy without an objective. */
export function checkUsage(lowering: Lowering, model: Model, agents: readonly LoweredAgent[]): void {
  const made = new Set(agents.flatMap(({ frontier }) => (frontier === null ? [] : goodsOf(frontier))));
  for (const { consumer } of agents) for (const { good } of consumer?.endowment ?? []) made.add(good);
  const whole = new Set(agents.flatMap(({ name, frontier }) => (frontier === null ? [] : [name])));
  for (const name of namesInSupply(model, whole)) made.add(name);
  for (const [name, { kind }] of lowering.surroundings.file) if (kind === 'hole') made.add(name);
  const isWhole = lowering.findings.every(({ code, severity }) => severity !== 'error' || code === 'not-yet-supported');
  const hasAgents = model.statements.some(({ $type }) => $type === 'Agent');
  for (const meaning of lowering.surroundings.file.values()) {
    if (meaning.kind !== 'good' && meaning.kind !== 'param') continue;
    const { declaration } = meaning;
    if (!lowering.used.has(declaration)) warnUnused(lowering, declaration);
    else if (isGood(declaration) && hasAgents && isWhole && !made.has(declaration.name))
      warnUnproduced(lowering, declaration);
  }
  if (hasAgents && !model.statements.some(isObjectiveNode)) hintNoObjective(lowering, model);
}

/** Parts that cannot be computed yet use what they name, and their outputs are made. */
export function markUsed(lowering: Lowering, node: AstNode): void {
  for (const name of namesUnder(node)) {
    const meaning = lowering.surroundings.file.get(name);
    if (meaning?.kind === 'good' || meaning?.kind === 'param') lowering.used.add(meaning.declaration);
  }
}

function namesUnder(node: AstNode): readonly string[] {
  return AstUtils.streamAst(node)
    .flatMap((part) => AstUtils.streamReferences(part))
    .map(({ reference }) => reference.$refText)
    .toArray();
}

/** All that the clauses that make something name: also where a frontier is a hole. */
function namesInSupply(model: Model, whole: ReadonlySet<string>): readonly string[] {
  return model.statements.flatMap((statement) => {
    if (statement.$type === 'Agent') return whole.has(statement.name) ? [] : suppliedBy(statement);
    if (statement.$type === 'Group') return namesUnder(statement);
    if (statement.$type === 'Firm') return statement.activities.flatMap(madeBy);
    return [];
  });
}

/** Of what a firm names, what it makes: not what it uses up. */
function madeBy({ outputs }: Make): readonly string[] {
  return outputs.map(({ good }) => good?.$refText ?? '');
}

function suppliedBy({ clauses }: Agent): readonly string[] {
  return clauses.filter(({ $type }) => ['Frontier', 'Technology', 'Endowment'].includes($type)).flatMap(namesUnder);
}

function warnUnused(lowering: Lowering, declaration: Parameters<Lowering['used']['add']>[0]): void {
  if (declaration.name === undefined) return;
  const [code, what] = isParam(declaration) ? (['unused-param', 'param'] as const) : (['unused-good', 'good'] as const);
  const message = `The ${what} \`${declaration.name}\` is declared, but nothing names it. Use it, or remove it.`;
  const data = { name: declaration.name, fix: 'remove' };
  report(lowering, code, originOfName(lowering.origins, declaration), message, { severity: 'warning', data });
}

function warnUnproduced(lowering: Lowering, declaration: Good): void {
  const message = lowering.hasMarket
    ? `Nobody makes or owns \`${declaration.name}\`, so its total is 0. Let a frontier, a firm or an endowment name it.`
    : `No agent makes \`${declaration.name}\`, so its total is 0. Let a frontier name it.`;
  const data = { name: declaration.name };
  report(lowering, 'unproduced-good', originOfName(lowering.origins, declaration), message, {
    severity: 'warning',
    data,
  });
}

function hintNoObjective(lowering: Lowering, model: Model): void {
  const place =
    model.statements.find(({ $type }) => $type === 'EconomyName') ??
    model.statements.find(({ $type }) => $type === 'Agent');
  const message =
    'Without an objective the whole Pareto frontier is asked for. For one equilibrium say what to `maximize`.';
  if (place !== undefined)
    report(lowering, 'no-objective', originOfName(lowering.origins, place), message, { severity: 'hint' });
}
