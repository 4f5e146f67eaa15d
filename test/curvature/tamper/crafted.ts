import type {
  Bend,
  BoxCertificate,
  Bracket,
  LineCertificate,
  ProvenVerdict,
} from '../../../src/curvature/certificate.ts';
import { encode, textOf } from '../../../src/curvature/encoded-expression.ts';
import type { Witness } from '../../../src/curvature/verdict.ts';
import { print } from '../../../src/math/expression/print.ts';
import { exact, formula } from '../reading.ts';

/** "x 0 1; y 0 1". */
export function domainOf(over: string): Readonly<Record<string, readonly [string, string]>> {
  const parts = over.split(';').map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(
    parts.map(([name = '', lo = '', hi = '']) => [name, [rational(lo), rational(hi)] as const]),
  );
}

function rational(text: string): string {
  return textOf(exact(text));
}

export interface Claimed {
  readonly cuts?: readonly (readonly [string, string])[];
  readonly kinks?: LineCertificate['kinks'];
  readonly ends?: readonly [Bend, Bend];
}

/** A certificate of one variable that says so of its stretches, between the ends and the cuts. */
export function lineSaying(
  text: string,
  over: string,
  verdict: ProvenVerdict,
  bends: readonly Bend[],
  { cuts = [], kinks = [], ends }: Claimed = {},
): LineCertificate {
  const [variable, [from, to]] = Object.entries(domainOf(over))[0] as [string, readonly [string, string]];
  const points: readonly Bracket[] = [
    [from, from],
    ...cuts.map(([lo, hi]): Bracket => [rational(lo), rational(hi)]),
    [to, to],
  ];
  return {
    kind: 'line',
    expression: encode(formula(text)),
    variable,
    from,
    to,
    verdict,
    stretches: bends.map((bend, i) => ({ from: points[i] as Bracket, to: points[i + 1] as Bracket, bend })),
    kinks: kinks.map((k) => ({ ...k, at: [rational(k.at[0]), rational(k.at[1])] })),
    ...(ends && { ends }),
    witnesses: [],
  };
}

export function boxSaying(
  text: string,
  over: string,
  verdict: ProvenVerdict,
  proof: BoxCertificate['proof'],
  witnesses: readonly Witness[] = [],
): BoxCertificate {
  return { kind: 'box', expression: encode(formula(text)), domain: domainOf(over), verdict, proof, witnesses };
}

/** One rule for the whole formula. */
export function byRule(text: string, over: string, verdict: ProvenVerdict, rule: string): BoxCertificate {
  const curvature = verdict === 'linear' ? 'affine' : verdict;
  return boxSaying(text, over, verdict, {
    method: 'rules',
    tree: { rule, text: print(formula(text)), curvature, parts: [] },
  });
}
