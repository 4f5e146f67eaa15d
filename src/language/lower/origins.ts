import type { AstNode, CstNode } from 'langium';
import type { Origin } from '../../math/expression/expression.ts';

/** Lines and characters count from 0, as in the language server protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

export interface Place {
  readonly uri: string;
  readonly range: TextRange;
  /** Offsets into the text of `uri`. */
  readonly offset: number;
  readonly end: number;
  readonly text: string;
}

/** Where each origin of a model came from. */
export interface Origins {
  readonly uri: string;
  readonly size: number;
  get(origin: Origin): Place | undefined;
}

/** Gives out origins: one for each node and each place asked for. */
export interface OriginTable extends Origins {
  ofNode(node: AstNode | undefined): Origin;
  ofCst(node: CstNode | undefined): Origin;
  /** From the beginning of one node to the end of another. */
  ofSpan(from: AstNode, to: AstNode): Origin;
  ofPlace(place: Place): Origin;
}

interface Span {
  readonly from: CstNode;
  readonly to: CstNode;
}

const NOWHERE: TextRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * Places are worked out only when asked for: most origins never are. Origin 0 is the beginning of the text. So many
 * characters of `prefix` stand before the text on its first line, and are not counted.
 */
export function createOrigins(uri: string, uriOf: (node: CstNode) => string = () => uri, prefix = 0): OriginTable {
  const sources: (CstNode | Span | Place)[] = [{ uri, range: NOWHERE, offset: 0, end: 0, text: '' }];
  const known = new Map<CstNode, Origin>();
  const ofCst = (node: CstNode | undefined): Origin => {
    if (node === undefined) return 0;
    const before = known.get(node);
    if (before !== undefined) return before;
    known.set(node, sources.length);
    return sources.push(node) - 1;
  };
  return {
    uri,
    get size() {
      return sources.length;
    },
    get: (origin) => shifted(placeOf(sources[origin], uriOf), prefix),
    ofNode: (node) => ofCst(node?.$cstNode),
    ofCst,
    ofSpan: ({ $cstNode: from }, { $cstNode: to }) => (from && to ? sources.push({ from, to }) - 1 : 0),
    ofPlace: (place) => sources.push(place) - 1,
  };
}

function placeOf(source: CstNode | Span | Place | undefined, uriOf: (node: CstNode) => string): Place | undefined {
  if (source === undefined || 'uri' in source) return source;
  const { from, to } = 'from' in source ? source : { from: source, to: source };
  const range = { start: from.range.start, end: to.range.end };
  return { uri: uriOf(from), range, offset: from.offset, end: to.end, text: spanText(from, to) };
}

function shifted(place: Place | undefined, prefix: number): Place | undefined {
  if (prefix === 0 || place === undefined) return place;
  const back = ({ line, character }: Position): Position => ({
    line,
    character: Math.max(0, line === 0 ? character - prefix : character),
  });
  const range = { start: back(place.range.start), end: back(place.range.end) };
  return { ...place, range, offset: Math.max(0, place.offset - prefix), end: Math.max(0, place.end - prefix) };
}

export function spanText(from: CstNode, to: CstNode): string {
  return from.root.fullText.slice(from.offset, to.end);
}
