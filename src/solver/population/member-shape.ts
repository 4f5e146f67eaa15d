import { differentiate } from '../../curvature/frontier/differentiate.ts';
import type { Family, FamilyColumn, FamilyPiece } from '../../curvature/population/family.ts';
import type { Arc, ProductionShape } from '../../curvature/shape.ts';
import { substitute } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { type Interval, interval, point } from '../../math/interval/interval.ts';
import { fromDouble } from '../../math/rational/rational.ts';

/** One member's set, from what is proven of the whole family. */
export function memberShape(family: Family, member: number): ProductionShape {
  const own = numbersOf(family.columns, member);
  switch (family.kind) {
    case 'planar': {
      const curve = curveOf(family.x, family.y, family.parameter, own);
      return { kind: 'planar', goods: family.goods, arcs: arcsOf(curve, cellPieces(family.cells, member)) };
    }
    case 'separable': {
      const share: Expression = { kind: 'name', name: family.parameter };
      const pieces = cellPieces(family.cells, member);
      const technologies = family.technologies.map(({ good, output }, j) => ({
        good,
        arcs: arcsOf(curveOf(share, output, family.parameter, own), pieces[j] ?? []),
      }));
      return { kind: 'separable', goods: family.goods, resource: point(1), technologies };
    }
  }
}

function cellPieces<P>(
  cells: readonly { readonly members: Int32Array | null; readonly pieces: P }[],
  member: number,
): P {
  const cell = cells.find(({ members }) => members === null || members.includes(member));
  if (cell === undefined) throw new Error('a member of no cell');
  return cell.pieces;
}

/** A member's numbers: exact ones to be written into formulas, and others within their margins. */
interface Numbers {
  readonly exact: ReadonlyMap<string, Expression>;
  readonly near: readonly (readonly [name: string, nearest: number, around: Interval])[];
}

function numbersOf(columns: readonly FamilyColumn[], member: number): Numbers {
  const exact = new Map<string, Expression>();
  const near: [string, number, Interval][] = [];
  for (const { name, values, margin } of columns) {
    const value = values[member] as number;
    const off = margin?.[member] ?? 0;
    if (off === 0) exact.set(name, { kind: 'number', value: fromDouble(value) });
    else near.push([name, value, interval(value - 2 * off, value + 2 * off)]);
  }
  return { exact, near };
}

/** At the very ends a rounded formula may be undefined (x^k / x at 0): then what it is a little inside says enough to search. */
const nextInside = 2 ** -44;

type Curve = Omit<Arc, 'curvature' | 'from' | 'to'>;

function curveOf(x: Expression, y: Expression, parameter: string, { exact, near }: Numbers): Curve {
  const formulas = [x, y].map((e) => substitute(e, exact));
  const slopes = formulas.map((e) => differentiate(e, parameter));
  const names = [parameter, ...near.map(([name]) => name)];
  const numbers = near.map(([, value]) => value);
  const valuesOf = (pair: readonly Expression[]) => {
    const [first, second] = pair.map((e) => compile(e, names));
    const at = (t: number): readonly [number, number] => {
      const all = [t, ...numbers];
      return [first?.(all) ?? Number.NaN, second?.(all) ?? Number.NaN];
    };
    return (t: number): readonly [number, number] => {
      const here = at(t);
      return here.some(Number.isNaN) ? at(t < 0.5 ? t + nextInside : t - nextInside) : here;
    };
  };
  const enclosuresOf = (pair: readonly Expression[]) => (t: Interval) => {
    const box = new Map([[parameter, t], ...near.map(([name, , around]) => [name, around] as const)]);
    return pair.map((e) => enclose(e, box).value) as unknown as readonly [Interval, Interval];
  };
  const slopesWithin = enclosuresOf(slopes);
  return {
    point: valuesOf(formulas),
    tangent: valuesOf(slopes),
    enclose: enclosuresOf(formulas),
    encloseTangent: slopesWithin,
  };
}

const arcsOf = (curve: Curve, pieces: readonly FamilyPiece[]): readonly Arc[] =>
  pieces.map(({ from, to, curvature }) => ({ ...curve, curvature, from, to }));
