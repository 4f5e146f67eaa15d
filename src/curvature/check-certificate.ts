import type { Certificate } from './certificate.ts';
import { checkBox } from './check/check-box.ts';
import { checkCurve, checkLine } from './check/check-line.ts';
import { checkPoints } from './check/check-points.ts';

export type Checked = { readonly valid: true } | { readonly valid: false; readonly why: string };

/**
 * Re-verifies a certificate without the prover. Each claim is checked twice, by means that share no code with each other:
 * enclosures of derivatives by interval Taylor jets of the expression as written, box by box, and the exact sign of
 * canonical forms, which also settles what lies next to zeros and singular ends, where enclosures cannot tell.
 */
export function checkCertificate(certificate: Certificate): Checked {
  try {
    const why = problemOf(certificate);
    return why === null ? { valid: true } : { valid: false, why };
  } catch (error) {
    return { valid: false, why: error instanceof Error ? error.message : 'not a certificate' };
  }
}

/** What is wrong with a certificate, or null. */
export function problemOf(certificate: Certificate): string | null {
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
      return Number.isFinite(certificate.most) && certificate.most > 0 ? null : 'a capacity is a number above 0';
    case 'separable':
      return checkSeparable(certificate);
    default:
      return 'an unknown kind of certificate';
  }
}

function checkSeparable(certificate: Extract<Certificate, { readonly kind: 'separable' }>): string | null {
  const all = [...certificate.parts, ...certificate.sections];
  for (const part of all) {
    const why = problemOf(part);
    if (why) return why;
  }
  const verdicts = certificate.parts.map(verdictIn);
  const sections = certificate.sections.map(verdictIn);
  const { verdict } = certificate;
  if (certificate.parts.length === 0) return 'no parts';
  if (verdict === 'mixed') {
    const refuted = sections.includes('mixed') || (sections.includes('concave') && sections.includes('convex'));
    return refuted ? null : 'the sections do not refute both curvatures';
  }
  const fits =
    verdicts.every((v) => v === verdict || v === 'linear') && (verdict === 'linear' || verdicts.includes(verdict));
  return fits ? null : `the parts are not all ${verdict}`;
}

function verdictIn(certificate: Certificate): string {
  return certificate.kind === 'capacity' ? 'linear' : certificate.verdict;
}
