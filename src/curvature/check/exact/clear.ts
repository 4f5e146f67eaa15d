import * as exact from '../../../math/rational/rational.ts';
import {
  commonPowers,
  constant,
  floor,
  minus,
  type Power,
  plus,
  powerOf,
  type Signomial,
  type Term,
  term,
  times,
} from './signomial.ts';

/** s = (product of `content`) · rest, where no power in the rest is below 0 and its sums are multiplied out. */
export interface Cleared {
  readonly content: readonly Power[];
  readonly rest: Signomial;
}

const MOST_ROUNDS = 8;

export function cleared(s: Signomial): Cleared {
  let content: Signomial = constant(exact.ONE);
  let rest = s;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const common = commonPowers(rest);
    const inverse = term(
      exact.ONE,
      common.map((p) => ({ ...p, exponent: exact.negate(p.exponent) })),
    );
    content = times(content, [term(exact.ONE, common)]);
    const bare = times(rest, [inverse]);
    if (!bare.some(hasSum)) return { content: (content[0] as Term).powers, rest: bare };
    rest = bare.map(expanded).reduce(plus, []);
  }
  return { content: (content[0] as Term).powers, rest };
}

function hasSum(t: Term): boolean {
  return t.powers.some(isSum);
}

function isSum({ atom, exponent }: Power): boolean {
  return atom.kind === 'sum' && exponent.denominator === 1n && exponent.numerator > 0n && exponent.numerator <= 12n;
}

function expanded(t: Term): Signomial {
  if (!hasSum(t)) return [t];
  const kept = t.powers.filter((p) => !isSum(p));
  return t.powers
    .filter(isSum)
    .reduce<Signomial>(
      (product, { atom, exponent }) => times(product, powerOf('of' in atom ? atom.of : [], Number(exponent.numerator))),
      [term(t.coefficient, kept)],
    );
}

/** Beyond this exponent a wave stays as it is. */
const HIGHEST_WAVE = exact.rational(24n);

/** With sin² written as 1 − cos²: then what is 0 by Pythagoras has no terms left. Or cos² by sin². */
export function withoutSquared(kind: 'sin' | 'cos', s: Signomial): Signomial {
  let result: Signomial = [];
  for (const t of s) {
    const wave = t.powers.find((p) => isSquared(p, kind));
    result = plus(result, wave ? withoutSquared(kind, rewritten(t, wave)) : [t]);
  }
  return result;
}

function isSquared({ atom, exponent }: Power, kind: 'sin' | 'cos'): boolean {
  return (
    atom.kind === kind && exact.compare(exponent, exact.rational(2n)) >= 0 && exact.compare(exponent, HIGHEST_WAVE) <= 0
  );
}

/** sin^k = sin^(k − 2m) (1 − cos²)^m with the largest m. */
function rewritten(t: Term, { atom, exponent }: Power): Signomial {
  if (atom.kind !== 'sin' && atom.kind !== 'cos') return [t];
  const other = atom.kind === 'sin' ? 'cos' : 'sin';
  const partner = { ...atom, kind: other, key: atom.key.replace(/^(sin|cos)/, other) } as const;
  const pairs = floor(exact.multiply(exponent, exact.rational(1n, 2n)));
  const rest = times([t], [term(exact.ONE, [{ atom, exponent: exact.rational(-2n * pairs) }])]);
  const square = minus(constant(exact.ONE), [term(exact.ONE, [{ atom: partner, exponent: exact.rational(2n) }])]);
  return times(rest, powerOf(square, Number(pairs)));
}
