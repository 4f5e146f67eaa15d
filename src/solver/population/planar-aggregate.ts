import type { PlanarFamily } from '../../curvature/population/family.ts';
import type { Prices } from '../sets/piece.ts';
import type { Aggregate, Made, Marginal } from './aggregate.ts';
import { maskOf } from './masks.ts';
import { boundMembers, capsOfMembers, type PlanarBounds, planarBounds } from './planar-bound.ts';
import { marginalOf } from './planar-marginal.ts';
import { newAnswer, type PlanarAnswer, type PlanarMembers, planarMembers, respondMembers } from './planar-members.ts';
import { judgePlanar } from './planar-results.ts';

interface Cell {
  readonly members: PlanarMembers;
  readonly answer: PlanarAnswer;
  /** Made when a bound is first asked for. */
  bounds: PlanarBounds | null;
}

/** All members of a family of two-good frontiers, in an economy of these goods. */
export function planarAggregate(family: PlanarFamily, goods: readonly string[], count: number): Aggregate {
  const [goodX, goodY] = family.goods.map((good) => goods.indexOf(good)) as [number, number];
  const size = goods.length;
  const cells = planarMembers(family, count).map(
    (members): Cell => ({ members, answer: newAnswer(members.count), bounds: null }),
  );
  return {
    count,
    size,
    respond(prices, mask, signal) {
      const outputs = new Float64Array(size);
      const [px, py] = asked(prices, goodX, goodY);
      for (const { members, answer } of cells) {
        const [x, y] = respondMembers(members, px, py, maskOf(mask, members.members), answer, signal);
        outputs[goodX] = (outputs[goodX] ?? 0) + x;
        outputs[goodY] = (outputs[goodY] ?? 0) + y;
      }
      return outputs;
    },
    caps(mask) {
      const caps = new Float64Array(size);
      for (const cell of cells) {
        const [x, y] = capsOfMembers(boundsOf(family, cell), maskOf(mask, cell.members.members));
        caps[goodX] = ((caps[goodX] ?? 0) + x) * (1 + 2 ** -52);
        caps[goodY] = ((caps[goodY] ?? 0) + y) * (1 + 2 ** -52);
      }
      return caps;
    },
    bound(prices, mask, signal) {
      const sums = cells.map((cell) => {
        const own = maskOf(mask, cell.members.members);
        return boundMembers(boundsOf(family, cell), prices[goodX] ?? 0, prices[goodY] ?? 0, own, signal);
      });
      return sums.reduce((sum, own) => sum + own, 0) * (1 + cells.length * 2 ** -52);
    },
    made: () => madeBy(cells, count, [goodX, goodY]),
    judge(prices, made) {
      const [px, py] = asked(prices, goodX, goodY);
      return judgePlanar(
        cells.map(({ members }) => members),
        made,
        [goodX, goodY],
        size,
        px,
        py,
      );
    },
    marginal(prices, mask, within, signal): readonly Marginal[] {
      const [px, py] = asked(prices, goodX, goodY);
      const all = cells.flatMap(({ members, answer }) =>
        marginalOf(members, answer, px, py, maskOf(mask, members.members), within, signal).map(
          ({ member, code, loss, dx, dy }) => {
            const change = new Float64Array(size);
            change[goodX] = dx;
            change[goodY] = dy;
            return { member, code, loss, change };
          },
        ),
      );
      return all.sort((a, b) => a.loss - b.loss || a.member - b.member || a.code - b.code);
    },
  };
}

function boundsOf(family: PlanarFamily, cell: Cell): PlanarBounds {
  cell.bounds ??= planarBounds(family, cell.members);
  return cell.bounds;
}

/** Where neither good has a price, anything is best. */
function asked(prices: Prices, goodX: number, goodY: number): readonly [number, number] {
  const [px, py] = [prices[goodX] ?? 0, prices[goodY] ?? 0];
  return px === 0 && py === 0 ? [1, 1] : [px, py];
}

function madeBy(cells: readonly Cell[], count: number, goods: readonly number[]): Made {
  const [choice, place] = [new Uint8Array(count), new Float64Array(count)];
  const amounts = [new Float64Array(count), new Float64Array(count)] as const;
  for (const {
    members: { members, count: own },
    answer,
  } of cells) {
    for (let k = 0; k < own; k++) {
      const i = members === null ? k : (members[k] as number);
      choice[i] = answer.choice[k] as number;
      place[i] = answer.place[k] as number;
      amounts[0][i] = answer.x[k] as number;
      amounts[1][i] = answer.y[k] as number;
    }
  }
  return { goods, amounts, choice, place };
}
