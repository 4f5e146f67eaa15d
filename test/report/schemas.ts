import * as v from 'valibot';

/** The JSON of the interfaces as schemas: every name that is promised, and no other type than is promised. */
const infinite = v.picklist(['Infinity', '-Infinity']);
const number = v.union([v.pipe(v.number(), v.finite()), infinite]);
const interval = v.tuple([number, number]);
const range = v.union([number, interval]);
const perGood = <S extends v.GenericSchema>(schema: S) => v.record(v.string(), schema);
const verdict = v.picklist(['concave', 'convex', 'linear', 'mixed', 'unknown']);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const seconds = v.pipe(v.number(), v.minValue(0));

const position = v.object({ line: count, character: count });
const textRange = v.object({ start: position, end: position });
const diagnostic = v.object({
  code: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/)),
  severity: v.picklist(['error', 'warning', 'information', 'hint']),
  message: v.pipe(v.string(), v.minLength(1)),
  range: textRange,
  related: v.array(v.object({ message: v.string(), range: textRange })),
});

const kind = v.object({
  label: v.string(),
  count,
  outputs: perGood(number),
  mix: v.nullable(perGood(number)),
  specialization: v.nullable(number),
  at: v.picklist(['bound', 'interior', 'kink', 'dent']),
  virtualPrices: v.nullable(perGood(range)),
  supportingPrices: v.nullable(perGood(range)),
});

const tracePoint = v.object({
  totals: perGood(number),
  supported: v.boolean(),
  prices: v.nullable(perGood(number)),
  priceIntervals: v.nullable(perGood(range)),
  gap: v.pipe(
    number,
    v.check((gap) => gap === 'Infinity' || (typeof gap === 'number' && gap >= 0), 'a gap below 0'),
  ),
  at: v.nullable(v.picklist(['kink', 'end', 'dent'])),
});
const traced = {
  points: v.array(tracePoint),
  dents: v.nullable(
    v.object({
      count: v.nullable(count),
      spans: v.array(v.object({ from: perGood(number), to: perGood(number) })),
    }),
  ),
  notes: v.array(v.string()),
};

export const TRACE = v.object({
  schema: v.literal('econ/trace@1'),
  file: v.nullable(v.string()),
  status: v.picklist(['optimal', 'bounded', 'infeasible', 'unbounded', 'invalid']),
  goods: v.array(v.string()),
  ...traced,
  diagnostics: v.array(diagnostic),
  seconds,
});

export const SOLUTION = v.object({
  schema: v.literal('econ/solution@1'),
  file: v.nullable(v.string()),
  status: v.picklist(['optimal', 'bounded', 'infeasible', 'unbounded', 'invalid']),
  objective: v.nullable(
    v.object({
      kind: v.picklist(['maximize', 'prices', 'proportions', 'trace', 'market']),
      value: number,
      upperBound: number,
      dualBound: number,
      gap: number,
    }),
  ),
  goods: v.array(v.string()),
  totals: v.nullable(perGood(number)),
  numeraire: v.nullable(v.string()),
  prices: v.nullable(perGood(number)),
  priceIntervals: v.nullable(perGood(range)),
  dualPrices: v.nullable(perGood(number)),
  onePrice: v.nullable(v.object({ holds: v.boolean(), spread: v.nullable(number), interior: count, atBound: count })),
  agents: v.array(v.object({ agent: v.string(), count, verdict, kinds: v.array(kind) })),
  kinds: v.array(v.object({ label: v.string(), size: count, mix: v.nullable(perGood(number)) })),
  discreteness: v.nullable(
    v.object({ specialized: number, gap: v.nullable(number), betweenShare: v.nullable(number) }),
  ),
  equilibria: v.nullable(
    v.array(
      v.object({ prices: perGood(number), allocation: v.record(v.string(), perGood(number)), excess: perGood(number) }),
    ),
  ),
  trace: v.nullable(v.object(traced)),
  asserts: v.array(v.object({ text: v.string(), holds: v.boolean(), value: v.string() })),
  improvement: v.nullable(
    v.object({
      moves: v.array(v.object({ agent: v.string(), change: perGood(number) })),
      gain: perGood(number),
    }),
  ),
  diagnostics: v.array(diagnostic),
  seconds,
});

const point = perGood(number);
const judged = {
  verdict,
  strict: v.nullable(v.boolean()),
  inflections: v.array(v.object({ variable: v.string(), at: number, interval })),
  certificate: v.nullable(v.looseObject({ kind: v.string() })),
  witnesses: v.array(
    v.object({
      p: point,
      q: point,
      mid: point,
      gap: v.pipe(v.number(), v.gtValue(0)),
      shows: v.picklist(['not-concave', 'not-convex']),
    }),
  ),
  reason: v.nullable(v.string()),
  seconds,
};

export const FUNCTION = v.object({
  id: v.nullable(v.string()),
  segments: v.array(v.object({ variable: v.string(), from: number, to: number, verdict })),
  ...judged,
});

export const CURVATURE = v.object({
  schema: v.literal('econ/curvature@1'),
  file: v.nullable(v.string()),
  agents: v.array(
    v.object({
      agent: v.string(),
      goods: v.array(v.string()),
      segments: v.array(v.object({ good: v.string(), from: number, to: number, verdict })),
      byParam: v.nullable(v.array(v.object({ param: v.string(), from: number, to: number, verdict }))),
      ...judged,
    }),
  ),
});

export const DIAGNOSTICS = v.object({
  schema: v.literal('econ/diagnostics@1'),
  files: v.array(v.object({ file: v.string(), diagnostics: v.array(diagnostic) })),
});

const region = v.object({
  startLine: v.pipe(v.number(), v.minValue(1)),
  startColumn: v.pipe(v.number(), v.minValue(1)),
  endLine: v.pipe(v.number(), v.minValue(1)),
  endColumn: v.pipe(v.number(), v.minValue(1)),
});
const location = v.object({
  physicalLocation: v.object({ artifactLocation: v.object({ uri: v.string() }), region }),
});

export const SARIF = v.object({
  version: v.literal('2.1.0'),
  runs: v.array(
    v.object({
      tool: v.object({ driver: v.object({ name: v.literal('econ'), rules: v.array(v.object({ id: v.string() })) }) }),
      results: v.array(
        v.object({
          ruleId: v.string(),
          ruleIndex: count,
          level: v.picklist(['error', 'warning', 'note']),
          message: v.object({ text: v.string() }),
          locations: v.pipe(v.array(location), v.length(1)),
        }),
      ),
    }),
  ),
});
