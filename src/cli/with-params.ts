import { TextDocument } from 'vscode-languageserver-textdocument';
import { paramRange } from '../language/lsp/param-range.ts';
import { takeSnapshot } from '../language/lsp/snapshot.ts';
import { numberText } from '../preview/host/number-text.ts';
import type { Overrides } from '../preview/protocol.ts';

/** The text with other values of params; units, ranges, comments and all else stay. */
export function withParams(text: string, overrides: Overrides): string {
  const document = TextDocument.create('file:///model.econ', 'econ', 1, text);
  const snapshot = takeSnapshot(document, () => {
    throw new Error('Only the names are read.');
  });
  const edits = Object.entries(overrides).map(([name, value]) => {
    const range = paramRange(snapshot, name);
    if (range === null) throw new Error(`There is no param ${name} in the text.`);
    return { range, newText: numberText(value) };
  });
  return TextDocument.applyEdits(document, edits);
}
