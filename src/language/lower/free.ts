import { AstUtils } from 'langium';
import type { Finding } from '../../economy/finding.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { isCall, isNameReference, type Model } from '../generated/ast.ts';
import { isCondition } from './conditions.ts';
import { type Lowering, type Meaning, plainly, report } from './context.ts';
import { readNumber } from './expressions.ts';
import { meaningOf } from './names.ts';
import type { OriginTable } from './origins.ts';
import { prepare } from './prepare.ts';

/** The formula of the only statement `let … = formula`, in which every unknown name is a variable. */
export function lowerFreely(
  ast: Model,
  library: Model,
  origins: OriginTable,
  syntax: readonly Finding[],
): { readonly expression: Expression | null; readonly findings: readonly Finding[] } {
  const lowering = prepare(ast, library, origins, syntax, new Set());
  const [statement, ...others] = ast.statements;
  const node = statement?.$type === 'Let' ? statement.value : undefined;
  const around = { ...lowering.surroundings, file: new Map(), inner: variablesIn(statement, lowering) };
  for (const other of others) {
    report(lowering, 'syntax', origins.ofNode(other), 'Here a formula by itself is read: no statement can follow it.');
  }
  if (isCondition(node, { lowering, around })) {
    report(lowering, 'syntax', origins.ofNode(node), 'A formula is needed here, but this is a condition.');
    return { expression: null, findings: lowering.findings };
  }
  const measured = readNumber(lowering, node, { around });
  const isWhole = lowering.findings.length === 0 && measured !== null;
  return { expression: isWhole ? measured.expression : null, findings: lowering.findings };
}

function variablesIn(node: Model['statements'][number] | undefined, lowering: Lowering): ReadonlyMap<string, Meaning> {
  const variables = new Map<string, Meaning>();
  if (node === undefined) return variables;
  for (const part of AstUtils.streamAst(node)) {
    const isCallee = isCall(part.$container) && part.$container.callee === part;
    const name = isNameReference(part) && !isCallee ? part.target?.$refText : undefined;
    if (name === undefined || meaningOf(name, { ...lowering.surroundings, file: variables })) continue;
    const origin = lowering.origins.ofNode(part);
    variables.set(name, { kind: 'bound', value: plainly({ kind: 'name', name, origin }) });
  }
  return variables;
}
