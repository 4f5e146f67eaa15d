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
  </head>
  <body>
    <script nonce="${parts.nonce}">${keepDocumentInState(parts.uri)}</script>
    <script nonce="${parts.nonce}" src="${escapeHtml(parts.script)}"></script>
  </body>
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
 * VS Code hands a reloaded window only what the page saved: the document's address goes with the page's own state, which
 * the page reads and writes as if it were alone.
 */
function keepDocumentInState(uri: string): string {
  return `{
      const api = acquireVsCodeApi();
      const uri = ${scriptString(uri)};
      const page = () => api.getState()?.page;
      api.setState({ uri, page: page() });
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => api.postMessage(message),
        getState: page,
        setState: (state) => { api.setState({ uri, page: state }); return state; },
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
