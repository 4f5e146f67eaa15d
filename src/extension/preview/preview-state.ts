import * as v from 'valibot';
import { readOverrides } from '../../preview/host/messages.ts';
import type { Overrides } from '../../preview/protocol.ts';

/** What a preview leaves behind to be found again after a reload. */
export interface PreviewState {
  readonly uri: string;
  readonly overrides: Overrides;
}

/** Null where there is no telling which document it showed. */
export function readPreviewState(saved: unknown): PreviewState | null {
  const result = v.safeParse(PREVIEW_STATE, saved);
  return result.success ? { uri: result.output.uri, overrides: readOverrides(result.output.overrides) } : null;
}

const PREVIEW_STATE = v.object({ uri: v.pipe(v.string(), v.minLength(1)), overrides: v.optional(v.unknown()) });
