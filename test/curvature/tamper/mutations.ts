/** Any JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Mutation {
  /** Where and what: "stretches.0.bend: 1 → -1". */
  readonly told: string;
  readonly certificate: Json;
}

/** Words that stand for one another: a certificate that has one of them may as well have another. */
const WORDS: readonly (readonly string[])[] = [
  ['concave', 'convex', 'linear', 'mixed', 'affine', 'constant'],
  ['not-concave', 'not-convex'],
  ['add', 'subtract', 'multiply', 'divide', 'power'],
  ['exp', 'ln', 'sqrt', 'abs', 'sin', 'cos', 'tanh', 'sigmoid', 'log10'],
  ['min', 'max'],
  ['<', '<=', '>', '>=', '=='],
  ['identity', 'witnesses', 'hessian'],
  ['LDL', 'minors', 'Cholesky'],
  ['sum', 'difference', 'multiple', 'norm', 'mean of powers', 'product of powers', 'log-convex', 'max', 'min'],
  ['line', 'box'],
];

/** Every way of changing one place of a certificate. */
export function mutationsOf(certificate: Json): readonly Mutation[] {
  return changesAt(certificate, '').map(({ told, value }) => ({ told, certificate: value }));
}

interface Change {
  readonly told: string;
  readonly value: Json;
}

function changesAt(value: Json, path: string): readonly Change[] {
  if (isList(value)) return [...inside(value.entries(), path, (i, x) => value.with(i, x)), ...inList(value, path)];
  if (value !== null && typeof value === 'object') {
    const changed = inside(Object.entries(value), path, (key, x) => ({ ...value, [key]: x }));
    const dropped = Object.keys(value).map((key) => ({
      told: `${path}.${key} left out`,
      value: Object.fromEntries(Object.entries(value).filter(([k]) => k !== key)),
    }));
    return [...changed, ...dropped];
  }
  return otherLeaves(value).map((x) => ({ told: `${path}: ${String(value)} → ${String(x)}`, value: x }));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function inside<K extends string | number>(
  entries: Iterable<readonly [K, Json]>,
  path: string,
  put: (key: K, x: Json) => Json,
): readonly Change[] {
  return [...entries].flatMap(([key, x]) =>
    changesAt(x, `${path}.${key}`).map((change) => ({ told: change.told, value: put(key, change.value) })),
  );
}

function inList(list: readonly Json[], path: string): readonly Change[] {
  return list.flatMap((x, i) => [
    { told: `${path}.${i} dropped`, value: list.filter((_, k) => k !== i) },
    { told: `${path}.${i} twice`, value: [...list.slice(0, i + 1), x, ...list.slice(i + 1)] },
    ...(i > 0 ? [{ told: `${path}.${i} before`, value: list.with(i, list[i - 1] ?? null).with(i - 1, x) }] : []),
  ]);
}

function otherLeaves(value: string | number | boolean | null): readonly Json[] {
  if (value === null) return [0, 1];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number')
    return [value * (1 + 1e-6), value + 1, value - 1, -value, 0].filter((x) => !Object.is(x, value));
  return isRational(value) ? otherRationals(value) : otherWords(value);
}

function isRational(text: string): boolean {
  return /^-?\d+(\/\d+)?$/.test(text);
}

function otherRationals(text: string): readonly string[] {
  const [numerator = '0', denominator = '1'] = text.split('/');
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  return [
    `${n + d}/${d}`,
    `${n - d}/${d}`,
    `${-n}/${d}`,
    `${n * 1000n + d}/${d * 1000n}`,
    `${n * 1_000_001n}/${d * 1_000_000n}`,
  ].filter((x) => x !== `${n}/${d}`);
}

function otherWords(word: string): readonly string[] {
  return [...new Set(WORDS.filter((group) => group.includes(word)).flat())].filter((x) => x !== word);
}
