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
  ofPlace(place: Place): Origin;
}

const NOWHERE: TextRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * Places are worked out only when asked for: most origins never are. Origin 0 is the beginning of the text. So many
 * characters of `prefix` stand before the text on its first line, and are not counted.
 */
export function createOrigins(uri: string, uriOf: (node: CstNode) => string = () => uri, prefix = 0): OriginTable {
  const sources: (CstNode | Place)[] = [{ uri, range: NOWHERE, offset: 0, end: 0, text: '' }];
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
    ofPlace: (place) => sources.push(place) - 1,
  };
}

function placeOf(source: CstNode | Place | undefined, uriOf: (node: CstNode) => string): Place | undefined {
  if (source === undefined || 'uri' in source) return source;
  const { range, offset, end, text } = source;
  return { uri: uriOf(source), range, offset, end, text };
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
