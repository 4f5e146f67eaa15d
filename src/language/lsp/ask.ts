import * as v from 'valibot';

/** The parameters of the requests that only this server has; anything else is refused. */
const uri = v.pipe(v.string(), v.maxLength(8192));
const overrides = v.optional(v.nullable(v.record(v.string(), v.pipe(v.number(), v.finite()))));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const SolveParams = v.object({
  uri,
  version: v.optional(v.nullable(v.number())),
  overrides,
  scenario: v.optional(v.nullable(v.string())),
});

/** `at`: stated amounts of all goods but the last, in the order in which they are declared. */
export const TraceParams = v.object({
  ...SolveParams.entries,
  points: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10_000)))),
  at: v.optional(v.nullable(v.array(v.array(v.pipe(v.number(), v.finite(), v.minValue(0)))))),
});

export const AnalyzeParams = v.object({ uri, overrides });

export const AgentAtParams = v.object({ uri, position: v.object({ line: count, character: count }) });

/** One of the two says which agent. */
export const ProofParams = v.object({
  uri,
  agent: v.optional(v.nullable(v.string())),
  position: v.optional(v.nullable(v.object({ line: count, character: count }))),
});

export const ParamRangeParams = v.object({ uri, name: v.string() });
