import * as v from 'valibot';
import type { ToPage } from '../protocol.ts';

/**
 * What the host says, decoded and checked. Infinite numbers come as the string "Infinity"; what the page does not use
 * is dropped here. Anything else gives null with the reason: it must never reach the panels.
 */
export function decodeMessage(raw: unknown): { message: ToPage } | { message: null; why: string } {
  const result = v.safeParse(toPage, raw);
  if (result.success) return { message: result.output as ToPage };
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  return { message: null, why: path === null ? issue.message : `${path}: ${issue.message}` };
}

const amount = v.union(
  [
    v.pipe(
      v.number(),
      v.check((x) => !Number.isNaN(x), 'not a number'),
    ),
    v.pipe(
      v.literal('Infinity'),
      v.transform(() => Number.POSITIVE_INFINITY),
    ),
    v.pipe(
      v.literal('-Infinity'),
      v.transform(() => Number.NEGATIVE_INFINITY),
    ),
  ],
  'expected a number or "Infinity"',
);
const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.finite(), v.minValue(0));
const line = v.pipe(v.number(), v.integer(), v.minValue(0));
const perGood = <S extends v.GenericSchema>(value: S) => v.record(v.string(), value);
const range = v.union([amount, v.tuple([amount, amount])], 'expected a number or an interval');
const nullable = <S extends v.GenericSchema>(schema: S) => v.nullish(schema, null);

/** Curves are the bulk of a message: one plain loop instead of a schema per number. */
const isPoint = (p: unknown): p is readonly [number, number] =>
  Array.isArray(p) && p.length === 2 && Number.isFinite(p[0]) && Number.isFinite(p[1]);
const point = v.custom<readonly [number, number]>(isPoint, 'expected [x, y], both finite');
const curve = v.custom<readonly (readonly [number, number])[]>(
  (points) => Array.isArray(points) && points.every(isPoint),
  'expected a list of [x, y], all finite',
);

const verdict = v.picklist(['concave', 'convex', 'linear', 'mixed', 'unknown']);
const pair = v.tuple([v.string(), v.string()]);

const view = v.object({
  goods: pair,
  outline: v.array(v.object({ verdict, points: curve })),
  point: nullable(point),
  normals: v.array(point),
  economyNormal: nullable(point),
  chord: nullable(
    v.object({
      p: point,
      q: point,
      mid: point,
      on: point,
      shows: v.picklist(['not-concave', 'not-convex']),
      gap: finite,
    }),
  ),
  stated: nullable(point),
});

const picture = v.object({
  agents: v.array(
    v.object({
      agent: v.string(),
      kind: nullable(v.string()),
      count,
      verdict,
      member: v.optional(v.string()),
      views: v.array(view),
    }),
  ),
  aggregates: v.array(
    v.object({
      goods: pair,
      hull: curve,
      dented: nullable(curve),
      supported: v.optional(v.array(curve)),
      optimum: nullable(point),
      contour: curve,
      priceLine: nullable(v.tuple([point, point])),
      stated: nullable(v.object({ from: point, to: nullable(point) })),
    }),
  ),
});

const kind = v.object({
  label: v.string(),
  count,
  outputs: perGood(amount),
  mix: nullable(perGood(amount)),
  specialization: nullable(amount),
  at: v.picklist(['bound', 'interior', 'kink', 'dent']),
  virtualPrices: nullable(perGood(range)),
  numeraire: nullable(v.string()),
  supportingPrices: nullable(perGood(range)),
});

const solution = v.object({
  status: v.picklist(['optimal', 'bounded', 'infeasible', 'unbounded', 'invalid']),
  objective: nullable(
    v.object({
      kind: v.picklist(['maximize', 'prices', 'proportions']),
      value: amount,
      upperBound: amount,
      dualBound: amount,
      gap: amount,
    }),
  ),
  goods: v.array(v.string()),
  totals: nullable(perGood(amount)),
  numeraire: nullable(v.string()),
  prices: nullable(perGood(amount)),
  priceIntervals: nullable(perGood(range)),
  dualPrices: nullable(perGood(amount)),
  onePrice: nullable(v.object({ holds: v.boolean(), spread: nullable(amount), interior: count, atBound: count })),
  pricesDiverge: v.boolean(),
  agents: v.array(v.object({ agent: v.string(), count, verdict, kinds: v.array(kind) })),
  kinds: v.array(v.object({ label: v.string(), size: count, mix: nullable(perGood(amount)) })),
  discreteness: nullable(v.object({ specialized: amount, gap: nullable(amount), betweenShare: nullable(amount) })),
  equilibria: nullable(
    v.array(
      v.object({
        prices: perGood(amount),
        allocation: v.record(v.string(), perGood(amount)),
        excess: perGood(amount),
        trades: v.optional(v.record(v.string(), perGood(amount))),
        producers: v.optional(
          v.array(v.object({ name: v.string(), firm: v.boolean(), count, made: perGood(amount), profit: amount })),
        ),
      }),
    ),
  ),
  asserts: v.array(v.object({ text: v.string(), holds: v.boolean(), value: v.string() })),
  improvement: nullable(
    v.object({
      moves: v.array(v.object({ agent: v.string(), change: perGood(amount) })),
      gain: perGood(amount),
    }),
  ),
  diagnostics: v.array(
    v.object({
      code: v.string(),
      severity: v.picklist(['error', 'warning', 'information', 'hint']),
      message: v.string(),
    }),
  ),
  notes: v.array(v.string()),
});

const trace = v.object({
  points: v.array(
    v.object({
      totals: perGood(amount),
      supported: v.boolean(),
      prices: nullable(perGood(amount)),
      priceIntervals: nullable(perGood(range)),
      gap: amount,
      at: nullable(v.picklist(['kink', 'end', 'dent'])),
    }),
  ),
  notes: v.array(v.string()),
});

const curvature = v.object({
  agent: v.string(),
  goods: v.array(v.string()),
  verdict,
  strict: nullable(v.boolean()),
  segments: v.array(v.object({ variable: v.string(), from: amount, to: amount, verdict })),
  inflections: v.array(v.object({ variable: v.string(), at: amount })),
  byParam: nullable(v.array(v.object({ param: v.string(), from: amount, to: amount, verdict }))),
  reason: nullable(v.string()),
  blame: nullable(v.object({ text: v.string(), cause: v.string() })),
  domain: v.array(v.object({ good: v.string(), from: amount, to: amount, inferred: v.boolean() })),
  dominated: v.array(v.object({ good: v.string(), from: amount, to: amount })),
  membersDiffer: v.optional(v.boolean()),
});

const analysis = v.object({
  name: nullable(v.string()),
  goods: v.array(v.object({ name: v.string(), unit: nullable(v.string()) })),
  params: v.array(
    v.object({
      name: v.string(),
      value: finite,
      from: nullable(finite),
      to: nullable(finite),
      step: nullable(finite),
      unit: nullable(v.string()),
    }),
  ),
  curvature: v.array(curvature),
  solution,
  trace: nullable(trace),
  picture,
  seconds: amount,
});

const toPage = v.variant('type', [
  v.object({
    type: v.literal('analysis'),
    version: v.number(),
    overrides: v.record(v.string(), finite),
    analysis,
    sources: v.array(v.object({ agent: v.string(), line, character: line })),
  }),
  v.object({ type: v.literal('stale'), reason: v.string(), line: nullable(line) }),
  v.object({ type: v.literal('solving'), since: finite }),
  v.object({ type: v.literal('highlight'), agent: nullable(v.string()) }),
]);
