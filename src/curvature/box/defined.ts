import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Interval } from '../../math/interval/interval.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { halves } from './definite.ts';

const MOST = 128;

/** Whether a function is proven to be defined all over the box, which is halved where an if chooses what is not defined elsewhere. */
export function isDefinedOn(e: Expression, algebra: Algebra): boolean {
  const names = [...algebra.box.keys()];
  const stack: ReadonlyMap<string, Interval>[] = [algebra.box];
  for (let count = 0; stack.length > 0; count++) {
    const box = stack.pop() as ReadonlyMap<string, Interval>;
    if (enclose(e, box).defined) continue;
    const parts = count < MOST ? halves(box, algebra.box, names) : null;
    if (!parts) return false;
    algebra.work.boxes++;
    stack.push(...parts);
  }
  return true;
}
