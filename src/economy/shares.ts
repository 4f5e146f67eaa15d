import { enclose } from '../math/expression/enclose.ts';
import { exactValue } from '../math/expression/exact.ts';
import type { Expression } from '../math/expression/expression.ts';
import { add, compare, fromDouble, ONE, type Rational, sign, ZERO } from '../math/rational/rational.ts';
import type { Consumer, Economy } from './economy.ts';
import type { Finding } from './finding.ts';

type Share = Consumer['owns'][number];

/**
 * What is wrong with the shares in firms at the values that the params have by now (settled): one that is not in 0..1, or those in
 * one firm that come to more than 1 together. An agent's share is that of all its members together.
 */
export function shareFindings({ agents }: Economy): readonly Finding[] {
  const shares = agents.flatMap(({ consumer }) => consumer?.owns ?? []);
  const outside = shares.flatMap(outsideFindings);
  if (0 < outside.length) return outside;
  return [...new Set(shares.map(({ firm }) => firm))].flatMap((firm) =>
    sumFindings(
      firm,
      shares.filter((share) => share.firm === firm),
    ),
  );
}

function outsideFindings({ firm, share, origin }: Share): readonly Finding[] {
  const value = shareOf(share);
  if (value !== null && 0 <= sign(value) && compare(value, ONE) <= 0) return [];
  const message = `A share of \`${firm}\` lies in 0..1: 0.5 is half of it.`;
  return [{ code: 'bad-shares', severity: 'error', message, origin }];
}

/** At the share with which they come to more than the whole. */
function sumFindings(firm: string, shares: readonly Share[]): readonly Finding[] {
  let sum = ZERO;
  for (const [index, { share, origin }] of shares.entries()) {
    sum = add(sum, shareOf(share) ?? ZERO);
    if (compare(sum, ONE) <= 0) continue;
    const related = shares
      .slice(0, index)
      .map((earlier) => ({ message: `Another share of \`${firm}\`.`, origin: earlier.origin }));
    const message = `With this the shares of \`${firm}\` come to more than 1. All of them together are at most the whole firm; what is left goes to consumers who name none.`;
    return [{ code: 'bad-shares', severity: 'error', message, origin, related }];
  }
  return [];
}

/** Exact where it can be; else the lower end of an enclosure, so that no rounding makes the whole more than 1. */
function shareOf(share: Expression): Rational | null {
  const exact = exactValue(share);
  if (exact !== null) return exact;
  const { value, defined } = enclose(share, new Map());
  return defined && Number.isFinite(value.lo) ? fromDouble(value.lo) : null;
}
