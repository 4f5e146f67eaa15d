import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocsBase } from './diagnostics.ts';
import type { EngineLoading } from './engine-loading.ts';
import type { OpenFile } from './open-file.ts';
import type { Delays } from './quiet.ts';
import type { Settings } from './settings.ts';
import type { SolveService } from './solve-service.ts';

/** What the editor's client can do. */
export interface ClientSkills {
  readonly snippets: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly progress: boolean;
  /** The server may ask to be told when files change. */
  readonly watchesFiles: boolean;
  readonly refreshesHints: boolean;
  readonly opensLibrary: boolean;
  /** Hovers may link to the editor's own commands. */
  readonly showsProofs: boolean;
  readonly docs: DocsBase;
}

/** The whole state of a running server. */
export interface Desk extends EngineLoading {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly files: Map<string, OpenFile>;
  readonly delays: Delays;
  /** Starts its thread when first asked for. */
  readonly solver: () => SolveService;
  /** Ends the solver's threads, if any were started. */
  readonly dispose: () => void;
  readonly fail: (where: string, error: unknown) => void;
  /** The folder that is open in the editor. */
  folder: string | null;
  skills: ClientSkills;
  settings: Settings;
}

export const NO_SKILLS: ClientSkills = {
  snippets: false,
  configuration: false,
  registersConfiguration: false,
  progress: false,
  watchesFiles: false,
  refreshesHints: false,
  opensLibrary: false,
  showsProofs: false,
  docs: null,
};
