import type { Desk } from './desk.ts';
import { type OpenFile, present } from './open-file.ts';
import type { Snapshot } from './snapshot.ts';

/** How long (ms) proving may keep the thread from answering. */
const SLICE = 10;

/** The present text with every agent proven, bit by bit, so that cancelling and completion need not wait for many agents. */
export async function proven(desk: Desk, file: OpenFile): Promise<Snapshot> {
  await desk.ready;
  for (;;) {
    const snapshot = present(file, desk.engine);
    if (await isProven(snapshot, () => file.document.version === snapshot.version)) return snapshot;
  }
}

/** False: the text has changed meanwhile. */
async function isProven(snapshot: Snapshot, isPresent: () => boolean): Promise<boolean> {
  const { steps } = snapshot.reading();
  let since = Date.now();
  while (isPresent()) {
    if (steps.next().done) return true;
    if (Date.now() - since < SLICE) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = Date.now();
  }
  return false;
}
