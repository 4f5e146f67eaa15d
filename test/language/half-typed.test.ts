import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEconomy } from '../../src/language/parse.ts';
import { EVERYTHING } from './everything.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);
const texts: readonly (readonly [string, string])[] = [
  ['everything', EVERYTHING],
  ...readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.econ'))
    .map((file) => [file, readFileSync(new URL(file, EXAMPLES), 'utf8')] as const),
];

/** The words of a parser, which no person should read. */
const PARSER_WORDS = /token|xpecting|edundant|EOF|undefined|null|\bNaN\b|\[object|erminal|keyword/;

describe('text broken off anywhere', () => {
  test.each(texts)('%s is read, and each finding has a place and plain words', (_, text) => {
    for (let end = 0; end <= text.length; end++) {
      const prefix = text.slice(0, end);
      const { findings, origins } = parseEconomy(prefix);
      for (const { message, origin } of findings) {
        const place = origins.get(origin);
        expect(message).not.toMatch(PARSER_WORDS);
        expect(message).toMatch(/[.?]$/);
        expect(place?.end, `${end}: ${message}`).toBeLessThanOrEqual(end);
        expect(place?.text).toBe(prefix.slice(place?.offset, place?.end));
        expect(place?.end).toBeGreaterThanOrEqual(place?.offset ?? 0);
      }
    }
  });

  test.each(texts)('%s is not called whole where a word or sign is missing at its end', (_, text) => {
    for (const { index } of text.matchAll(/[=(^*+~]\s/g)) {
      const isInComment =
        /\/\/[^\n]*$/.test(text.slice(0, index)) ||
        text.slice(0, index).lastIndexOf('/*') > text.slice(0, index).lastIndexOf('*/');
      if (isInComment) continue;
      const { findings } = parseEconomy(text.slice(0, index + 1));
      expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
    }
  });
});

test('any soup of words is read without throwing', () => {
  const words = [...new Set(EVERYTHING.match(/[A-Za-z_]\w*|[\d.]+|"[^"]*"|\S/g) ?? []), '\n', '/*', '"', '²'];
  const soup = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(soup, (text) => {
      const { findings, origins } = parseEconomy(text);
      for (const { origin } of findings) expect(origins.get(origin)).toBeDefined();
    }),
    { seed: 20_260, numRuns: 3000 },
  );
});

test('any word of a whole text may be left out', () => {
  const words = [...EVERYTHING.matchAll(/[A-Za-z_]\w*|[\d.]+|"[^"]*"|[^\s\w]/g)];
  for (const { 0: word, index } of words) {
    const text = EVERYTHING.slice(0, index) + EVERYTHING.slice(index + word.length);
    const { findings } = parseEconomy(text);
    for (const { message } of findings) expect(message).not.toMatch(PARSER_WORDS);
  }
});
