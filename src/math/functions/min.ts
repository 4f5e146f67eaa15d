import { min } from '../interval/arithmetic.ts';
import { compare } from '../rational/rational.ts';
import type { SelectionFact } from './fact.ts';

export const minFact: SelectionFact = {
  arguments: 'many',
  bend: 'concave',
  value: Math.min,
  enclose: min,
  exact: (a, b) => (compare(a, b) <= 0 ? a : b),
  winner: (a, b) => (a.hi < b.lo ? 'first' : b.hi < a.lo ? 'second' : null),
};
