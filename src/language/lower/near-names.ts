/** The names most like a mistyped one, the nearest first, at most three. */
export function nearNames(typed: string, names: Iterable<string>): readonly string[] {
  const limit = typed.length < 2 ? 0 : Math.max(1, Math.floor(typed.length / 3));
  const near: { name: string; distance: number }[] = [];
  for (const name of new Set(names)) {
    const distance = name.toLowerCase() === typed.toLowerCase() ? 0 : editDistance(typed, name, limit);
    if (distance <= limit) near.push({ name, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return near.slice(0, 3).map(({ name }) => name);
}

/**
 * How many letters are to be inserted, deleted, replaced, or swapped with their neighbour (Damerau 1964; Levenshtein
 * 1966; the restricted form), or a number over `limit` once it is certain to be over.
 */
export function editDistance(a: string, b: string, limit: number = Number.POSITIVE_INFINITY): number {
  if (limit < Math.abs(a.length - b.length)) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = nextRow(a, b, i, row, before);
    if (limit < Math.min(...next) && limit < Math.min(...row)) return limit + 1;
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

function nextRow(a: string, b: string, i: number, row: readonly number[], before: readonly number[]): number[] {
  const next = [i];
  for (let j = 1; j <= b.length; j++) {
    const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
    let least = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    const isSwapped = 1 < i && 1 < j && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    if (isSwapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
    next.push(least);
  }
  return next;
}

/** "Did you mean `apples`?", or nothing where no name is near. */
export function didYouMean(near: readonly string[]): string {
  const quoted = near.map((name) => `\`${name}\``);
  const last = quoted.pop();
  if (last === undefined) return '';
  return ` Did you mean ${quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`}?`;
}
