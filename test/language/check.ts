import { expect } from 'vitest';
import type { Finding } from '../../src/economy/finding.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import type { ReadTable } from '../../src/language/tables/table.ts';

/** A place in a text is marked by «…»; the marks are taken out before the text is read. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly { readonly from: number; readonly to: number }[];
}

export function unmark(marked: string): Marked {
  const marks: { from: number; to: number }[] = [];
  const open: number[] = [];
  let text = '';
  for (const letter of marked) {
    if (letter === '«') open.push(text.length);
    else if (letter === '»') marks.push({ from: open.pop() ?? 0, to: text.length });
    else text += letter;
  }
  return { text, marks };
}

const QUIET = new Set<Finding['code']>(['unused-good', 'unused-param', 'unproduced-good', 'no-objective']);

/**
 * The one entry of the tables: a text with marks, and for every mark, in the order of the text, a code and a part of the
 * message. Nothing else may be found among what is asked for (but what a fragment leaves unused, unless the table says so).
 */
export function check(
  marked: string,
  expected: readonly (readonly [Finding['code'], string])[],
  isAsked: (finding: Finding) => boolean = () => true,
  readTable?: ReadTable,
): void {
  const { text, marks } = unmark(marked);
  const { findings, origins } = parseEconomy(text, 'file:///test.econ', { ...(readTable && { readTable }) });
  const asked = new Set(expected.map(([code]) => code));
  const seen = findings.filter((finding) => isAsked(finding) && (asked.has(finding.code) || !QUIET.has(finding.code)));
  expect(seen.map((finding) => show(finding, origins.get(finding.origin), text))).toEqual(
    expected.map(([code, part], index) => [
      code,
      text.slice(marks[index]?.from, marks[index]?.to),
      marks[index]?.from,
      expect.stringContaining(part),
    ]),
  );
}

function show(finding: Finding, place: { offset: number; end: number } | undefined, text: string) {
  return [finding.code, text.slice(place?.offset, place?.end), place?.offset, finding.message];
}

/** Numbers as doubles, without origins: for comparing models. */
export function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part) => {
      if (key === 'origin') return undefined;
      const isRational = part !== null && typeof part === 'object' && 'numerator' in part;
      return isRational ? Number(part.numerator) / Number(part.denominator) : part;
    }),
  );
}
