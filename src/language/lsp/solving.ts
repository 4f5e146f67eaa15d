import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Desk } from './desk.ts';
import type { OpenFile } from './open-file.ts';
import { publish } from './publish.ts';
import type { SolveAnswer, SolveJob } from './solve-job.ts';
import { SolveCancelled } from './solve-service.ts';

/** The one solve of each text that nobody has to ask for; who asks for the same shares it. */
export function solveInBackground(desk: Desk, file: OpenFile): Promise<SolveAnswer> {
  const { version } = file.document;
  const picture = file.wantsPicture;
  const known = file.background;
  if (known?.version === version && (known.picture || !picture)) return known.answer;
  const answer = solveNow(desk, file, { picture }).then((solved) => {
    if (file.document.version !== version) return solved;
    file.solved = { version, answer: solved };
    publish(desk, file);
    if (desk.skills.refreshesHints) desk.connection.languages.inlayHint.refresh().catch(() => {});
    return solved;
  });
  file.background = { version, picture, answer };
  answer.catch((error: unknown) => {
    if (file.background?.answer === answer) file.background = null;
    if (!(error instanceof ResponseError)) desk.fail('solving', error);
  });
  return answer;
}

/**
 * Solves the present text; an edit ends it with the error ContentModified, the signal with RequestCancelled. After a
 * second the editor shows progress, and a button to cancel.
 */
export async function solveNow(
  desk: Desk,
  file: OpenFile,
  options: Pick<SolveJob, 'overrides' | 'picture' | 'trace'>,
  signal?: AbortSignal,
): Promise<SolveAnswer> {
  const edited = new AbortController();
  const stopped = new AbortController();
  file.jobs.add(edited);
  const { tolerance, timeLimit } = desk.settings.solve;
  const { folder } = desk;
  const job: SolveJob = {
    text: file.document.getText(),
    uri: file.document.uri,
    folder,
    tolerance,
    timeLimit,
    ...options,
  };
  const signals = [edited.signal, stopped.signal, ...(signal ? [signal] : [])];
  const progress = showProgress(desk, stopped);
  try {
    return await desk.solver().solve(job, AbortSignal.any(signals));
  } catch (error) {
    if (!(error instanceof SolveCancelled)) throw error;
    throw edited.signal.aborted
      ? new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed.')
      : new ResponseError(LSPErrorCodes.RequestCancelled, 'Solving was cancelled.');
  } finally {
    progress();
    file.jobs.delete(edited);
  }
}

/** Milliseconds after which a solve counts as slow. */
const SLOW = 1000;

/** Returns what ends it. */
function showProgress(desk: Desk, stopped: AbortController): () => void {
  let end = () => {};
  let over = false;
  const begin = async () => {
    const progress = await desk.connection.window.createWorkDoneProgress();
    if (over) return;
    progress.begin('Econ: solving', undefined, undefined, true);
    progress.token.onCancellationRequested(() => stopped.abort());
    end = () => progress.done();
  };
  const timer = desk.skills.progress ? setTimeout(() => void begin().catch(() => {}), SLOW) : null;
  return () => {
    over = true;
    if (timer !== null) clearTimeout(timer);
    end();
  };
}
