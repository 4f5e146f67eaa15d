import type { AstNode } from 'langium';
import type { Economy } from '../../economy/economy.ts';
import { settle } from '../../economy/settle.ts';
import { shareFindings } from '../../economy/shares.ts';
import type { Model } from '../generated/ast.ts';
import { type Lowering, report } from './context.ts';
import { keywordOrigin } from './goods.ts';

/** What only a market uses needs `market`, and a market needs somebody who wants something. */
export function checkMarket(lowering: Lowering, model: Model, economy: Economy): void {
  for (const finding of shareFindings(settle(economy))) {
    const { code, origin, message, ...more } = finding;
    report(lowering, code, origin, message, more);
  }
  const market = model.statements.find(({ $type }) => $type === 'Market');
  if (market === undefined) {
    for (const node of marketParts(model)) reportWithoutMarket(lowering, node);
    return;
  }
  const hasUtility = model.statements.some(
    (statement) => statement.$type === 'Agent' && statement.clauses.some(({ $type }) => $type === 'Utility'),
  );
  if (hasUtility || lowering.findings.some(({ code }) => code === 'syntax')) return;
  const message =
    'In a market somebody must want something. Give at least one agent a `utility`, as in `utility apples^0.3 * bananas^0.7`.';
  report(lowering, 'no-utility', keywordOrigin(lowering, market), message);
}

const CONSUMING: ReadonlySet<string> = new Set(['Endowment', 'Utility', 'Owns']);

function marketParts(model: Model): readonly AstNode[] {
  return model.statements.flatMap((statement): readonly AstNode[] => {
    if (statement.$type === 'Firm') return [statement];
    return statement.$type === 'Agent' ? statement.clauses.filter(({ $type }) => CONSUMING.has($type)) : [];
  });
}

/** It would have no part in the result, which is seldom meant. */
function reportWithoutMarket(lowering: Lowering, node: AstNode): void {
  const word = node.$type.toLowerCase();
  const message = `\`${word}\` plays a part in a market only. Write \`market\` as the objective, or remove it.`;
  report(lowering, 'without-market', keywordOrigin(lowering, node), message);
}
