/**
 * A certificate says everything that is needed to check a verdict again without the prover: it is plain data (JSON), and
 * `check-certificate.ts` re-verifies it. Refined by the curvature floor.
 */
export type Certificate = { readonly kind: string; readonly [field: string]: unknown };
