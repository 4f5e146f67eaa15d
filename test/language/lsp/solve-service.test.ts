import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createSolveService, SolveCancelled, SolveTimeout } from '../../../src/language/lsp/solve-service.ts';

const workerFile = fileURLToPath(new URL('./stubborn-worker.ts', import.meta.url));
let service = createSolveService({ workerFile, threads: 1 });

afterEach(() => {
  service.dispose();
  service = createSolveService({ workerFile, threads: 1 });
});

const job = (text: string, timeLimit: number | null = null) => ({ text, uri: 'file:///x.econ', timeLimit });

describe('the solver’s thread', () => {
  test('answers one job after the other', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map((text) => service.solve(job(text))));
    expect(answers.map(({ solution }) => solution.text)).toEqual(['a', 'b', 'c']);
  });

  test('is killed when it does not stop by itself, and the next job runs', async () => {
    const cancel = new AbortController();
    const endless = service.solve(job('endless'), cancel.signal);
    const next = service.solve(job('next'));
    cancel.abort();
    await expect(endless).rejects.toBeInstanceOf(SolveCancelled);
    expect((await next).solution.text).toBe('next');
  });

  test('ends at the time limit', async () => {
    await expect(service.solve(job('endless', 0.01))).rejects.toBeInstanceOf(SolveTimeout);
    expect((await service.solve(job('after'))).solution.text).toBe('after');
  });

  test('a job cancelled while it waits never starts', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const running = service.solve(job('endless'), first.signal);
    const waiting = service.solve(job('broken'), second.signal);
    second.abort();
    await expect(waiting).rejects.toBeInstanceOf(SolveCancelled);
    first.abort();
    await expect(running).rejects.toBeInstanceOf(SolveCancelled);
  });

  test('breaks for the job that broke it only', async () => {
    await expect(service.solve(job('broken'))).rejects.toThrow('broken');
    expect((await service.solve(job('after'))).solution.text).toBe('after');
  });

  test('refuses jobs that are cancelled already, and all after it is closed', async () => {
    await expect(service.solve(job('a'), AbortSignal.abort())).rejects.toBeInstanceOf(SolveCancelled);
    const waiting = service.solve(job('endless'));
    service.dispose();
    await expect(waiting).rejects.toBeInstanceOf(SolveCancelled);
    await expect(service.solve(job('b'))).rejects.toBeInstanceOf(SolveCancelled);
  });
});
