import { checkCertificate } from '../../../src/curvature/check-certificate.ts';
import { judgeFunction } from '../../../src/curvature/judge-function.ts';
import type { FunctionJudgement } from '../../../src/curvature/verdict.ts';
import { exact } from '../reading.ts';
import { drawn } from './draw.ts';
import { type Drawn, refutation } from './refute.ts';

/** How many formulas the whole sweep has. */
export const SWEEP = 10_000;

/** What came of one formula; null where there is nothing to complain of. */
export interface Outcome {
  readonly drawn: Drawn;
  readonly verdict: FunctionJudgement['verdict'];
  readonly reason: string | null;
  /** What sampling in 60 digits says against the verdict. */
  readonly refuted: string | null;
  /** Why the checker does not accept the certificate of what is decided. */
  readonly rejected: string | null;
}

export function judged(index: number): Outcome {
  const it = drawn(index);
  const domain = new Map([...it.ranges].map(([n, [lo, hi]]) => [n, { lo: exact(lo), hi: exact(hi) }] as const));
  const found = judgeFunction(it.e, domain);
  const refuted = refutation(it, found);
  return { drawn: it, verdict: found.verdict, reason: found.reason, refuted, rejected: rejection(found) };
}

function rejection(found: FunctionJudgement): string | null {
  if (found.verdict === 'unknown') return null;
  if (!found.certificate) return 'no certificate';
  const checked = checkCertificate(found.certificate);
  return checked.valid ? null : checked.why;
}

/** A formula and its ranges, to be found in a failing test. */
export function told({ drawn: { text, ranges }, verdict }: Outcome): string {
  return `${verdict}: ${text} for ${[...ranges].map(([n, [lo, hi]]) => `${n} in ${lo}..${hi}`).join(', ')}`;
}
