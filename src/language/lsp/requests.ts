import * as v from 'valibot';
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Analysis } from '../../analysis/analysis.ts';
import type { Source } from '../../preview/protocol.ts';
import { agentAt } from './agent-at.ts';
import { AgentAtParams, AnalyzeParams, ParamRangeParams, ProofParams, SolveParams, TraceParams } from './ask.ts';
import type { Desk } from './desk.ts';
import { type OpenFile, present } from './open-file.ts';
import { paramRange } from './param-range.ts';
import { proven } from './proving.ts';
import { firstError } from './publish.ts';
import type { EditorFinding, SolveAnswer } from './solve-job.ts';
import { solveInBackground, solveNow } from './solving.ts';

/** The requests beyond the protocol: `econ/solve`, `econ/trace`, `econ/analyze`, `econ/agentAt`, `econ/paramRange`, `econ/proof`. */
export function answerRequests(desk: Desk): void {
  const { connection } = desk;
  connection.onRequest('econ/solve', (raw: unknown, token) => solve(desk, raw, token));
  connection.onRequest('econ/trace', (raw: unknown, token) => trace(desk, raw, token));
  connection.onRequest('econ/analyze', (raw: unknown, token) => analyze(desk, raw, token));
  connection.onRequest('econ/agentAt', async (raw: unknown) => {
    const { uri, position } = checked(AgentAtParams, raw);
    const file = await opened(desk, uri);
    return { agent: agentAt(present(file, desk.engine), position) };
  });
  connection.onRequest('econ/proof', (raw: unknown) => proof(desk, raw));
  connection.onRequest('econ/paramRange', async (raw: unknown) => {
    const { uri, name } = checked(ParamRangeParams, raw);
    return paramRange(present(await opened(desk, uri), desk.engine), name);
  });
}

/** `econ/solution@1`, with the version of the document that it holds for. */
async function solve(desk: Desk, raw: unknown, token: CancellationToken) {
  const asked = checked(SolveParams, raw);
  const { overrides } = asked;
  const { file, current } = await atVersion(desk, asked);
  const { solution } = await withCancel(token, (signal) =>
    solveNow(desk, file, { overrides: overrides ?? {} }, signal),
  );
  return { ...solution, version: current };
}

/** `econ/trace@1`, with the version of the document that it holds for. */
async function trace(desk: Desk, raw: unknown, token: CancellationToken) {
  const asked = checked(TraceParams, raw);
  const { file, current } = await atVersion(desk, asked);
  const wanted = { ...(asked.points != null && { points: asked.points }), ...(asked.at != null && { at: asked.at }) };
  const { trace: traced } = await withCancel(token, (signal) =>
    solveNow(desk, file, { overrides: asked.overrides ?? {}, trace: wanted }, signal),
  );
  return { ...traced, version: current };
}

/** The open document, if it still is what was asked about. */
async function atVersion(desk: Desk, { uri, version, scenario }: v.InferOutput<typeof SolveParams>) {
  const file = await opened(desk, uri);
  const current = file.document.version;
  if (typeof scenario === 'string') throw new ResponseError(ErrorCodes.InvalidParams, 'Scenarios are not solved yet.');
  if (typeof version === 'number' && version !== current) {
    throw new ResponseError(LSPErrorCodes.ContentModified, `The text is at version ${current}, not ${version}.`);
  }
  return { file, current };
}

/** What a preview shows; `error` and no analysis where the text has an error. */
interface Analyzed {
  readonly version: number;
  readonly analysis: Analysis | null;
  readonly sources: readonly Source[];
  readonly error: EditorFinding | null;
}

async function analyze(desk: Desk, raw: unknown, token: CancellationToken): Promise<Analyzed> {
  const { uri, overrides } = checked(AnalyzeParams, raw);
  const file = await opened(desk, uri);
  const { version } = await proven(desk, file);
  const error = firstError(desk, file);
  if (error !== null) return { version, analysis: null, sources: [], error };
  file.wantsPicture = true;
  const answer = await (isEmpty(overrides)
    ? shared(token, solveInBackground(desk, file))
    : withCancel(token, (signal) => solveNow(desk, file, { overrides: overrides ?? {}, picture: true }, signal)));
  const { analysis, sources } = answer;
  return answer.error === null
    ? { version, analysis, sources, error: null }
    : { version, analysis: null, sources: [], error: answer.error };
}

/** The proof of an agent's verdict as a page to read; all null where there is no such agent. */
interface Proof {
  readonly agent: string | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly version: number;
}

async function proof(desk: Desk, raw: unknown): Promise<Proof> {
  const { uri, agent, position } = checked(ProofParams, raw);
  const file = await opened(desk, uri);
  const snapshot = await proven(desk, file);
  const name = agent ?? (position ? agentAt(snapshot, position) : null);
  const text = name === null ? null : desk.engine().explain(snapshot.model(), name);
  const { version } = snapshot;
  return text === null
    ? { agent: null, title: null, text: null, version }
    : { agent: name, title: `Proof: ${name}`, text, version };
}

function isEmpty(overrides: Readonly<Record<string, number>> | null | undefined): boolean {
  return Object.keys(overrides ?? {}).length === 0;
}

function withCancel<T>(token: CancellationToken, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  return work(controller.signal).finally(() => listening.dispose());
}

/** Who waits for a shared solve may go away without ending it for the others. */
function shared(token: CancellationToken, answer: Promise<SolveAnswer>): Promise<SolveAnswer> {
  return withCancel(
    token,
    (signal) =>
      new Promise((resolve, reject) => {
        const leave = () => reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.'));
        if (signal.aborted) leave();
        signal.addEventListener('abort', leave, { once: true });
        answer.then(resolve, reject);
      }),
  );
}

function checked<Schema extends v.GenericSchema>(schema: Schema, raw: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  throw new ResponseError(ErrorCodes.InvalidParams, result.issues.map(({ message }) => message).join(' '));
}

async function opened(desk: Desk, uri: string): Promise<OpenFile> {
  await desk.ready;
  const file = desk.files.get(uri);
  if (file === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `No open document has the address ${uri}.`);
  return file;
}
