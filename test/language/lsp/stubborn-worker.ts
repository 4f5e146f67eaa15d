import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../../src/language/lsp/solve-job.ts';

/** A solver that never ends on "endless", breaks on "broken", and else answers with the text it got. */
parentPort?.on('message', ({ id, job }: ToWorker) => {
  while (job.text === 'endless') Math.random();
  if (job.text === 'broken') throw new Error('broken');
  const answer = JSON.stringify({ solution: { text: job.text } });
  parentPort?.postMessage({ type: 'done', id, answer } satisfies FromWorker);
});
