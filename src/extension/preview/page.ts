/** Where the page finds its parts: addresses as the webview needs them. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** The source that VS Code serves the extension's own files from. */
  readonly cspSource: string;
  /** The document that the page shows. */
  readonly uri: string;
  readonly nonce: string;
}

/**
 * The page of a preview. Nothing but the extension's own files is loaded, no script runs without the nonce, and there is
 * no network.
 */
export function pageHtml(parts: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(parts)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${escapeHtml(parts.style)}">
    <title>Econ preview</title>
    <script nonce="${parts.nonce}">${keepState(parts.uri)}</script>
    <script nonce="${parts.nonce}" type="module" src="${escapeHtml(parts.script)}"></script>
  </head>
  <body></body>
</html>`;
}

function contentSecurityPolicy({ cspSource, nonce }: PageParts): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
}

/**
 * VS Code hands a reloaded window only what the page saved: the document's address and the sliders go with the page's
 * own state, which the page reads and writes as if it were alone.
 */
function keepState(uri: string): string {
  return `{
      const api = acquireVsCodeApi();
      let kept = { overrides: {}, ...api.getState(), uri: ${scriptString(uri)} };
      const keep = (change) => {
        kept = { ...kept, ...change };
        api.setState(kept);
      };
      keep({});
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => {
          if (message.type === 'set-params') keep({ overrides: message.overrides });
          if (message.type === 'write-params') keep({ overrides: {} });
          api.postMessage(message);
        },
        getState: () => kept.page,
        setState: (page) => keep({ page }),
      });
    }`;
}

/** No text can end the script element early. */
function scriptString(text: string): string {
  return JSON.stringify(text).replaceAll('<', '\\u003c');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
