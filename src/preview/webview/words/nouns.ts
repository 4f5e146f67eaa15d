import { amount } from './format.ts';

/** A good as the page names it: "apples", or "kg of wood" where it is measured. */
export interface Noun {
  readonly name: string;
  readonly unit: string | null;
}

/** "1 apple", "2.5 bananas", "1 kg of wood": an amount of a good as a person says it. */
export function quantity(x: number, good: Noun): string {
  return `${amount(x)} ${x === 1 ? one(good) : many(good)}`;
}

/** What stands after a number other than 1. */
export function many(good: Noun): string {
  return good.unit === null ? good.name : `${good.unit} of ${good.name}`;
}

/** What stands after 1. */
export function one(good: Noun): string {
  return good.unit === null ? singular(good.name) : many(good);
}

/** "5 cells"-like: the agent's name stands as it is, with its count where there are several. */
export function members(name: string, count: number): string {
  return count === 1 ? name : `${amount(count)} × ${name}`;
}

/** "a, b and c". */
export function list(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['leaves', 'leaf'],
  ['loaves', 'loaf'],
  ['knives', 'knife'],
  ['calves', 'calf'],
  ['wolves', 'wolf'],
  ['series', 'series'],
  ['species', 'species'],
  ['cookies', 'cookie'],
  ['pies', 'pie'],
  ['ties', 'tie'],
  ['movies', 'movie'],
  ['shoes', 'shoe'],
  ['mice', 'mouse'],
  ['geese', 'goose'],
  ['teeth', 'tooth'],
  ['lens', 'lens'],
]);

/** English plurals only as far as they are regular; any other name stays as it was written. */
export function singular(name: string): string {
  const known = IRREGULAR.get(name.toLowerCase());
  if (known !== undefined) return name[0] === name[0]?.toUpperCase() ? known[0]?.toUpperCase() + known.slice(1) : known;
  if (name.length < 4 || /(ss|us|is)$/.test(name)) return name;
  if (/[^aeiou]ies$/.test(name)) return `${name.slice(0, -3)}y`;
  if (/(ch|sh|x|ss|zz|[^aeiou]o)es$/.test(name)) return name.slice(0, -2);
  return /[a-z]s$/.test(name) ? name.slice(0, -1) : name;
}
