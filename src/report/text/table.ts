/** A cell: its text without colour (which decides the width), and how to paint it. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/** Rows with aligned columns, each indented; no white space at the ends of lines. */
export function table(rows: readonly (readonly Cell[])[], indent = GAP): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, widthOf(cell.text));
    });
  return rows.map((row) =>
    (indent + row.map((cell, at) => padded(cell, widths[at] ?? 0, at === row.length - 1)).join(GAP)).trimEnd(),
  );
}

function padded({ text, paint, align }: Cell, width: number, last: boolean): string {
  const space = ' '.repeat(width - widthOf(text));
  const painted = paint ? paint(text) : text;
  if (align === 'right') return space + painted;
  return last ? painted : painted + space;
}

function widthOf(text: string): number {
  return [...text].length;
}

/** A text broken at spaces into lines of at most `width`, each behind `indent`. */
export function wrapped(text: string, width = 100, indent = GAP): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && width < indent.length + line.length + 1 + word.length) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}
