import type { Certificate } from './certificate.ts';
import { checkBox } from './check/check-box.ts';
import { checkLevel } from './check/check-level.ts';
import { checkLine } from './check/check-line.ts';
import { checkPoints } from './check/check-points.ts';
import { checkRange } from './check/check-range.ts';
import { checkSeparable } from './check/check-separable.ts';
import { checkCapacity } from './check/curve/check-capacity.ts';
import { checkCurve } from './check/curve/check-curve.ts';
import { withinWork } from './check/work.ts';

export type Checked = { readonly valid: true } | { readonly valid: false; readonly why: string };

/**
 * Re-verifies a certificate without the prover: by the checker's own exact arithmetic (`check/exact/`), its own proofs of
 * signs (`check/sign/`: Bernstein coefficients, sums of squares, enclosures, Taylor's theorem beside zeros), and its own
 * rules (`check/box/`). It shares with the prover the math floor and the shape of certificates, and it knows no tolerance.
 * It neither throws nor hangs: its work is counted and has a limit.
 */
export function checkCertificate(certificate: Certificate): Checked {
  try {
    const why = withinWork(() => problemOf(certificate));
    return why === null ? { valid: true } : { valid: false, why };
  } catch (error) {
    return { valid: false, why: error instanceof Error ? error.message : 'not a certificate' };
  }
}

const VERDICTS: readonly string[] = ['concave', 'convex', 'linear', 'mixed'];

/** What is wrong with a certificate, or null. */
export function problemOf(certificate: Certificate): string | null {
  if (certificate.kind !== 'capacity' && !VERDICTS.includes(certificate.verdict)) return 'no verdict';
  switch (certificate.kind) {
    case 'line':
      return checkLine(certificate);
    case 'box':
      return checkBox(certificate);
    case 'curve':
      return checkCurve(certificate);
    case 'points':
      return checkPoints(certificate);
    case 'capacity':
      return checkCapacity(certificate);
    case 'separable':
      return checkSeparable(certificate);
    case 'level':
      return checkLevel(certificate);
    case 'range':
      return checkRange(certificate, problemOf);
    default:
      return 'an unknown kind of certificate';
  }
}
