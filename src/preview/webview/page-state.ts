import type { Analysis } from '../../analysis/analysis.ts';
import type { Overrides, Source, ToPage } from '../protocol.ts';

/** All that the page knows; a new value for every message and every act of the reader. */
export interface PageState {
  /** The last good picture; it stays while the text is being changed. */
  readonly shown: Shown | null;
  readonly stale: { readonly reason: string; readonly line: number | null } | null;
  readonly solving: boolean;
  readonly connected: boolean;
  readonly highlight: string | null;
  /** Param values that the reader has set and the host has not yet answered. */
  readonly pending: Overrides | null;
  readonly view: ViewState;
}

export interface Shown {
  readonly version: number;
  readonly analysis: Analysis;
  readonly overrides: Overrides;
  readonly sources: readonly Source[];
}

/** What survives a reload. */
export interface ViewState {
  readonly tab: Tab;
  readonly pair: readonly [string, string] | null;
  readonly search: string;
  readonly page: number;
}

export type Tab = 'picture' | 'numbers';

export const FIRST: PageState = {
  shown: null,
  stale: null,
  solving: false,
  connected: true,
  highlight: null,
  pending: null,
  view: { tab: 'picture', pair: null, search: '', page: 0 },
};

export function received(state: PageState, message: ToPage): PageState {
  switch (message.type) {
    case 'analysis':
      return withAnalysis(state, message);
    case 'stale':
      return { ...state, solving: false, stale: { reason: message.reason, line: message.line } };
    case 'solving':
      return { ...state, solving: true };
    case 'highlight':
      return { ...state, highlight: message.agent };
    default:
      return message satisfies never;
  }
}

/** The connection stands or not. A host that comes back may have started anew, and counts its versions from the start. */
export function connection(state: PageState, connected: boolean): PageState {
  const shown = state.shown === null || state.connected ? state.shown : { ...state.shown, version: 0 };
  return { ...state, connected, shown };
}

/** An older answer never replaces a newer one; a model with errors never replaces a picture. */
function withAnalysis(state: PageState, message: Extract<ToPage, { type: 'analysis' }>): PageState {
  const { analysis, version, overrides, sources } = message;
  if (state.shown !== null && version < state.shown.version) return state;
  const answered = state.pending !== null && same(state.pending, overrides) ? null : state.pending;
  const settled = { ...state, solving: false, pending: answered };
  if (analysis.solution.status === 'invalid' && state.shown !== null && isGood(state.shown)) {
    const error = analysis.solution.diagnostics.find((d) => d.severity === 'error');
    return { ...settled, stale: { reason: error?.message ?? 'The model has errors.', line: null } };
  }
  return { ...settled, stale: null, shown: { version, analysis, overrides, sources } };
}

function isGood({ analysis }: Shown): boolean {
  return analysis.solution.status !== 'invalid';
}

export function same(a: Overrides, b: Overrides): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}

/** The overrides as the reader sees them: what was just set, else what the picture was computed with. */
export function overridesOf({ pending, shown }: PageState): Overrides {
  return pending ?? shown?.overrides ?? {};
}

/** A remembered view as far as it makes sense; it may come from another version of the page. */
export function recalledView(raw: unknown): ViewState {
  const { view } = FIRST;
  if (typeof raw !== 'object' || raw === null) return view;
  const old = raw as Partial<Record<keyof ViewState, unknown>>;
  const pair = Array.isArray(old.pair) && old.pair.length === 2 && old.pair.every((good) => typeof good === 'string');
  return {
    tab: old.tab === 'numbers' ? 'numbers' : 'picture',
    pair: pair ? (old.pair as [string, string]) : null,
    search: typeof old.search === 'string' ? old.search : '',
    page: typeof old.page === 'number' && Number.isInteger(old.page) && 0 <= old.page ? old.page : 0,
  };
}
