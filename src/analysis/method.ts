import type { BoxCertificate, Certificate } from '../curvature/certificate.ts';
import { amount } from './words.ts';

/** By what a verdict is proven, in a few words for a hover; null where a reason says it already. */
export function methodWords(certificate: Certificate | null): string | null {
  switch (certificate?.kind) {
    case 'line':
    case 'curve':
      return 'the sign of the second derivative, piece by piece';
    case 'box':
      return boxWords(certificate.proof);
    case 'points':
      return `${amount(certificate.points.length)} points compared exactly`;
    case 'separable':
      return 'how each task’s output bends in what it is given';
    case 'range':
      return 'a proof in which what varies is an interval';
    case 'level':
      return certificate.proofs.some((proof) => proof.method === 'bordered')
        ? 'the second derivatives along its edge'
        : 'how each side of it bends';
    default:
      return null;
  }
}

function boxWords(proof: BoxCertificate['proof']): string {
  switch (proof.method) {
    case 'identity':
      return 'second derivatives that are all 0';
    case 'witnesses':
      return 'a chord on each side';
    case 'rules':
      return `composition rules (${proof.tree.rule})`;
    case 'hessian':
      return 'the matrix of second derivatives';
    case 'affine-argument':
      return 'one affine combination of the variables';
    case 'sum':
      return 'its terms one by one';
    case 'equal':
      return boxWords(proof.proof);
  }
}
