import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromWorker, SolveAnswer, SolveJob, ToWorker, WorkerStart } from './solve-job.ts';

/** Solves texts away from the thread that answers the editor, in threads that are killed when they do not stop by themselves. */
export interface SolveService {
  /**
   * Rejects with `SolveCancelled` as soon as the signal says so (the thread is stopped behind it), with `SolveTimeout`
   * when the job's time limit has passed and no answer so far came back, and with an `Error` when the thread breaks.
   */
  readonly solve: (job: SolveJob, signal?: AbortSignal) => Promise<SolveAnswer>;
  /** Starts a thread ahead of the first job. */
  readonly warm: () => void;
  readonly dispose: () => void;
}

export class SolveCancelled extends Error {
  override readonly name = 'SolveCancelled';
}

export class SolveTimeout extends Error {
  override readonly name = 'SolveTimeout';
}

export interface SolveServiceOptions {
  readonly workerFile?: string;
  /** How many threads at most; 2. */
  readonly threads?: number;
}

export function createSolveService({ workerFile, threads = 2 }: SolveServiceOptions = {}): SolveService {
  const pool: Pool = {
    file: workerFile ?? findWorkerFile(),
    size: threads,
    slots: [],
    waiting: [],
    nextId: 1,
    closed: false,
  };
  return {
    solve: (job, signal) => new Promise((resolve, reject) => enqueue(pool, { job, resolve, reject }, signal)),
    warm: () => {
      if (pool.slots.length === 0 && !pool.closed) openSlot(pool);
    },
    dispose: () => close(pool),
  };
}

/** How long (ms) a cancelled thread may take to stop by itself, and one whose time is up to say what it has. */
const GRACE = { cancelled: 80, late: 1000 };

interface Task {
  readonly id: number;
  readonly job: SolveJob;
  readonly resolve: (answer: SolveAnswer) => void;
  readonly reject: (reason: Error) => void;
}

interface Slot {
  readonly worker: Worker;
  /** Holds the id of the job that is to stop. */
  readonly stop: Int32Array;
  task: Task | null;
  timer: NodeJS.Timeout | null;
}

interface Pool {
  readonly file: string;
  readonly size: number;
  readonly slots: Slot[];
  readonly waiting: Task[];
  nextId: number;
  closed: boolean;
}

function enqueue(pool: Pool, asked: Omit<Task, 'id'>, signal: AbortSignal | undefined): void {
  if (pool.closed || signal?.aborted) {
    asked.reject(new SolveCancelled('Cancelled.'));
    return;
  }
  const task = { ...asked, id: pool.nextId++ };
  signal?.addEventListener('abort', () => cancel(pool, task), { once: true });
  pool.waiting.push(task);
  startNext(pool);
}

function startNext(pool: Pool): void {
  while (0 < pool.waiting.length && !pool.closed) {
    const slot =
      pool.slots.find((each) => each.task === null) ?? (pool.slots.length < pool.size ? openSlot(pool) : null);
    const task = slot === null ? undefined : pool.waiting.shift();
    if (slot === null || task === undefined) return;
    start(pool, slot, task);
  }
}

function start(pool: Pool, slot: Slot, task: Task): void {
  slot.task = task;
  slot.worker.ref();
  slot.worker.postMessage({ type: 'job', id: task.id, job: task.job } satisfies ToWorker);
  const limit = task.job.timeLimit ?? null;
  if (limit !== null) slot.timer = setTimeout(() => timeIsUp(pool, slot, task, limit), limit * 1000);
}

/** The best answer so far is waited for, then the thread is killed. */
function timeIsUp(pool: Pool, slot: Slot, task: Task, limit: number): void {
  Atomics.store(slot.stop, 0, task.id);
  slot.timer = setTimeout(() => discard(pool, slot, new SolveTimeout(`Not solved within ${limit} s.`)), GRACE.late);
}

function cancel(pool: Pool, task: Task): void {
  const index = pool.waiting.indexOf(task);
  if (0 <= index) pool.waiting.splice(index, 1);
  task.reject(new SolveCancelled('Cancelled.'));
  const slot = pool.slots.find((each) => each.task === task);
  if (slot === undefined) return;
  Atomics.store(slot.stop, 0, task.id);
  if (slot.timer !== null) clearTimeout(slot.timer);
  slot.timer = setTimeout(() => discard(pool, slot, new SolveCancelled('Cancelled.')), GRACE.cancelled);
}

function openSlot(pool: Pool): Slot {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: WorkerStart = { stop };
  // Nothing that the thread prints may get into the protocol on standard output.
  const worker = new Worker(pool.file, { name: 'econ solve', stdout: true, workerData });
  const slot: Slot = { worker, stop, task: null, timer: null };
  worker.stdout.on('data', (chunk) => process.stderr.write(chunk));
  worker.on('message', (message: FromWorker) => receive(pool, slot, message));
  worker.on('error', (error) => discard(pool, slot, error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => discard(pool, slot, new Error(`The solver's thread ended with code ${code}.`)));
  worker.unref();
  pool.slots.push(slot);
  return slot;
}

function receive(pool: Pool, slot: Slot, message: FromWorker): void {
  const task = slot.task;
  if (task === null || task.id !== message.id) return;
  release(slot);
  if (message.type === 'done') task.resolve(JSON.parse(message.answer) as SolveAnswer);
  else task.reject(new Error(message.message));
  startNext(pool);
}

function release(slot: Slot): void {
  if (slot.timer !== null) clearTimeout(slot.timer);
  slot.timer = null;
  slot.task = null;
  slot.worker.unref();
}

/** Kills the thread; its job, if it still has one, fails with the reason. */
function discard(pool: Pool, slot: Slot, reason: Error): void {
  const index = pool.slots.indexOf(slot);
  if (index < 0) return;
  pool.slots.splice(index, 1);
  slot.worker.removeAllListeners();
  // A late error of a thread that is being stopped concerns nobody.
  slot.worker.on('error', () => {});
  void slot.worker.terminate();
  slot.task?.reject(reason);
  release(slot);
  if (reason instanceof SolveCancelled && !pool.closed) openSlot(pool);
  startNext(pool);
}

function close(pool: Pool): void {
  pool.closed = true;
  const reason = new SolveCancelled('The server is closing.');
  for (const task of pool.waiting.splice(0)) task.reject(reason);
  for (const slot of [...pool.slots]) discard(pool, slot, reason);
}

/** Beside the bundle, or the source itself when the server runs from source. */
function findWorkerFile(): string {
  // A CommonJS bundle has __dirname and an empty import.meta, a module the other way round.
  const here = import.meta.dirname ?? __dirname;
  const candidates = ['solve-worker.js', 'solve-worker.mjs', 'solve-worker.cjs', '../solve-worker.ts'];
  const found = candidates.map((file) => join(here, file)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`The solver's worker file is missing beside ${here}.`);
  return found;
}
