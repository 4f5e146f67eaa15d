import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { agentAt } from '../preview/agent-at.ts';
import type { LanguageServer } from './language-server.ts';

/** Which agent of which model a proof is of. */
interface Subject {
  readonly uri: string;
  readonly agent: string;
}

interface Answer {
  readonly text: string | null;
}

const SCHEME = 'econ-proof';

/** How long (ms) the text must be quiet before an open proof is made anew. */
const QUIET = 300;

/** `econ.showProof`: the proof of an agent's verdict as a page beside the text, which follows the text. */
export function offerProof(context: ExtensionContext, server: LanguageServer): void {
  const changed = new EventEmitter<Uri>();
  const last = new Map<string, string>();
  context.subscriptions.push(
    changed,
    commands.registerCommand('econ.showProof', (target: unknown) => show(server, target)),
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (address) => page(server, address, last),
    }),
    workspace.onDidCloseTextDocument(({ uri }) => void last.delete(uri.toString())),
    renewing(changed),
  );
}

async function show(server: LanguageServer, target: unknown): Promise<void> {
  const subject = isSubject(target) ? target : await subjectAtCursor(server);
  if (subject === null) {
    void window.showInformationMessage('Put the cursor in an agent of an .econ file to see the proof of its frontier.');
    return;
  }
  const document = await workspace.openTextDocument(addressOf(subject));
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true });
}

/** What a link in a hover hands over. */
function isSubject(target: unknown): target is Subject {
  if (typeof target !== 'object' || target === null) return false;
  return 'uri' in target && typeof target.uri === 'string' && 'agent' in target && typeof target.agent === 'string';
}

async function subjectAtCursor(server: LanguageServer): Promise<Subject | null> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'econ') return null;
  const agent = await agentAt(server, editor.document.uri, editor.selection.active);
  return agent === null ? null : { uri: editor.document.uri.toString(), agent };
}

function addressOf(subject: Subject): Uri {
  return Uri.from({ scheme: SCHEME, path: `/Proof: ${subject.agent}`, query: JSON.stringify(subject) });
}

function subjectOf(address: Uri): Subject | null {
  try {
    const subject: unknown = JSON.parse(address.query);
    return isSubject(subject) ? subject : null;
  } catch {
    return null;
  }
}

/** Where no proof can be made now, the last one stands below a line that says so. */
async function page(server: LanguageServer, address: Uri, last: Map<string, string>): Promise<string> {
  const subject = subjectOf(address);
  if (subject === null) return 'This is the address of no proof.\n';
  const before = last.get(address.toString());
  try {
    const { text } = await server.request<Answer>('econ/proof', subject);
    if (text === null) return stale(`The text has no agent ${subject.agent} now.`, before);
    last.set(address.toString(), text);
    return text;
  } catch {
    return stale('The model is not open any more.', before);
  }
}

function stale(why: string, before: string | undefined): string {
  return before === undefined ? `${why}\n` : `${why} This was its last proof:\n\n${before}`;
}

/** Makes the open proofs of a model anew once its text is quiet, or it is opened or closed. */
function renewing(changed: EventEmitter<Uri>): Disposable {
  const waiting = new Map<string, NodeJS.Timeout>();
  const renew = ({ uri }: TextDocument): void => {
    const model = uri.toString();
    clearTimeout(waiting.get(model));
    waiting.set(
      model,
      setTimeout(() => {
        waiting.delete(model);
        for (const { uri: address } of workspace.textDocuments)
          if (address.scheme === SCHEME && subjectOf(address)?.uri === model) changed.fire(address);
      }, QUIET),
    );
  };
  const listening = [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.languageId === 'econ') renew(document);
    }),
    workspace.onDidOpenTextDocument((document) => void (document.languageId === 'econ' && renew(document))),
    workspace.onDidCloseTextDocument((document) => void (document.languageId === 'econ' && renew(document))),
  ];
  return {
    dispose: () => {
      for (const each of listening) each.dispose();
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}
