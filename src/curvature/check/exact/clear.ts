import * as exact from '../../../math/rational/rational.ts';
import {
  commonPowers,
  constant,
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

/** With sin² written as 1 − cos²: then what is 0 by Pythagoras has no terms left. Or cos² by sin². */
export function withoutSquared(kind: 'sin' | 'cos', s: Signomial): Signomial {
  let result: Signomial = [];
  for (const t of s) {
    const wave = t.powers.find((p) => p.atom.kind === kind && exact.compare(p.exponent, exact.rational(2n)) >= 0);
    if (wave?.atom.kind !== 'sin' && wave?.atom.kind !== 'cos') {
      result = plus(result, [t]);
      continue;
    }
    const other = kind === 'sin' ? 'cos' : 'sin';
    const partner = { ...wave.atom, kind: other, key: wave.atom.key.replace(/^(sin|cos)/, other) } as const;
    const rest = times([t], [term(exact.ONE, [{ atom: wave.atom, exponent: exact.rational(-2n) }])]);
    const squared = times(rest, [term(exact.rational(-1n), [{ atom: partner, exponent: exact.rational(2n) }])]);
    result = plus(result, withoutSquared(kind, plus(rest, squared)));
  }
  return result;
}
