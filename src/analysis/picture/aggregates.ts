import { membersDiffer } from '../../economy/members.ts';
import type { Trace } from '../../solver/trace/trace.ts';
import type { AggregatePicture, Point } from '../picture.ts';
import { contourThrough } from './contour.ts';
import { dentedFrontier } from './dents.ts';
import { type Drawing, inPair, type Subject } from './drawing.ts';
import { aggregateHull, type Part } from './hull.ts';
import { economyNormal } from './normals.ts';
import type { Pair } from './outline.ts';
import { pairsOf } from './pairs.ts';
import { tracedFrontier } from './traced.ts';

/**
 * The whole economy, a picture a pair of goods. With more than two goods each member's other goods stay as chosen, so
 * every drawn total can be made, and what the drawing leaves out is only a shift of those other goods between members.
 */
export function aggregatePictures(drawing: Drawing, trace: Trace | null): readonly AggregatePicture[] {
  if (!isSumOfAgents(drawing) && !isTraced(drawing, trace)) return [];
  return pairsOf(drawing.economy.goods.map((good) => good.name)).flatMap((pair) => {
    const picture = aggregatePicture(drawing, pair, trace);
    return picture ? [picture] : [];
  });
}

/** What is drawn of an agent is a typical member, and firms and endowments are not drawn: their sum would be another economy. */
function isSumOfAgents({ economy }: Drawing): boolean {
  return economy.objective?.kind !== 'market' && !economy.agents.some(membersDiffer);
}

/** Where members differ, what they can make together is known by its trace alone. */
function isTraced({ economy }: Drawing, trace: Trace | null): trace is Trace {
  return (
    economy.objective?.kind !== 'market' && economy.goods.length === 2 && trace !== null && trace.points.length > 1
  );
}

function tracedPart({ points }: Trace, pair: Pair): Part {
  return { count: 1, paths: points.filter(({ supported }) => supported).map(({ totals }) => [inPair(totals, pair)]) };
}

function aggregatePicture(drawing: Drawing, pair: Pair, trace: Trace | null): AggregatePicture | null {
  const { economy, solution, subjects } = drawing;
  const summed = isSumOfAgents(drawing);
  const parts =
    summed || trace === null ? subjects.flatMap((subject) => partsOf(subject, pair)) : [tracedPart(trace, pair)];
  const hull = aggregateHull(parts);
  if (hull.every(([x, y]) => x === 0 && y === 0)) return null;
  const optimum = solution.totals ? inPair(solution.totals, pair) : null;
  const window: Point = [1.15 * (hull.at(-1)?.[0] ?? 0), 1.15 * (hull.at(0)?.[1] ?? 0)];
  const normal = economyNormal(solution, pair);
  const traced = trace && tracedFrontier(trace, pair);
  return {
    goods: pair,
    hull,
    dented:
      traced?.dented ?? (summed && traced === null && subjects.some(hasDents) ? dentedFrontier(parts, hull) : null),
    ...(traced !== null && { supported: traced.supported }),
    optimum,
    contour: solution.totals ? contourThrough(economy, solution.totals, pair, window) : [],
    priceLine: optimum && normal ? priceLine(normal, optimum, window) : null,
    stated: statedTotals(drawing, pair),
  };
}

function hasDents({ judgement: { verdict } }: Subject): boolean {
  return verdict !== 'concave' && verdict !== 'linear';
}

/**
 * Members with the same drawn frontier: all of an agent, or with more goods those of a kind, whose other goods are held.
 * The chosen points are among the drawn ones, so that the sum meets the optimum.
 */
function partsOf(subject: Subject, pair: Pair): readonly Part[] {
  const { agent, judgement, kinds } = subject;
  const drawn = (held: Readonly<Record<string, number>>) => subject.outline(pair, held).map(({ points }) => points);
  const alike = judgement.goods.every((good) => pair.includes(good));
  if (kinds.length === 0 || alike) {
    const chosen = kinds.map((kind) => [inPair(kind.outputs, pair)]);
    return [{ count: agent.count, paths: [...drawn({}), ...chosen] }];
  }
  return kinds.map(({ count, outputs }) => ({ count, paths: [...drawn(outputs), [inPair(outputs, pair)]] }));
}

function priceLine([px, py]: Point, [x, y]: Point, [width, height]: Point): readonly [Point, Point] | null {
  if (px <= 0 && py <= 0) return null;
  if (py <= 0)
    return [
      [x, height],
      [x, 0],
    ];
  if (px <= 0)
    return [
      [0, y],
      [width, y],
    ];
  return [
    [0, y + (px / py) * x],
    [x + (py / px) * y, 0],
  ];
}

/** Where everyone would be if those with `at` stayed there and the others stood as chosen, and the improvement on it. */
function statedTotals({ solution, subjects }: Drawing, pair: Pair): AggregatePicture['stated'] {
  if (subjects.every(({ stated }) => stated === null)) return null;
  let [x, y] = [0, 0];
  for (const { agent, kinds, stated } of subjects) {
    const standing = stated ? [{ count: agent.count, outputs: stated }] : kinds;
    for (const { count, outputs } of standing) {
      const [eachX, eachY] = inPair(outputs, pair);
      [x, y] = [x + count * eachX, y + count * eachY];
    }
  }
  const gain = solution.improvement?.gain;
  if (!gain) return { from: [x, y], to: null };
  const [moreX, moreY] = inPair(gain, pair);
  return { from: [x, y], to: [x + moreX, y + moreY] };
}
