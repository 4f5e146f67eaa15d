import * as v from 'valibot';
import type { FromPage, Overrides } from '../protocol.ts';

/** What the page says, checked; null where it is not of the protocol. */
export function readFromPage(message: unknown): FromPage | null {
  const result = v.safeParse(FROM_PAGE, message);
  return result.success ? result.output : null;
}

/** Values of params, as a page sent or left them; none where they cannot be read. */
export function readOverrides(value: unknown): Overrides {
  const result = v.safeParse(OVERRIDES, value);
  return result.success ? result.output : {};
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
