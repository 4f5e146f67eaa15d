/** A piece of text as the editor's features see it; the parser has its own. Offsets count UTF-16 units, `end` is exclusive. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'symbol';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether only white space and comments stand before it on its line. */
  readonly opensLine: boolean;
  /** The `/** … *\/` comment right before it. */
  readonly doc: string | null;
}

const PIECE =
  /(?<space>\s+)|(?<comment>\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*)|(?<string>"[^"\n]*"?|'[^'\n]*'?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?|(?<!\.)\.\d[\d_]*(?:[eE][+-]?\d+)?)|(?<symbol>\.\.|[<>=~]=|.)/gsu;

/** Reads any text, however broken: what no rule knows is a symbol of one character. Linear in the length. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let opensLine = true;
  let doc: string | null = null;
  for (const match of text.matchAll(PIECE)) {
    const groups = match.groups ?? {};
    const piece = match[0];
    if (groups.space !== undefined) {
      opensLine ||= piece.includes('\n');
    } else if (groups.comment !== undefined) {
      opensLine ||= piece.includes('\n');
      if (piece.startsWith('/**')) doc = docText(piece);
    } else {
      const kind = groups.word ? 'word' : groups.number ? 'number' : groups.string ? 'string' : 'symbol';
      found.push({ kind, text: piece, start: match.index, end: match.index + piece.length, opensLine, doc });
      opensLine = false;
      doc = null;
    }
  }
  return found;
}

/** The offsets of all comments, to stay silent in. */
export function isInComment(text: string, offset: number): boolean {
  for (const match of text.matchAll(PIECE)) {
    const end = match.index + match[0].length;
    if (offset <= match.index) return false;
    if (match.groups?.comment === undefined || end < offset) continue;
    const closed = match[0].endsWith('*/') && 4 <= match[0].length;
    return closed ? offset < end : true;
  }
  return false;
}

function docText(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join('\n')
    .trim();
}
