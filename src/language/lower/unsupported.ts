import type { AstNode, CstNode } from 'langium';
import { GrammarUtils } from 'langium';
import type { Severity } from '../../economy/finding.ts';
import { type Agent, isVary, type Model } from '../generated/ast.ts';
import { type Lowering, report } from './context.ts';
import { firstLeaf } from './goods.ts';

/**
 * What the language has, but what cannot be computed yet, each said once at its place. What changes the result is an error, so
 * that nothing is solved wrongly; a scenario or a sweep only asks for more, and the rest is solved without it.
 */
export function reportUnsupported(lowering: Lowering, model: Model): void {
  for (const statement of model.statements) {
    switch (statement.$type) {
      case 'Import':
      case 'Group':
        say(lowering, statement, firstLeaf(statement.$cstNode), 'error');
        break;
      case 'Scenario':
      case 'Sweep':
        say(lowering, statement, firstLeaf(statement.$cstNode), 'information');
        break;
      case 'Agent':
        reportInAgent(lowering, statement);
        break;
      default:
    }
  }
}

function reportInAgent(lowering: Lowering, agent: Agent): void {
  if (agent.row !== undefined || agent.file !== undefined) {
    say(lowering, agent, GrammarUtils.findNodeForKeyword(agent.$cstNode, 'from'), 'error');
  }
  for (const clause of agent.clauses) if (isVary(clause)) say(lowering, clause, firstLeaf(clause.$cstNode), 'error');
}

function say(lowering: Lowering, node: AstNode, place: CstNode | undefined, severity: Severity): void {
  const word = place?.text ?? node.$type.toLowerCase();
  if (node.$type === 'Vary') {
    sayOfDraws(lowering, place);
    return;
  }
  const rest = severity === 'error' ? 'Without it this economy cannot be solved.' : 'The economy is solved without it.';
  report(
    lowering,
    'not-yet-supported',
    lowering.origins.ofCst(place ?? node.$cstNode),
    `\`${word}\` is part of the language, but is not computed yet. ${rest}`,
    {
      severity,
    },
  );
}

/** Frontiers are proven for every draw; the economy of members that differ is not solved. */
function sayOfDraws(lowering: Lowering, place: CstNode | undefined): void {
  const message =
    '`vary` is computed in part: frontiers are proven for every draw, but an economy whose members differ cannot be solved yet.';
  if (place !== undefined) report(lowering, 'not-yet-supported', lowering.origins.ofCst(place), message);
}
