import type { Blame, FrontierJudgement, Verdict } from '../curvature/verdict.ts';
import type { Agent, Frontier } from '../economy/economy.ts';
import type { Expression } from '../math/expression/expression.ts';
import { inOrder } from '../math/expression/order.ts';
import { print } from '../math/expression/print.ts';
import { list } from './words.ts';

/** Why a verdict holds, about the formula as it stands in the text: the prover speaks of the one it solved that for. */
export function reasonAsWritten(
  { frontier }: Agent,
  { verdict, strict, segments, reason, certificate }: FrontierJudgement,
): string | null {
  const bends = BENDS[verdict];
  const curve = frontier === null || !certificate || !OF_CURVES.has(certificate.kind) ? null : writtenCurve(frontier);
  if (bends === null || curve === null) return reason;
  const isSmooth = frontier?.kind === 'explicit' && strict === true && segments.length === 1;
  const sign = isSmooth ? SECOND_DERIVATIVE[verdict] : undefined;
  return `${curve} ${bends}${sign ? `: its second derivative is ${sign}` : ''}`;
}

const OF_CURVES: ReadonlySet<string> = new Set(['curve', 'level', 'separable']);
const SECOND_DERIVATIVE: Readonly<Partial<Record<Verdict, string>>> = { concave: 'negative', convex: 'positive' };

const BENDS: Readonly<Record<Verdict, string | null>> = {
  concave: 'bends outward all along',
  convex: 'bends inward all along',
  linear: 'is a straight line',
  mixed: 'bends outward in one part and inward in another',
  unknown: null,
};

/** The curve of two goods that a frontier draws; null where it is no formula. */
function writtenCurve(frontier: Frontier): string | null {
  switch (frontier.kind) {
    case 'explicit':
      return print(frontier.formula);
    case 'implicit':
      return `the edge of ${list(frontier.constraints.map(({ level, bound }) => `${print(level)} <= ${print(bound)}`))}`;
    case 'budget':
      return `what ${frontier.budget} can make of ${list(frontier.technologies.map(({ good }) => good))}`;
    case 'through':
    case 'among':
      return null;
  }
}

/** What is to blame as it stands in the text, with the names of params and draws. */
export function blameAsWritten({ frontier }: Agent, blame: Blame | null): Blame | null {
  if (!blame || !frontier) return blame;
  const written = formulasOf(frontier).find((e) => e.origin !== undefined && e.origin === blame.origin);
  return written ? { ...blame, text: print(written) } : blame;
}

function formulasOf(frontier: Frontier): readonly Expression[] {
  switch (frontier.kind) {
    case 'explicit':
      return inOrder(frontier.formula);
    case 'implicit':
      return inOrder(...frontier.constraints.flatMap(({ level, bound }) => [level, bound]));
    case 'budget':
      return inOrder(...frontier.technologies.map(({ formula }) => formula));
    case 'through':
    case 'among':
      return [];
  }
}

/** A reason as the rest of a sentence: "The frontier is not …." → "the frontier is not …". */
export function clause(reason: string): string {
  const words = /^[A-Z][a-z]+ [a-z]/.test(reason) ? reason.charAt(0).toLowerCase() + reason.slice(1) : reason;
  return words.replace(/\.$/, '');
}
