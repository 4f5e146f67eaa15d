import type { PointsFrontier } from '../../economy/economy.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational } from '../../math/interval/interval.ts';
import { compare, fromDouble, type Rational, toDouble } from '../../math/rational/rational.ts';
import type { CapacityCertificate } from '../certificate.ts';
import type { FrontierJudgement, Verdict } from '../verdict.ts';
import { type BoundaryPart, bendsOf, segmentsOf, verdictOf } from './boundary.ts';
import { choiceVerdict, chordsAmong } from './choice.ts';
import { frontierWitnesses } from './frontier-witness.ts';
import { failure, nothing, shown } from './outcome.ts';
import { covers, efficient, type PointsBoundary, pathBoundary, X, Y } from './path-boundary.ts';
import { shapeOf } from './planar.ts';

type Point = readonly Rational[];

/** `through`: a path of straight lines; `among`: a choice with nothing between. */
export function judgePoints(frontier: PointsFrontier): FrontierJudgement {
  const { goods, origin } = frontier;
  const points = frontier.points.map((p) => p.map(coordinateOf));
  if (points.some((p) => p.some((v) => v === null)))
    return failure(goods, 'undefined-value', 'A coordinate is not a number.', origin);
  const known = points as Rational[][];
  if (known.some((p) => p.some((v) => v.numerator < 0n))) {
    return failure(goods, 'bad-range', 'An output below 0 cannot be made: every coordinate is 0 or more.', origin);
  }
  if (known.length === 0 || known.every((p) => p.every((v) => v.numerator === 0n))) {
    return failure(goods, 'empty-frontier', 'Nothing can be made: every point is 0.', origin);
  }
  if (goods.length === 1)
    return capacityOf(
      goods[0] as string,
      known.map((p) => p[0] as Rational),
    );
  if (goods.length === 2) return planarPoints(frontier, known);
  return severalGoods(frontier, known);
}

/** Points are exact where they are rational; otherwise the nearest doubles are the points. */
function coordinateOf(e: Expression): Rational | null {
  const exact = exactValue(e);
  if (exact) return exact;
  const nearest = compile(e, [])([]);
  return Number.isFinite(nearest) ? fromDouble(nearest) : null;
}

export function capacityOf(good: string, candidates: readonly Rational[]): FrontierJudgement {
  const most = candidates.reduce((a, b) => (compare(a, b) < 0 ? b : a));
  const formulas = candidates.map(text);
  return capacity(good, toDouble(most), fromRational(most), { form: 'values', formulas });
}

export function capacity(
  good: string,
  most: number,
  mostEnclosure: { readonly lo: number; readonly hi: number },
  of: CapacityCertificate['of'],
): FrontierJudgement {
  return {
    ...nothing([good]),
    verdict: 'linear',
    strict: false,
    segments: [{ variable: good, from: 0, to: most, verdict: 'linear' }],
    certificate: { kind: 'capacity', good, most, ...(of ? { of } : {}) },
    reason: 'one good: a capacity',
    shape: { kind: 'capacity', goods: [good], most, mostEnclosure },
  };
}

function planarPoints(frontier: PointsFrontier, points: readonly Point[]): FrontierJudgement {
  const goods = frontier.goods as unknown as readonly [string, string];
  const path = frontier.kind === 'through' ? pathBoundary(points) : choiceBoundary(points);
  const bends = bendsOf(path.boundary);
  const verdict = path.boundary.length === 1 && path.boundary[0]?.kind === 'point' ? 'concave' : verdictOf(bends);
  const findings = path.dominated.map(({ from, to }) => ({
    code: 'dominated-part' as const,
    severity: 'warning' as const,
    message:
      from === to
        ? `The point at ${goods[0]} = ${shown(from)} is never chosen: another one has at least as much of both goods.`
        : `From ${goods[0]} = ${shown(from)} to ${shown(to)} the line is never chosen: elsewhere there is at least as much of both goods.`,
    origin: frontier.origin,
    data: { good: goods[0], from, to },
  }));
  return {
    ...nothing(goods),
    verdict,
    strict: verdict === 'unknown' ? null : false,
    segments: segmentsOf(path.boundary, goods[0]),
    certificate:
      verdict === 'unknown'
        ? null
        : { kind: 'points', joined: frontier.kind === 'through', points: points.map((p) => p.map(text)), verdict },
    reason:
      frontier.kind === 'through' ? 'slopes of the straight lines compared exactly' : 'a choice among separate points',
    witnesses: frontierWitnesses(goods, path.boundary, verdict, 'output'),
    dominated: path.dominated.map((r) => ({ good: goods[0], ...r })),
    shape: shapeOf(goods, path.boundary),
    findings,
  };
}

function text(r: Rational): string {
  return r.denominator === 1n ? `${r.numerator}` : `${r.numerator}/${r.denominator}`;
}

function choiceBoundary(points: readonly Point[]): PointsBoundary {
  const kept = efficient(points);
  const dominated = points.filter((p) => !kept.includes(p)).map((p) => ({ from: toDouble(X(p)), to: toDouble(X(p)) }));
  const parts: BoundaryPart[] = [];
  kept.forEach((p, i) => {
    const [x, y] = [toDouble(X(p)), toDouble(Y(p))];
    if (kept.length === 1) parts.push({ kind: 'point', x, y });
    else {
      if (i > 0) parts.push({ kind: 'horizontal', x, y });
      if (i < kept.length - 1) parts.push({ kind: 'vertical', x, y });
    }
  });
  return { boundary: parts, dominated };
}

// Three goods and more.

function severalGoods(frontier: PointsFrontier, points: readonly Point[]): FrontierJudgement {
  const { goods } = frontier;
  const kept = points.filter((p, i) => !points.some((q, j) => i !== j && covers(q, p) && !(covers(p, q) && i < j)));
  const joined = frontier.kind === 'through';
  const verdict: Verdict = kept.length === 1 ? 'concave' : joined ? 'unknown' : choiceVerdict(kept);
  return {
    ...nothing(goods),
    verdict,
    witnesses: verdict === 'convex' || verdict === 'mixed' ? chordsAmong(goods, kept, verdict) : [],
    strict: verdict === 'unknown' ? null : false,
    certificate:
      verdict === 'unknown' ? null : { kind: 'points', joined, points: points.map((p) => p.map(text)), verdict },
    reason:
      verdict === 'unknown'
        ? 'The shape of these points in three goods or more is not decided.'
        : 'a choice among separate points',
    shape: { kind: 'points', goods, points: (joined ? points : kept).map((p) => p.map(toDouble)), joined },
  };
}
