import * as v from 'valibot';
import type { FromPage, Overrides } from '../../preview/protocol.ts';

/** What the page says, checked; null where it is not of the protocol. */
export function readFromPage(message: unknown): FromPage | null {
  const result = v.safeParse(FROM_PAGE, message);
  return result.success ? result.output : null;
}

/** What a preview leaves behind to be found again after a reload. */
export interface PreviewState {
  readonly uri: string;
  readonly overrides: Overrides;
}

export function readPreviewState(saved: unknown): PreviewState | null {
  const result = v.safeParse(PREVIEW_STATE, saved);
  return result.success ? result.output : null;
}

const OVERRIDES = v.record(v.string(), v.pipe(v.number(), v.finite()));
const LINE = v.pipe(v.number(), v.integer(), v.minValue(0));

const FROM_PAGE = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('set-params'), overrides: OVERRIDES }),
  v.object({ type: v.literal('write-params'), overrides: OVERRIDES }),
  v.object({ type: v.literal('reveal'), agent: v.string() }),
  v.object({ type: v.literal('reveal-line'), line: LINE }),
  v.object({ type: v.literal('cancel') }),
]);

const PREVIEW_STATE = v.object({ uri: v.pipe(v.string(), v.minLength(1)), overrides: v.fallback(OVERRIDES, {}) });
