import { namesIn } from '../math/expression/build.ts';
import type { Expression } from '../math/expression/expression.ts';
import { print } from '../math/expression/print.ts';
import { compare, type Rational, toDouble } from '../math/rational/rational.ts';
import type { Domain, Range } from './algebra/algebra.ts';
import { lineAlgebra } from './algebra/chart.ts';
import type { Root } from './algebra/polynomial.ts';
import type { Work } from './algebra/work.ts';
import type { BoxJudgement } from './box/box-judgement.ts';
import { byRules } from './box/by-rules.ts';
import { judgeBox } from './box/judge-box.ts';
import { summary } from './box/on-line.ts';
import { factsFor } from './box/rule-facts.ts';
import type { LineCertificate } from './certificate.ts';
import { encode, textOf } from './encoded-expression.ts';
import { curvatureOf } from './frontier/boundary.ts';
import { definedPart } from './line/defined-part.ts';
import { judgeLine, type LineJudgement } from './line/judge-line.ts';
import { valueAt } from './line/own-values.ts';
import { exactly, middleOf } from './line/pieces.ts';
import type { FunctionJudgement, Inflection, Segment } from './verdict.ts';
import { boxCertificate } from './write-certificate.ts';

export interface FunctionOptions {
  /** The most units of work, one about as dear as a box of branch and bound; the same on every machine. */
  readonly boxes?: number;
}

const MOST_WORK = 2000;

/**
 * Judges a function of the domain's variables over a closed box: concave, convex, linear, mixed (with a chord each way), or
 * unknown with the reason. Never throws for what is written; variables without a range make it unknown.
 */
export function judgeFunction(e: Expression, domain: Domain, options: FunctionOptions = {}): FunctionJudgement {
  try {
    return judged(e, domain, options);
  } catch (error) {
    // Numbers and texts beyond what can be held at all, and calls nested too deeply.
    if (error instanceof RangeError) return unknown(`The formula grows too large to be judged (${error.message}).`);
    throw error;
  }
}

function judged(e: Expression, domain: Domain, options: FunctionOptions): FunctionJudgement {
  const free = [...namesIn(e)].filter((n) => !domain.has(n));
  if (free.length > 0) return unknown(`${free.join(', ')} has no range.`);
  for (const [name, { lo, hi }] of domain)
    if (compare(lo, hi) > 0) return unknown(`The range of ${name} does not run upward.`);
  const open = new Map([...domain].filter(([name]) => namesIn(e).has(name)));
  const work: Work = { boxes: 0, limit: options.boxes ?? MOST_WORK, depth: 0 };
  const [only] = [...open.keys()];
  if (only === undefined) {
    const found = withCertificate(e, domain, judgeBox(e, domain, work));
    const [first] = domain.keys();
    return first !== undefined && domain.size === 1 && found.verdict !== 'unknown'
      ? wholly(first, domain, found)
      : found;
  }
  if (open.size > 1) return withCertificate(e, open, withEffort(completed(judgeBox(e, open, work), domain), work));
  const written = open.get(only) as Range;
  if (compare(written.lo, written.hi) === 0) return atPoint(e, only, written, work);
  const { lo, hi } = definedPart(e, only, written, work);
  const line = judgeLine(e, only, exactly(lo), exactly(hi), work);
  if (line.failure?.why === 'too-large') {
    const found = judgeBox(e, open, work);
    if (found.verdict !== 'unknown') return wholly(only, domain, withCertificate(e, open, completed(found, domain)));
  }
  const found = withEffort(completed(summary(e, only, lo, hi, line), domain), work);
  const part = new Map([[only, { lo, hi }]]);
  const algebra = lineAlgebra(only, lo, hi, work);
  // Signs too small for a sum of rounded terms may be clear to the rules.
  const ruled =
    found.verdict === 'unknown' && !line.failure ? byRules(e, null, algebra, factsFor(algebra, new Map(), null)) : null;
  if (ruled) return wholly(only, part, withCertificate(e, part, completed(ruled, domain)));
  return {
    ...withCertificate(e, part, found),
    segments: segmentsOfLine(line),
    inflections: inflectionsOfLine(line),
  };
}

/** On a range of one point every function is linear; null where it is not defined there. */
function atPoint(e: Expression, name: string, { lo, hi }: Range, work: Work): FunctionJudgement {
  if (!valueAt(e, name, lo, lineAlgebra(name, lo, hi, work)))
    return unknown(`${print(e)} is not defined at the point.`);
  const certificate: LineCertificate = {
    kind: 'line',
    expression: encode(e),
    variable: name,
    from: textOf(lo),
    to: textOf(hi),
    verdict: 'linear',
    stretches: [],
    kinks: [],
    witnesses: [],
  };
  return wholly(name, new Map([[name, { lo, hi }]]), {
    ...unknown(''),
    verdict: 'linear',
    strict: false,
    certificate,
    reason: null,
  });
}

/** Where only composition rules tell: one segment, of what is not mixed. */
function wholly(name: string, domain: Domain, found: FunctionJudgement): FunctionJudgement {
  if (found.verdict === 'mixed') return found;
  const { lo, hi } = domain.get(name) as { lo: Rational; hi: Rational };
  return { ...found, segments: [{ variable: name, from: toDouble(lo), to: toDouble(hi), verdict: found.verdict }] };
}

/** An unknown verdict says where the work limit was what stopped it. */
function withEffort(found: BoxJudgement, work: Work): BoxJudgement {
  if (found.verdict !== 'unknown' || work.boxes <= work.limit) return found;
  return { ...found, reason: `${found.reason ?? ''} The limit of ${work.limit} units of work was reached.`.trim() };
}

function unknown(reason: string): FunctionJudgement {
  return {
    verdict: 'unknown',
    strict: null,
    segments: [],
    inflections: [],
    certificate: null,
    witnesses: [],
    reason,
    blame: null,
  };
}

function withCertificate(e: Expression, domain: Domain, found: BoxJudgement): FunctionJudgement {
  const { verdict, strict, witnesses, reason } = found;
  const certificate = boxCertificate(e, domain, found);
  return { verdict, strict, segments: [], inflections: [], certificate, witnesses, reason, blame: null };
}

/** Variables that the function does not depend on: chords hold them still, and it is not strictly curved. */
function completed(found: BoxJudgement, domain: Domain): BoxJudgement {
  const [first] = found.witnesses;
  const missing = [...domain].filter(([name]) => first !== undefined && !(name in first.p));
  if (missing.length === 0) return found;
  const rest = Object.fromEntries(missing.map(([name, r]) => [name, (toDouble(r.lo) + toDouble(r.hi)) / 2]));
  const witnesses = found.witnesses.map((w) => ({
    ...w,
    p: { ...rest, ...w.p },
    q: { ...rest, ...w.q },
    mid: { ...rest, ...w.mid },
  }));
  return { ...found, strict: found.strict === true ? false : found.strict, witnesses };
}

function segmentsOfLine(line: LineJudgement): readonly Segment[] {
  const segments: (Segment & { readonly piece: number; readonly sign: number | null })[] = [];
  for (const s of line.stretches) {
    const last = segments[segments.length - 1];
    const kink = last && last.piece !== s.piece ? line.kinks[last.piece] : null;
    const joins =
      last &&
      last.sign === s.sign &&
      (!kink || (kink.value === 0 && (kink.slope === 0 || (kink.slope === s.sign && s.sign !== null))));
    const to = middleOf(s.hi);
    if (last && joins) segments[segments.length - 1] = { ...last, to, piece: s.piece };
    else
      segments.push({
        variable: line.name,
        from: middleOf(s.lo),
        to,
        verdict: curvatureOf(s.sign),
        piece: s.piece,
        sign: s.sign,
      });
  }
  return segments.map(({ variable, from, to, verdict }) => ({ variable, from, to, verdict }));
}

/** Where the sign changes, and kinks and values of the very ends against the curvature beside them. */
function inflectionsOfLine(line: LineJudgement): readonly Inflection[] {
  const found: Inflection[] = [];
  const [first, last] = [line.stretches[0], line.stretches[line.stretches.length - 1]];
  const inflectionAt = (at: Root): Inflection => ({
    variable: line.name,
    at: middleOf(at),
    interval: [toDouble(at.lo), toDouble(at.hi)],
  });
  if (first && line.ends[0] * (first.sign ?? 0) < 0) found.push(inflectionAt(first.lo));
  line.stretches.forEach((s, i) => {
    const next = line.stretches[i + 1];
    if (!next) return;
    const kink = next.piece !== s.piece ? line.kinks[s.piece] : null;
    const signs = new Set([s.sign, next.sign, kink?.slope ?? 0].filter((x) => x !== 0 && x !== null));
    if (signs.size < 2 && (kink?.value ?? 0) === 0) return;
    found.push(inflectionAt(s.hi));
  });
  if (last && line.ends[1] * (last.sign ?? 0) < 0) found.push(inflectionAt(last.hi));
  return found;
}
