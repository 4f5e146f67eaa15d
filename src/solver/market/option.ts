/** One best thing to do, or one that is best in its neighbourhood, and by what name it is found again at other prices. */
export interface Option {
  readonly key: string;
  /** What a consumer gets, or what a producer makes less what it uses up: one amount a good of the economy. */
  readonly amounts: Float64Array;
  /** The level of a consumer's utility; the profit of a producer. */
  readonly value: number;
  /** Multipliers of a consumer's selections, where the proof of its choice needs them. */
  readonly weights?: readonly number[];
  /** The straight stretch of a frontier whose end this is: all between two ends of one can be done too. */
  readonly line?: string;
}

/** Whoever chooses at prices: the best choice, and the same sort of choice at other prices (null: none there). */
export interface Chooser {
  readonly best: (prices: Float64Array, income: number) => Option;
  readonly at: (prices: Float64Array, income: number, key: string) => Option | null;
  /** Every sort of choice that may be best, where there are few; null: `best` is the only one known. */
  readonly all: ((prices: Float64Array, income: number) => readonly Option[]) | null;
}

export const worthOf = (prices: ArrayLike<number>, amounts: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < prices.length; j++) {
    const price = prices[j] ?? 0;
    if (price !== 0) sum += price * (amounts[j] ?? 0);
  }
  return sum;
};

/** Whose best choice is always one and the same formula. */
export function single(choose: (prices: Float64Array, income: number) => Option): Chooser {
  return { best: choose, at: choose, all: null };
}

/** Who has a few things to choose from, each the same sort of thing at all prices. */
export function several(options: (prices: Float64Array, income: number) => readonly Option[]): Chooser {
  return {
    best(prices, income) {
      const all = options(prices, income);
      return all.reduce((best, option) => (option.value > best.value ? option : best));
    },
    at: (prices, income, key) => options(prices, income).find((option) => option.key === key) ?? null,
    all: options,
  };
}
