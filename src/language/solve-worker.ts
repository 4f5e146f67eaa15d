import { parentPort, workerData } from 'node:worker_threads';
import { answer } from './lsp/solve-answer.ts';
import type { FromWorker, ToWorker, WorkerStart } from './lsp/solve-job.ts';

/** The thread that parses, proves and solves for `SolveService`, one job after the other. */
const port = parentPort;
const { stop } = workerData as WorkerStart;

// Where no job waits already, the first one finds the parser built and the solver compiled.
const idle = setTimeout(() => {
  answer({ text: 'good a, b\nagent A { frontier a^2 + b^2 <= 1 }\nmaximize a*b', uri: '' }, { aborted: false });
}, 20);

port?.on('message', (message: ToWorker) => {
  clearTimeout(idle);
  const { id, job } = message;
  const signal = {
    get aborted() {
      return Atomics.load(stop, 0) === id;
    },
  };
  port.postMessage(run(id, () => answer(job, signal)));
});

function run(id: number, work: () => string): FromWorker {
  try {
    return { type: 'done', id, answer: work() };
  } catch (error) {
    return { type: 'failed', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
