import type { Agent } from '../../economy/economy.ts';
import type { Certificate, ProvenVerdict, RangeProof, Values } from '../certificate.ts';
import { checkCertificate } from '../check-certificate.ts';
import { textOf } from '../encoded-expression.ts';
import { openFrontier } from './open-frontier.ts';
import type { ParamBox } from './param-box.ts';

export type ValuesOf = Readonly<Record<string, Values>>;

/** The certificate of what is proven for all these values; null where the independent checker does not accept it. */
export function certified(
  { frontier }: Agent,
  verdict: ProvenVerdict,
  over: ValuesOf,
  proof: RangeProof,
): Certificate | null {
  if (!frontier) return null;
  const certificate: Certificate = { kind: 'range', of: openFrontier(frontier), verdict, over, proof };
  return checkCertificate(certificate).valid ? certificate : null;
}

/** Any value strictly inside each range. */
export function betweenEnds(box: ParamBox): ValuesOf {
  return Object.fromEntries(box.map(({ name, from, to }) => [name, { between: [textOf(from), textOf(to)] }]));
}
