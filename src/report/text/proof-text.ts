import type { Certificate } from '../../curvature/certificate.ts';
import type { Paint } from './paint.ts';

/** A certificate as an indented tree: every step on a line of its own, with what it rests on below it. */
export function proofTree(certificate: Certificate, paint: Paint): readonly string[] {
  return nodeLines('proof', certificate, '  ', paint);
}

const DEEPEST = 40;
const MOST_CHILDREN = 12;

function nodeLines(name: string, node: unknown, indent: string, paint: Paint): readonly string[] {
  if (!isRecord(node)) return [`${indent}${paint('dim', name)} ${leaf(node)}`];
  const entries = Object.entries(node).filter(([key]) => key !== 'origin');
  const said = entries
    .filter(([, value]) => isShort(value))
    .map(([key, value]) => (key === 'kind' ? paint('cyan', leaf(value)) : `${paint('dim', key)} ${leaf(value)}`));
  const head = `${indent}${paint('dim', name)} ${said.join('  ')}`;
  if (DEEPEST < indent.length) return [head, `${indent}  …`];
  const below = entries
    .filter(([, value]) => !isShort(value))
    .flatMap(([key, value]) => childLines(key, value, `${indent}  `, paint));
  return [head, ...below];
}

function childLines(key: string, value: unknown, indent: string, paint: Paint): readonly string[] {
  if (!Array.isArray(value)) return nodeLines(key, value, indent, paint);
  const shown = value
    .slice(0, MOST_CHILDREN)
    .flatMap((child, index) => nodeLines(`${key} ${index + 1}`, child, indent, paint));
  const more = value.length - MOST_CHILDREN;
  return 0 < more ? [...shown, `${indent}${paint('dim', `… and ${more} more ${key} (--format json has all)`)}`] : shown;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Numbers, words, and short lists of them fit on the line of the step itself. */
function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 4 && value.every((item) => !isRecord(item) && !Array.isArray(item));
  return !isRecord(value);
}

function leaf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(leaf).join(', ')}]`;
  return typeof value === 'string' ? value : String(value);
}
