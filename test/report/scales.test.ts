import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { plain } from '../../src/report/text/paint.ts';
import { solutionText } from '../../src/report/text/solution-text.ts';

function page(text: string): readonly string[] {
  const { economy, findings } = parseEconomy(text);
  return solutionText(analyze(economy, { findings }), plain).split('\n');
}

const row = (lines: readonly string[], name: string): string =>
  lines.find((line) => line.trim().startsWith(`${name} `))?.trim() ?? '';

describe('the page of goods of very different scales', () => {
  it('shows a total that is little beside another good’s', () => {
    const lines = page('good a, b\nagent A[4] { frontier a/1e9 + b*1e9 <= 1 }\nmaximize a^0.5 * b^0.5');
    expect(row(lines, 'a')).toMatch(/^a +2,000,000,000 /);
    expect(row(lines, 'b')).toMatch(/^b +2e−9 /);
    expect(lines.join('\n')).toContain('500,000,000 a, 5e−10 b');
  });

  it('shows what is consumed and made in a market of very little', () => {
    const lines = page(
      'good l, c\nagent Ann { endowment l = 4e-11 utility l^0.5 * c^0.5 }\nfirm Mill { make c = 2 * l }\nmarket',
    );
    expect(row(lines, 'Ann')).toMatch(/2e−11 +4e−11 /);
    expect(row(lines, 'Mill')).toMatch(/^Mill +−2e−11 +\+4e−11 +0$/);
  });
});
