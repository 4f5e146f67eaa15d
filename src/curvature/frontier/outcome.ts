import type { Finding, FindingCode } from '../../economy/finding.ts';
import type { Origin } from '../../math/expression/expression.ts';
import type { FrontierJudgement } from '../verdict.ts';

export function failure(
  goods: readonly string[],
  code: FindingCode,
  message: string,
  origin: Origin,
  data?: Finding['data'],
): FrontierJudgement {
  const finding: Finding = { code, severity: 'error', message, origin, ...(data ? { data } : {}) };
  return { ...nothing(goods), reason: message, findings: [finding] };
}

/** A judgement without any content, to be filled. */
export function nothing(goods: readonly string[]): FrontierJudgement {
  return {
    goods,
    verdict: 'unknown',
    strict: null,
    segments: [],
    inflections: [],
    certificate: null,
    witnesses: [],
    reason: null,
    blame: null,
    domain: [],
    dominated: [],
    shape: null,
    findings: [],
  };
}

/** A number as a person reads it. */
export function shown(x: number): string {
  return String(Number(x.toPrecision(6)));
}
