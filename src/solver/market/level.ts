import { differentiate } from '../../curvature/frontier/differentiate.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Expression } from '../../math/expression/expression.ts';

type Amounts = ArrayLike<number>;

/** A smooth formula of all goods with its first and second partial derivatives, in doubles and as formulas. */
export interface Smooth {
  readonly formula: Expression;
  readonly partials: readonly Expression[];
  readonly value: (x: Amounts) => number;
  readonly slopes: readonly ((x: Amounts) => number)[];
  /** By rows, of the lower triangle; null where a second derivative is 0 everywhere. */
  readonly bends: readonly (((x: Amounts) => number) | null)[];
}

/** The least of some smooth formulas. */
export interface Level {
  readonly selections: readonly Smooth[];
  readonly value: (x: Amounts) => number;
}

export function levelOf(formulas: readonly Expression[], goods: readonly string[]): Level {
  const selections = formulas.map((formula) => smoothOf(formula, goods));
  return {
    selections,
    value(x) {
      let least = Number.POSITIVE_INFINITY;
      for (const selection of selections) {
        const value = selection.value(x);
        if (!(value >= least)) least = value;
      }
      return least;
    },
  };
}

export function smoothOf(formula: Expression, goods: readonly string[]): Smooth {
  const partials = goods.map((good) => differentiate(formula, good));
  const bends = partials.flatMap((partial, i) =>
    goods.slice(0, i + 1).map((good) => {
      const second = differentiate(partial, good);
      return second.kind === 'number' && second.value.numerator === 0n ? null : compile(second, goods);
    }),
  );
  return {
    formula,
    partials,
    value: compile(formula, goods),
    slopes: partials.map((partial) => compile(partial, goods)),
    bends,
  };
}
