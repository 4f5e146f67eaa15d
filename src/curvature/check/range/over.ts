import { namesIn } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import type { Interval } from '../../../math/interval/interval.ts';
import type { Box, Range, Sign } from '../exact/box.ts';
import { formOf } from '../exact/form-of.ts';
import { boxOf, signInside } from '../sign/sign.ts';

export type Ranges = ReadonlyMap<string, Range>;

/** The open box of the values that names may have, and the signs that expressions of them have inside. */
export class Over {
  readonly ranges: Ranges;
  readonly enclosures: ReadonlyMap<string, Interval>;
  readonly #box: Box;

  constructor(ranges: Ranges) {
    this.ranges = ranges;
    this.#box = boxOf(ranges);
    this.enclosures = this.#box.enclosures;
  }

  /** Null where it is not seen; of what names anything else too. */
  sign(e: Expression): Sign | null {
    if ([...namesIn(e)].some((n) => !this.ranges.has(n))) return null;
    const { value, defined } = enclose(e, this.enclosures);
    if (defined && value.lo > 0) return { sign: 1, strict: true };
    if (defined && value.hi < 0) return { sign: -1, strict: true };
    if (defined && value.lo === 0 && value.hi === 0) return { sign: 0, strict: true };
    const form = formOf(e, this.#box);
    return form && signInside(form, this.#box);
  }

  isPositive(e: Expression): boolean {
    const found = this.sign(e);
    return found?.sign === 1 && found.strict;
  }

  isNegative(e: Expression): boolean {
    const found = this.sign(e);
    return found?.sign === -1 && found.strict;
  }
}
