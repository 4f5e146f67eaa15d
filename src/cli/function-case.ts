import * as v from 'valibot';
import { nothing } from '../curvature/frontier/outcome.ts';
import { judgeFunction } from '../curvature/judge-function.ts';
import type { FunctionJudgement } from '../curvature/verdict.ts';
import { parseExpression } from '../language/parse.ts';
import { namesIn } from '../math/expression/build.ts';
import type { Expression } from '../math/expression/expression.ts';
import { compare, divide, fromDecimal, type Rational } from '../math/rational/rational.ts';
import { clock } from './model.ts';

/** A bare function of some variables over a box; the ends of ranges as decimals or fractions, which are taken exactly. */
export interface FunctionCase {
  readonly id: string | null;
  readonly expr: string;
  readonly domain: Readonly<Record<string, readonly [low: string, high: string]>>;
}

export interface JudgedCase {
  readonly id: string | null;
  readonly expr: string | null;
  readonly judgement: FunctionJudgement;
  /** What the proof took, without the reading. */
  readonly seconds: number;
  /** Why the case itself could not be read; null: it could. */
  readonly wrong: string | null;
}

export function judgeCase({ id, expr, domain }: FunctionCase): JudgedCase {
  const read = readCase(expr, domain);
  if (read.wrong !== null) return { ...notRead(id, read.wrong), expr };
  const start = clock();
  const judgement = judgeFunction(read.expression, read.box);
  return { id, expr, judgement, seconds: clock() - start, wrong: null };
}

/** One line of a batch: JSON whose numbers are read as the decimals they are written as. Never throws: the other lines count too. */
export function judgeLine(line: string): JudgedCase {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return notRead(null, 'the line is not JSON');
  }
  try {
    return judgeRaw(raw);
  } catch (error) {
    return notRead(idOf(raw), `it could not be judged (${error instanceof Error ? error.message : String(error)})`);
  }
}

function judgeRaw(raw: unknown): JudgedCase {
  const result = v.safeParse(CASE, raw);
  if (!result.success)
    return notRead(
      idOf(raw),
      `the line is not of the form {"id","expr","domain":{"x":[lo,hi]}}: ${result.issues[0].message}`,
    );
  const { id, expr, domain } = result.output;
  return judgeCase({ id: id === undefined ? null : String(id), expr, domain });
}

const END = v.pipe(
  v.union([v.pipe(v.number(), v.finite()), v.string()]),
  v.transform((end) => String(end)),
);
const CASE = v.object({
  id: v.optional(v.union([v.string(), v.number()])),
  expr: v.string(),
  domain: v.record(v.string(), v.tuple([END, END])),
});

function idOf(raw: unknown): string | null {
  const result = v.safeParse(v.object({ id: v.union([v.string(), v.number()]) }), raw);
  return result.success ? String(result.output.id) : null;
}

function notRead(id: string | null, wrong: string): JudgedCase {
  return { id, expr: null, judgement: { ...nothing([]), reason: wrong }, seconds: 0, wrong };
}

type Box = Map<string, { readonly lo: Rational; readonly hi: Rational }>;

type ReadCase =
  | { readonly wrong: string }
  | { readonly wrong: null; readonly expression: Expression; readonly box: Box };

function readCase(expr: string, domain: FunctionCase['domain']): ReadCase {
  const { expression, findings } = parseExpression(expr);
  const finding = findings.find(({ severity }) => severity === 'error');
  if (!expression || finding) return { wrong: `the formula cannot be read: ${finding?.message ?? expr}` };
  const box: Box = new Map();
  for (const [name, ends] of Object.entries(domain)) {
    const [lo, hi] = ends.map(endOf);
    if (!lo || !hi) return { wrong: `the range of ${name} needs two numbers, not ${ends.join(' and ')}` };
    const order = compare(lo, hi);
    // A single point is only looked at where there is no other variable.
    if (0 < order || (order === 0 && Object.keys(domain).length > 1))
      return { wrong: `the range of ${name} must run upward, not from ${ends.join(' to ')}` };
    box.set(name, { lo, hi });
  }
  const missing = [...namesIn(expression)].filter((name) => !box.has(name));
  if (0 < missing.length) return { wrong: `no range is given for ${missing.join(', ')}` };
  return { wrong: null, expression, box };
}

/** A decimal, or a fraction of two of them. */
function endOf(text: string): Rational | null {
  try {
    const [top, bottom, ...more] = text.split('/').map((part) => fromDecimal(part.trim()));
    if (!top || more.length > 0) return null;
    return bottom ? divide(top, bottom) : top;
  } catch {
    return null;
  }
}
