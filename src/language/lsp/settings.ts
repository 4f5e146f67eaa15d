import * as v from 'valibot';
import type { Severity } from '../../economy/finding.ts';

export type Level = Severity | 'off';

/** What a person can set of the server (the settings `econ.*`). What cannot be read keeps its default. */
export interface Settings {
  readonly curvature: { readonly convex: Level; readonly mixed: Level; readonly unproven: Level };
  readonly inlayHints: { readonly curvature: boolean; readonly domains: boolean; readonly prices: boolean };
  /** `tolerance` is a relative gap; `timeLimit` is in seconds, null without one. */
  readonly solve: { readonly tolerance: number; readonly timeLimit: number | null };
}

export const DEFAULT_SETTINGS: Settings = {
  curvature: { convex: 'warning', mixed: 'warning', unproven: 'information' },
  inlayHints: { curvature: true, domains: true, prices: true },
  solve: { tolerance: 1e-6, timeLimit: null },
};

/** Reads the section `econ` as an editor sends it. Never throws. */
export function readSettings(sent: unknown): Settings {
  const curvature = section(sent, 'curvature');
  const hints = section(sent, 'inlayHints');
  const solve = section(sent, 'solve');
  const standard = DEFAULT_SETTINGS;
  return {
    curvature: {
      convex: read(LEVEL, curvature.convex, standard.curvature.convex),
      mixed: read(LEVEL, curvature.mixed, standard.curvature.mixed),
      unproven: read(LEVEL, curvature.unproven, standard.curvature.unproven),
    },
    inlayHints: {
      curvature: read(v.boolean(), hints.curvature, standard.inlayHints.curvature),
      domains: read(v.boolean(), hints.domains, standard.inlayHints.domains),
      prices: read(v.boolean(), hints.prices, standard.inlayHints.prices),
    },
    solve: {
      tolerance: read(TOLERANCE, solve.tolerance, standard.solve.tolerance),
      timeLimit: read(TIME_LIMIT, solve.timeLimit, standard.solve.timeLimit),
    },
  };
}

const LEVEL = v.picklist(['error', 'warning', 'information', 'hint', 'off']);
const TOLERANCE = v.pipe(v.number(), v.minValue(1e-15), v.maxValue(1));
/** Without a limit: null or 0. */
const TIME_LIMIT = v.pipe(
  v.nullable(v.pipe(v.number(), v.minValue(0), v.finite())),
  v.transform((seconds) => (seconds === 0 ? null : seconds)),
);

function read<T>(schema: v.GenericSchema<T>, value: unknown, standard: T): T {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : standard;
}

function section(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const inner = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
}
