import { namesIn } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Expression } from '../../math/expression/expression.ts';

const STEPS = 24;

/**
 * How the value bends along one variable from 0 to `most`, by second differences: 1 upward somewhere, -1 downward somewhere.
 * Only for naming what is to blame: the bend itself is proven elsewhere.
 */
export function bendsSeen(e: Expression, variable: string, most: number): ReadonlySet<1 | -1> {
  const seen = new Set<1 | -1>();
  const others = [...namesIn(e)].some((n) => n !== variable);
  if (others || !(0 < most) || !Number.isFinite(most)) return seen;
  const at = compile(e, [variable]);
  const values = Array.from({ length: STEPS + 1 }, (_, i) => at([(most * (i + 0.01)) / (STEPS + 0.02)]));
  const size = Math.max(...values.map(Math.abs).filter(Number.isFinite), 0);
  for (let i = 1; i < STEPS; i++) {
    const second = (values[i - 1] as number) - 2 * (values[i] as number) + (values[i + 1] as number);
    if (Math.abs(second) > 1e-11 * size) seen.add(second > 0 ? 1 : -1);
  }
  return seen;
}
