/** A number for a sentence: six digits at most, thousands set apart. */
export const short = (value: number): string => {
  const [whole = '', ...rest] = String(Number(value.toPrecision(6))).split(/(?=[.e])/);
  return [whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole, ...rest].join('');
};

/** "1 wood, 1 leaves and 1 bark". */
export const inWords = (some: readonly string[]): string =>
  some.length < 2 ? some.join() : `${some.slice(0, -1).join(', ')} and ${some[some.length - 1]}`;

/** "0.5 to 2 apples", "2 apples or more", "2 apples or less". */
export const between = (lo: number, hi: number, good: string): string => {
  if (hi === Number.POSITIVE_INFINITY) return `${short(lo)} ${good} or more`;
  return lo === 0 ? `${short(hi)} ${good} or less` : `${short(lo)} to ${short(hi)} ${good}`;
};
