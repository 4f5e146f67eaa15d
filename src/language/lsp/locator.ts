import type { Locate } from '../../report/placed.ts';
import type { Origins } from '../lower/origins.ts';

/** Where an origin stands in the text itself; null: nowhere, or in another file, such as the library. */
export function locator(origins: Origins): Locate {
  return (origin) => {
    const place = origins.get(origin);
    return place === undefined || place.uri !== origins.uri ? null : place.range;
  };
}
