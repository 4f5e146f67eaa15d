import type { PlanarFamily } from '../../curvature/population/family.ts';

/** What is made of a family's formulas alone is made once: some of its members are a family with the same formulas. */
export function ofFormulas<T>(make: (family: PlanarFamily) => T): (family: PlanarFamily) => T {
  const known = new WeakMap<PlanarFamily['x'], { readonly family: Formulas; readonly made: T }>();
  return (family) => {
    const before = known.get(family.x);
    if (before !== undefined && areSame(before.family, family)) return before.made;
    const made = make(family);
    const { y, parameter } = family;
    known.set(family.x, { family: { y, parameter, columns: family.columns.map(({ name }) => ({ name })) }, made });
    return made;
  };
}

/** Without the members' numbers. */
type Formulas = Pick<PlanarFamily, 'y' | 'parameter'> & { readonly columns: readonly { readonly name: string }[] };

const areSame = (one: Formulas, other: Formulas): boolean =>
  one.y === other.y &&
  one.parameter === other.parameter &&
  one.columns.length === other.columns.length &&
  one.columns.every(({ name }, k) => name === other.columns[k]?.name);
