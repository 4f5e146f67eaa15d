import type { Overrides } from '../protocol.ts';
import type { PageState, ViewState } from './page-state.ts';
import type { Measure } from './scene/scene.ts';

/** What a panel may ask for. */
export interface Actions {
  setParams(overrides: Overrides): void;
  writeParams(overrides: Overrides): void;
  reveal(agent: string): void;
  revealLine(line: number): void;
  cancel(): void;
  view(change: Partial<ViewState>): void;
}

export interface PanelContext {
  readonly state: PageState;
  readonly actions: Actions;
  readonly measure: Measure;
}
