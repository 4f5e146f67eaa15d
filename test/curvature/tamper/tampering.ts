import type { BoxCertificate, Certificate, LineCertificate } from '../../../src/curvature/certificate.ts';
import type { Checked } from '../../../src/curvature/check-certificate.ts';
import { falsehoodIn } from './falsehood.ts';
import { type Json, mutationsOf } from './mutations.ts';

export interface Tampering {
  readonly tried: number;
  readonly refused: number;
  /** What was accepted although it says something false. */
  readonly slipped: readonly string[];
}

/**
 * Changes a certificate at every place and sees what a checker says. What it still accepts must be true: a proof that is
 * told otherwise may still be one, and a neighbouring function may bend as the first one does.
 */
export function tampered(certificate: LineCertificate | BoxCertificate, check: (c: Certificate) => Checked): Tampering {
  const slipped: string[] = [];
  let [tried, refused] = [0, 0];
  for (const { told, certificate: changed } of mutationsOf(certificate as unknown as Json)) {
    tried++;
    const other = changed as unknown as LineCertificate | BoxCertificate;
    if (!check(other).valid) {
      refused++;
      continue;
    }
    const falsehood = truthOf(other);
    if (falsehood !== null) slipped.push(`${told}: ${falsehood}`);
  }
  return { tried, refused, slipped };
}

function truthOf(c: LineCertificate | BoxCertificate): string | null {
  try {
    return falsehoodIn(c);
  } catch (error) {
    return `not to be read: ${String(error)}`;
  }
}
