import type { Finding } from '../../economy/finding.ts';
import type { Origin } from '../../math/expression/expression.ts';
import type { PlacedFinding, TextRange } from './solve-job.ts';

export type RangeOf = (origin: Origin) => TextRange;

/** A finding with its places as lines and characters. */
export function placeFinding(finding: Finding, rangeOf: RangeOf): PlacedFinding {
  const { code, severity, message, origin, related = [], data } = finding;
  return {
    code,
    severity,
    message,
    range: rangeOf(origin),
    related: related.map((place) => ({ message: place.message, range: rangeOf(place.origin) })),
    ...(data === undefined ? {} : { data }),
  };
}
