import * as exact from '../../../math/rational/rational.ts';
import { type Atom, keyOf, ofAtom, type Signomial, sumAtom, term, times } from './signomial.ts';

/** The least q such that all powers of variables are whole powers of their q-th roots. */
export function commonRoot(s: Signomial): bigint {
  let q = 1n;
  for (const t of s)
    for (const { atom, exponent } of t.powers) {
      if (atom.kind === 'variable') q = leastCommon(q, exponent.denominator);
      else if ('of' in atom) q = leastCommon(q, commonRoot(atom.of));
    }
  return q;
}

function leastCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** The same with every variable standing for its q-th root. */
export function inRoots(s: Signomial, q: bigint): Signomial {
  return s.flatMap((t) => {
    const powers = t.powers.map(({ atom, exponent }) =>
      atom.kind === 'variable'
        ? ofAtom(atom, exact.multiply(exponent, exact.rational(q)))
        : ofAtom(atomInRoots(atom, q), exponent),
    );
    return powers.reduce(times, [term(t.coefficient, [])]);
  });
}

function atomInRoots(atom: Atom, q: bigint): Atom {
  if (!('of' in atom)) return atom;
  const of = inRoots(atom.of, q).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  switch (atom.kind) {
    case 'sum':
      return sumAtom(of);
    case 'exp':
      return { ...atom, of, key: `e(${of[0]?.key ?? ''})` };
    default:
      return { ...atom, of, key: `${atom.kind}(${keyOf(of)})` };
  }
}
