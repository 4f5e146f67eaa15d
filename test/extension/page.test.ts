import { expect, test } from 'vitest';
import { pageHtml } from '../../src/extension/preview/page.ts';
import { readPreviewState } from '../../src/extension/preview/preview-state.ts';
import { numberText } from '../../src/preview/host/number-text.ts';

const parts = {
  script: 'https://host/dist/webview.js',
  style: 'https://host/dist/webview.css',
  cspSource: 'https://host',
  uri: 'file:///garden.econ',
  nonce: 'abc123',
};

test('the page loads only the extension’s own files, and runs no script without the nonce', () => {
  const html = pageHtml(parts);
  const policy = /content="(default-src [^"]*)"/.exec(html)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-abc123'",
    "style-src https://host 'nonce-abc123'",
    'font-src https://host',
    'img-src https://host data:',
  ]);
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  expect(scripts.length).toBe(2);
  for (const script of scripts) expect(script).toContain('nonce="abc123"');
});

test.each([['file:///</script><script>alert(1)</script>.econ'], ['file:///"onload="x'], ["file:///it's `1`.econ"]])(
  'a file name cannot become script: %s',
  (uri) => {
    const html = pageHtml({ ...parts, uri });
    expect(html.match(/<script/g)?.length).toBe(2);
    expect(html).toContain(JSON.stringify(uri).replaceAll('<', '\\u003c'));
  },
);

test.each([
  [0.1 + 0.2, '0.3'],
  [0.7000000000000001, '0.7'],
  [3, '3'],
  [-2.5, '-2.5'],
  [1e-9, '1e-9'],
  [1 / 3, '0.333333333333'],
])('%f is written as %s', (value, text) => expect(numberText(value)).toBe(text));

test.each([[undefined], [null], [{}], [{ uri: 3 }], [{ uri: '' }]])(
  'a preview without its document does not come back: %j',
  (saved) => expect(readPreviewState(saved)).toBeNull(),
);

test.each([
  [{ uri: 'file:///a.econ', overrides: { k: 2 }, page: { tab: 1 } }, { k: 2 }],
  [{ uri: 'file:///a.econ', overrides: { k: 'two' } }, {}],
  [{ uri: 'file:///a.econ' }, {}],
])('a preview comes back with its document and sliders: %j', (saved, overrides) =>
  expect(readPreviewState(saved)).toEqual({ uri: 'file:///a.econ', overrides }),
);
