import type { Family, FamilyColumn } from '../../curvature/population/family.ts';

/** Every `step`-th member of a family, numbered anew: where prices lie is seen from few. */
export function thinned(family: Family, step: number): Family {
  const columns = family.columns.map((column) => thinColumn(column, step));
  switch (family.kind) {
    case 'planar':
      return {
        ...family,
        columns,
        cells: family.cells.map((cell) => ({ ...cell, members: thin(cell.members, step) })),
      };
    case 'separable':
      return {
        ...family,
        columns,
        cells: family.cells.map((cell) => ({ ...cell, members: thin(cell.members, step) })),
      };
  }
}

function thinColumn({ name, values, margin }: FamilyColumn, step: number): FamilyColumn {
  const every = (all: Float64Array): Float64Array =>
    Float64Array.from({ length: Math.ceil(all.length / step) }, (_, i) => all[i * step] ?? 0);
  return { name, values: every(values), margin: margin && every(margin) };
}

const thin = (members: Int32Array | null, step: number): Int32Array | null =>
  members === null ? null : members.filter((i) => i % step === 0).map((i) => i / step);
