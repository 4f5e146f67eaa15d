import type { Assertion, Measure } from '../../economy/economy.ts';
import type { Assert, SubjectClaim } from '../generated/ast.ts';
import { isHalfTyped, type Lowering, report, textOf } from './context.ts';
import { readCondition } from './expressions.ts';
import { reportUnknownAgent } from './measures.ts';

/** What must hold of the solution; null where it cannot be read. */
export function lowerAssertion(lowering: Lowering, node: Assert): Assertion | null {
  const { claim } = node;
  if (claim === undefined) return null;
  const base = { text: textOf(claim, 1000), origin: lowering.origins.ofNode(node) };
  switch (claim.$type) {
    case 'OnePrice':
      return { ...base, kind: 'one-price' };
    case 'PricesDiverge':
      return { ...base, kind: 'prices-diverge' };
    case 'SubjectClaim':
      return lowerClaim(lowering, claim, base);
    default:
      // Half-typed text leaves nodes of no kind.
      claim satisfies never;
      return null;
  }
}

function lowerClaim(lowering: Lowering, claim: SubjectClaim, base: { text: string; origin: number }): Assertion | null {
  const isOfAgent = claim.curvature !== undefined || claim.specializes || claim.mixes;
  if (!isOfAgent && isAgentAlone(lowering, claim)) return null;
  if (!isOfAgent && claim.subject?.$type === 'NameReference' && isHalfTyped(lowering, claim)) return null;
  if (!isOfAgent) {
    const measures: Measure[] = [];
    const condition = readCondition(lowering, claim.subject, { measures });
    return condition && { ...base, kind: 'condition', condition, measures };
  }
  const agent = agentOf(lowering, claim);
  if (agent === null) return null;
  if (claim.curvature !== undefined) return { ...base, kind: 'curvature', agent, curvature: claim.curvature };
  return { ...base, kind: claim.specializes ? 'specializes' : 'mixes', agent };
}

/** `assert Alice`, with the rest still to be typed: the parser has said so, or will. */
function isAgentAlone(lowering: Lowering, { subject }: SubjectClaim): boolean {
  if (subject?.$type !== 'NameReference') return false;
  const name = subject.target?.$refText ?? '';
  if (!lowering.actors.has(name) || lowering.surroundings.file.has(name)) return false;
  const message = `Say what holds of \`${name}\`: \`is concave\`, \`is convex\`, \`specializes\` or \`mixes\`.`;
  if (!isHalfTyped(lowering, subject)) report(lowering, 'syntax', lowering.origins.ofNode(subject), message);
  return true;
}

function agentOf(lowering: Lowering, { subject }: SubjectClaim): string | null {
  // `Group.Agent`: groups cannot be computed yet, which is said at the group.
  if (subject?.$type === 'Column') return null;
  const name = subject?.$type === 'NameReference' ? subject.target?.$refText : undefined;
  const origin = lowering.origins.ofNode(subject);
  if (name === undefined) {
    if (subject !== undefined) reportUnknownAgent(lowering, origin, textOf(subject));
    return null;
  }
  const actor = lowering.actors.get(name);
  if (actor === undefined) reportUnknownAgent(lowering, origin, name);
  return actor?.$type === 'Agent' ? name : null;
}
