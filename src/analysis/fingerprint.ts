import type { Origin } from '../math/expression/expression.ts';

/** What a tree says, wherever it stands in the text, and where its nodes stand, in an order that depends on what it says. */
export interface Fingerprint {
  readonly key: string;
  readonly origins: readonly Origin[];
}

/**
 * Two trees of plain data have the same key exactly when they are equal but for their `origin`s. Shared sub-trees are
 * visited once (a formula may be a small graph that would be a huge text), and no stack is needed for long chains.
 */
export function fingerprint(root: object): Fingerprint {
  const ids = new Map<object, number>();
  const lines = new Map<string, number>();
  const origins: Origin[] = [];
  const pending: object[] = [root];
  while (0 < pending.length) {
    const node = pending[pending.length - 1] as object;
    const open = ids.has(node) ? [] : partsOf(node).filter((part) => !ids.has(part));
    if (0 < open.length) {
      pending.push(...open);
      continue;
    }
    pending.pop();
    if (ids.has(node)) continue;
    if ('origin' in node && typeof node.origin === 'number') origins.push(node.origin);
    const line = lineOf(node, ids);
    const id = lines.get(line) ?? lines.size;
    lines.set(line, id);
    ids.set(node, id);
  }
  return { key: [...lines.keys()].join('\n'), origins };
}

function partsOf(node: object): readonly object[] {
  return Object.values(node).filter((value): value is object => typeof value === 'object' && value !== null);
}

function lineOf(node: object, ids: ReadonlyMap<object, number>): string {
  const entries = Object.entries(node).filter(([name]) => name !== 'origin');
  const written = entries.map(([name, value]) => `${name}:${valueText(value, ids)}`);
  return `${Array.isArray(node) ? '[]' : '{}'} ${written.join(' ')}`;
}

function valueText(value: unknown, ids: ReadonlyMap<object, number>): string {
  if (typeof value === 'object' && value !== null) return `#${ids.get(value)}`;
  return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? 'undefined');
}
