import type { Engine } from './engine.ts';

/** Parser and prover, which are loaded when the editor has its first answer. */
export interface EngineLoading {
  /** Resolved when they are there; rejected when they cannot be loaded. */
  readonly ready: Promise<void>;
  readonly load: () => Promise<void>;
  /** Throws before `ready`. */
  readonly engine: () => Engine;
}

/** `folder`: where paths start in texts that lie in none. */
export function engineLoading(folder: () => string | null): EngineLoading {
  let engine: Engine | null = null;
  let settle: { readonly resolve: () => void; readonly reject: (reason: unknown) => void } | null = null;
  const ready = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody has to wait for it.
  ready.catch(() => {});
  return {
    ready,
    load: async () => {
      try {
        const { createEngine } = await import('./engine.ts');
        engine = createEngine(folder);
        settle?.resolve();
      } catch (error) {
        settle?.reject(error);
        throw error;
      }
    },
    engine: () => {
      if (engine === null) throw new Error('The parser is not loaded yet.');
      return engine;
    },
  };
}
