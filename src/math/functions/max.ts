import { max } from '../interval/arithmetic.ts';
import { compare } from '../rational/rational.ts';
import type { SelectionFact } from './fact.ts';

export const maxFact: SelectionFact = {
  arguments: 'many',
  bend: 'convex',
  value: Math.max,
  enclose: max,
  exact: (a, b) => (compare(a, b) >= 0 ? a : b),
  winner: (a, b) => (b.hi < a.lo ? 'first' : a.hi < b.lo ? 'second' : null),
};
