import type { Condition, Expression } from '../../../math/expression/expression.ts';
import { rebuild } from '../../../math/expression/order.ts';
import { print, printCondition } from '../../../math/expression/print.ts';
import type { Box, Sign } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { formOf } from '../exact/form-of.ts';
import { minus, type Signomial } from '../exact/signomial.ts';
import { checkSign } from '../sign/check-bend.ts';
import { signInside } from '../sign/sign.ts';
import { exactlyAt, type Value } from './values.ts';

/** What one min, max, abs or if of an expression comes to over a stretch, proven there. */
export interface Choice {
  /** The node as written: the same one has the same key on every stretch. */
  readonly node: string;
  /** Which part is taken. */
  readonly taken: number;
  /** An `if` may jump where it changes; the others are continuous. */
  readonly mayJump: boolean;
  /** 0 where the choice changes, above 0 where it is as here; null for a condition that is no single comparison. */
  readonly differences: readonly Expression[] | null;
}

export interface Resolved {
  readonly e: Expression;
  readonly choices: readonly Choice[];
}

/** The expression without min, max, abs and if, the same as written all over the inside of the box; null where that is not seen. */
export function resolved(e: Expression, box: Box): Resolved | null {
  const choices: Choice[] = [];
  const visit = (x: Expression): Expression => {
    if (x.kind === 'if') return ofCondition(x);
    const y = rebuild(x, visit);
    return y.kind === 'call' && BRANCHING.has(y.function) ? ofCall(y, print(x)) : y;
  };
  const ofCondition = (x: Expression & { readonly kind: 'if' }): Expression => {
    const holds = conditionInside(x.condition, box);
    if (holds === null) throw new Unsettled();
    choices.push({
      node: `if ${printCondition(x.condition)}`,
      taken: holds ? 0 : 1,
      mayJump: true,
      differences: differenceOf(x.condition, holds, box),
    });
    return visit(holds ? x.then : x.else);
  };
  const ofCall = (y: Expression & { readonly kind: 'call' }, node: string): Expression => {
    const parts = partsOf(y);
    const taken = winnerAmong(parts, y.function === 'min' ? -1 : 1, box);
    const winner = parts[taken] as Expression;
    const others = parts.filter((p, i) => i !== taken && print(p) !== print(winner));
    const differences = others.map(
      (x): Expression =>
        y.function === 'min'
          ? { kind: 'subtract', left: x, right: winner }
          : { kind: 'subtract', left: winner, right: x },
    );
    choices.push({ node, taken, mayJump: false, differences });
    return winner;
  };
  try {
    return { e: visit(e), choices };
  } catch (error) {
    if (error instanceof Unsettled) return null;
    throw error;
  }
}

class Unsettled extends Error {}

const EFFORT = 600;

const BRANCHING = new Set(['min', 'max', 'abs']);

function partsOf(e: Expression & { readonly kind: 'call' }): readonly Expression[] {
  const [first] = e.arguments as [Expression];
  return e.function === 'abs' ? [first, { kind: 'negate', operand: first }] : e.arguments;
}

/** The part that wins all over the inside of the box. */
function winnerAmong(parts: readonly Expression[], wanted: 1 | -1, box: Box): number {
  let winner = 0;
  parts.forEach((part, i) => {
    if (i === 0 || print(part) === print(parts[winner] as Expression)) return;
    const sign = signBetween(part, parts[winner] as Expression, box);
    if (sign === null) throw new Unsettled();
    if (sign === wanted) winner = i;
  });
  return winner;
}

function signBetween(a: Expression, b: Expression, box: Box): -1 | 0 | 1 | null {
  return signOfDifference(a, b, box)?.sign ?? null;
}

function signOfDifference(a: Expression, b: Expression, box: Box): Sign | null {
  const [fa, fb] = [formOf(a, box), formOf(b, box)];
  if (!fa || !fb) return null;
  const form = minus(fa, fb);
  const difference: Expression = { kind: 'subtract', left: a, right: b };
  return signInside(form, box, EFFORT) ?? signFromEnds(difference, form, box) ?? signBySeries(difference, box);
}

function signBySeries(e: Expression, box: Box): Sign | null {
  const [[name, range] = []] = box.ranges;
  if (name === undefined || range === undefined) return null;
  for (const sign of [1, -1] as const)
    if (checkSign(e, name, range.lo, range.hi, sign) === null) return { sign, strict: false };
  return null;
}

/** What is strictly monotone, and 0 or of the wanted sign at the end that counts, keeps that sign inside. */
function signFromEnds(e: Expression, form: Signomial, box: Box): Sign | null {
  const [[name, range] = []] = box.ranges;
  if (name === undefined || range === undefined) return null;
  const slope = signInside(derivativeOf(form, name), box, EFFORT);
  if (!slope?.strict || slope.sign === 0) return null;
  const [low, high] = slope.sign === 1 ? [range.lo, range.hi] : [range.hi, range.lo];
  const [least, most] = [exactlyAt(e, name, low), exactlyAt(e, name, high)];
  const isZero = (v: Value | null): boolean => v?.exact?.length === 0;
  if (least && (isZero(least) || least.range.lo >= 0)) return { sign: 1, strict: true };
  return most && (isZero(most) || most.range.hi <= 0) ? { sign: -1, strict: true } : null;
}

/** Whether a condition holds all over the inside of the box, or nowhere. */
function conditionInside(c: Condition, box: Box): boolean | null {
  switch (c.kind) {
    case 'compare': {
      const found = signOfDifference(c.left, c.right, box);
      if (!found?.strict) return null;
      return {
        '<': found.sign < 0,
        '<=': found.sign <= 0,
        '>': found.sign > 0,
        '>=': found.sign >= 0,
        '==': found.sign === 0,
      }[c.operator];
    }
    case 'and':
    case 'or': {
      const [a, b] = [conditionInside(c.left, box), conditionInside(c.right, box)];
      const decisive = c.kind === 'or';
      if (a === decisive || b === decisive) return decisive;
      return a === null || b === null ? null : !decisive;
    }
    case 'not': {
      const a = conditionInside(c.operand, box);
      return a === null ? null : !a;
    }
    case 'in':
      return conditionInside(
        {
          kind: 'and',
          left: { kind: 'compare', operator: '>=', left: c.operand, right: c.from },
          right: { kind: 'compare', operator: '<=', left: c.operand, right: c.to },
        },
        box,
      );
    case 'near':
      return null;
  }
}

function differenceOf(c: Condition, holds: boolean, box: Box): readonly Expression[] | null {
  if (c.kind !== 'compare' || (c.operator === '==' && holds)) return null;
  const rises =
    c.operator === '=='
      ? signOfDifference(c.left, c.right, box)?.sign === 1
      : (c.operator === '>' || c.operator === '>=') === holds;
  const [more, less] = rises ? [c.left, c.right] : [c.right, c.left];
  return [{ kind: 'subtract', left: more, right: less }];
}
