import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import { parseEconomy } from '../../src/language/parse.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

/** The examples of a page; an ellipsis stands for a frontier that does not matter there. */
function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/```econ\n([\s\S]*?)```/g)].map((match) => ({
    page,
    line: text.slice(0, match.index).split('\n').length,
    text: (match[1] ?? '').replaceAll('…', 'frontier a + b <= 1'),
  }));
}

const BLOCKS = PAGES.flatMap(blocksOf);

describe('the pages', () => {
  it.each(BLOCKS)('$page:$line is of the language', ({ text }) => {
    const { findings } = parseEconomy(text);
    expect(findings.filter(({ code }) => code === 'syntax')).toEqual([]);
  });

  it.each(BLOCKS.filter(({ page, text }) => page === 'README.md' || text.startsWith('economy')))(
    '$page:$line solves, and holds what it asserts',
    ({ text }) => {
      const { economy, findings } = parseEconomy(text);
      const { solution } = analyze(economy, { findings, picture: false });
      expect(solution.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(['optimal', 'bounded']).toContain(solution.status);
    },
  );

  it('link to what is there', () => {
    for (const page of PAGES) {
      const text = readFileSync(join(ROOT, page), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        const path = join(ROOT, page, '..', target);
        expect(() => readdirSync(path.endsWith('.md') ? join(path, '..') : path), `${page} → ${target}`).not.toThrow();
        if (path.endsWith('.md')) expect(readFileSync(path, 'utf8').length).toBeGreaterThan(0);
      }
    }
  });
});
