import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import { amount } from '../../analysis/words.ts';
import type { FindingCode } from '../../economy/finding.ts';
import {
  addDomain,
  declareGood,
  declareParam,
  declareUnit,
  newAssertion,
  removeDeclaration,
  sortRange,
  toParam,
} from './edits.ts';
import { endOfFrontier } from './inlay-hints.ts';
import type { Snapshot } from './snapshot.ts';

/** Quick fixes of the diagnostics at the range, and the refactorings that are possible there. */
export function codeActions(snapshot: Snapshot, { range, context }: CodeActionParams): readonly CodeAction[] {
  const fixes = context.diagnostics.flatMap((diagnostic) => fixesOf(snapshot, diagnostic));
  const wanted = context.only;
  const all = [...fixes, ...refactorings(snapshot, range)];
  return wanted === undefined ? all : all.filter(({ kind }) => wanted.some((only) => kind?.startsWith(only)));
}

interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[] | null;
  readonly preferred?: boolean;
}

function fixesOf(snapshot: Snapshot, diagnostic: Diagnostic): readonly CodeAction[] {
  return possible(snapshot, diagnostic).flatMap(({ title, edits, preferred }) =>
    edits === null || edits.length === 0
      ? []
      : [
          {
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnostic],
            ...(preferred ? { isPreferred: true } : {}),
            edit: { changes: { [snapshot.uri]: [...edits] } },
          },
        ],
  );
}

function possible(snapshot: Snapshot, diagnostic: Diagnostic): readonly Fix[] {
  const { range } = diagnostic;
  const data = dataOf(diagnostic);
  const agent = typeof data.agent === 'string' ? data.agent : null;
  switch (diagnostic.code as FindingCode) {
    case 'unknown-name':
      return [...nearNames(range, data), ...declarations(snapshot, range, data)];
    case 'syntax':
    case 'unknown-column':
      return nearNames(range, data);
    case 'unit-mismatch':
      return typeof data.replacement === 'string' && data.replacement !== ''
        ? [{ title: `Write \`${data.replacement}\``, edits: [{ range, newText: data.replacement }] }]
        : [];
    case 'convex-frontier':
      return agent === null ? [] : [acknowledge(snapshot, agent, 'convex')];
    case 'mixed-frontier':
      return agent === null ? [] : [acknowledge(snapshot, agent, 'mixed')];
    case 'unbounded-frontier':
      return [{ title: 'Add a domain', edits: addDomain(snapshot, range, adviceIn(diagnostic)), preferred: true }];
    case 'bad-range':
      return [{ title: 'Sort the range', edits: sortRange(snapshot, range), preferred: true }];
    case 'unused-good':
    case 'unused-param':
      return [{ title: 'Remove the unused declaration', edits: removeDeclaration(snapshot, range) }];
    default:
      return [];
  }
}

/** The domain that the message itself proposes. */
function adviceIn({ message }: Diagnostic): { good: string; range: string } | null {
  const text = typeof message === 'string' ? message : '';
  const [, good, range] = /for (\S+) in ([\d.]+\.\.[\d.]+)/.exec(text) ?? [];
  return good === undefined || range === undefined ? null : { good, range };
}

type Data = Readonly<Record<string, unknown>>;

function nearNames(range: Range, { near }: Data): readonly Fix[] {
  const names = Array.isArray(near) ? near.filter((name) => typeof name === 'string') : [];
  return names.map((newText, i) => ({
    title: `Change to “${newText}”`,
    edits: [{ range, newText }],
    preferred: i === 0,
  }));
}

function declarations(snapshot: Snapshot, range: Range, { name: sent, declare }: Data): readonly Fix[] {
  const name = typeof sent === 'string' ? sent : snapshot.document.getText(range);
  if (declare === 'unit') return [{ title: `Declare the unit “${name}”`, edits: declareUnit(snapshot, name) }];
  if (declare !== 'good') return [];
  return [
    { title: `Declare the good “${name}”`, edits: declareGood(snapshot, name) },
    { title: `Declare the param “${name}”`, edits: declareParam(snapshot, name) },
  ];
}

function acknowledge(snapshot: Snapshot, agent: string, curvature: string): Fix {
  const text = `assert ${agent} is ${curvature}`;
  return { title: `Acknowledge: \`${text}\``, edits: [newAssertion(snapshot, text)], preferred: true };
}

function dataOf(diagnostic: Diagnostic): Data {
  const data: unknown = diagnostic.data;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

function refactorings(snapshot: Snapshot, range: Range): readonly CodeAction[] {
  const domain = writeDomain(snapshot, range);
  const param = toParam(snapshot, range);
  const action = (title: string, edits: readonly TextEdit[]): CodeAction => ({
    title,
    kind: CodeActionKind.RefactorRewrite,
    edit: { changes: { [snapshot.uri]: [...edits] } },
  });
  return [
    ...(domain === null ? [] : [action(`Write the domain: ${domain.newText.trim()}`, [domain])]),
    ...(param === null ? [] : [action(param.title, param.edits)]),
  ];
}

/** The inferred domain, written behind the frontier that the range is in. */
function writeDomain(snapshot: Snapshot, range: Range): TextEdit | null {
  const { line } = range.start;
  for (const agent of snapshot.names().declarations) {
    const row = agent.kind === 'agent' ? snapshot.model().curvature.get(agent.name) : undefined;
    const offset = row === undefined ? null : endOfFrontier(snapshot, agent);
    if (row === undefined || offset === null || row.membersDiffer === true) continue;
    const position = snapshot.document.positionAt(offset);
    const inferred = row.domain.filter((each) => each.inferred);
    if (position.line !== line || inferred.length === 0 || inferred.length !== row.domain.length) continue;
    const ranges = inferred.map(({ good, from, to }) => `${good} in ${plain(from)}..${plain(to)}`);
    return { range: { start: position, end: position }, newText: ` for ${ranges.join(', ')}` };
  }
  return null;
}

/** A bound as it can be written in the text: in full precision, never more than it is. */
function plain(value: number): string {
  return Math.abs(Number(amount(value)) - value) === 0 ? amount(value) : String(value);
}
