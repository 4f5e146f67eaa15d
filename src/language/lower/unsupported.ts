import type { AstNode, CstNode } from 'langium';
import type { Severity } from '../../economy/finding.ts';
import type { Model } from '../generated/ast.ts';
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
      default:
    }
  }
}

function say(lowering: Lowering, node: AstNode, place: CstNode | undefined, severity: Severity): void {
  const word = place?.text ?? node.$type.toLowerCase();
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
