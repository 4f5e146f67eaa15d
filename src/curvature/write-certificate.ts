import type { Expression } from '../math/expression/expression.ts';
import type { Rational } from '../math/rational/rational.ts';
import type { Domain } from './algebra/algebra.ts';
import type { Root } from './algebra/polynomial.ts';
import type { BoxJudgement, BoxProof } from './box/box-judgement.ts';
import type {
  Bend,
  BoxCertificate,
  Bracket,
  CurveCertificate,
  LineCertificate,
  ProvenVerdict,
  RuleNode,
} from './certificate.ts';
import { encode, textOf } from './encoded-expression.ts';
import type { BoundaryPart } from './frontier/boundary.ts';
import type { ParametricCurve } from './frontier/cells.ts';
import type { LineJudgement } from './line/judge-line.ts';
import type { RuleTree } from './rules.ts';
import type { Verdict, Witness } from './verdict.ts';

export function lineCertificate(
  e: Expression,
  line: LineJudgement,
  verdict: Verdict,
  witnesses: readonly Witness[],
): LineCertificate | null {
  if (verdict === 'unknown' || line.failure) return null;
  if (line.stretches.some((s) => s.sign === null) || line.kinks.some((k) => k.value === null)) return null;
  const [first, last] = [line.stretches[0], line.stretches[line.stretches.length - 1]];
  if (!first || !last) return null;
  return {
    kind: 'line',
    expression: encode(e),
    variable: line.name,
    from: textOf(first.lo.hi),
    to: textOf(last.hi.lo),
    verdict,
    stretches: line.stretches.map((s) => ({ from: bracketOf(s.lo), to: bracketOf(s.hi), bend: s.sign as Bend })),
    kinks: line.kinks.map((k) => ({ at: bracketOf(k.at), slope: k.value === 0 ? k.slope : null, jump: k.value !== 0 })),
    witnesses,
  };
}

function bracketOf(r: Root): Bracket {
  return [textOf(r.lo), textOf(r.hi)];
}

export function boxCertificate(
  e: Expression,
  domain: Domain,
  judged: BoxJudgement,
): LineCertificate | BoxCertificate | null {
  const { verdict, proof, witnesses } = judged;
  if (verdict === 'unknown' || !proof) return null;
  if (proof.kind === 'line' && domain.size === 1 && domain.has(proof.line.name))
    return lineCertificate(proof.e, proof.line, verdict, witnesses);
  const written = writtenProof(domain, proof, verdict, judged);
  if (!written) return null;
  const ranges = Object.fromEntries(
    [...domain].map(([n, r]): [string, [string, string]] => [n, [textOf(r.lo), textOf(r.hi)]]),
  );
  return { kind: 'box', expression: encode(e), domain: ranges, verdict, proof: written, witnesses };
}

function writtenProof(
  domain: Domain,
  proof: BoxProof,
  verdict: ProvenVerdict,
  judged: BoxJudgement,
): BoxCertificate['proof'] | null {
  switch (proof.kind) {
    case 'linear':
      return { method: 'identity' };
    case 'witnesses':
      return { method: 'witnesses' };
    case 'rules':
      return { method: 'rules', tree: ruleNode(proof.tree) };
    case 'hessian':
      return { method: 'hessian', test: proof.method };
    case 'line': {
      const line = lineCertificate(proof.e, proof.line, verdict, domain.has(proof.line.name) ? judged.witnesses : []);
      if (!line) return null;
      return domain.has(proof.line.name)
        ? { method: 'sum', parts: [{ ...line, witnesses: [] }] }
        : { method: 'affine-argument', line };
    }
    case 'sum': {
      const parts = proof.parts.map((p) => boxCertificate(p.e, within(domain, p.names), p.judgement));
      return parts.every((p) => p !== null)
        ? { method: 'sum', parts: parts as (LineCertificate | BoxCertificate)[] }
        : null;
    }
  }
}

function within(domain: Domain, names: readonly string[]): Domain {
  return new Map(
    names.flatMap((n) => (domain.has(n) ? [[n, domain.get(n) as { lo: Rational; hi: Rational }] as const] : [])),
  );
}

function ruleNode(tree: RuleTree): RuleNode {
  return { rule: tree.rule, text: tree.text, curvature: tree.curvature, parts: tree.parts.map(ruleNode) };
}

export function curveCertificate(
  goods: readonly [string, string],
  curve: ParametricCurve,
  [from, to]: readonly [number, number],
  boundary: readonly BoundaryPart[],
  verdict: Verdict,
): CurveCertificate | null {
  if (verdict === 'unknown') return null;
  return {
    kind: 'curve',
    goods,
    parameter: curve.parameter,
    from,
    to,
    x: encode(curve.x),
    y: encode(curve.y),
    verdict,
    parts: boundary.map((p) =>
      p.kind === 'arc'
        ? { part: 'arc', from: p.arc.from, to: p.arc.to, bend: p.bend, kink: p.kink }
        : { part: p.kind, x: p.x, y: p.y },
    ),
  };
}
