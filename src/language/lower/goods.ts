import type { AstNode, CstNode, Reference } from 'langium';
import type { Origin } from '../../math/expression/expression.ts';
import type { Good } from '../generated/ast.ts';
import type { Unit } from '../units/unit.ts';
import { type Lowering, report } from './context.ts';
import { reportUnknownGood } from './names.ts';

export interface KnownGood {
  readonly name: string;
  readonly unit: Unit;
  readonly origin: Origin;
}

/** The good that a reference names; null, with a finding, where there is none. */
export function goodOf(lowering: Lowering, reference: Reference<Good> | undefined): KnownGood | null {
  return reference === undefined
    ? null
    : goodNamed(lowering, reference.$refText, lowering.origins.ofCst(reference.$refNode));
}

export function goodNamed(lowering: Lowering, name: string | undefined, origin: Origin): KnownGood | null {
  if (!name) return null;
  const meaning = lowering.surroundings.file.get(name);
  if (meaning?.kind !== 'good') {
    reportUnknownGood(lowering, origin, name);
    return null;
  }
  lowering.used.add(meaning.declaration);
  return { name, unit: meaning.unit, origin };
}

/** Says of every good but the first of its name that it stands twice. */
export function eachOnce<T extends { readonly name: string; readonly origin: Origin }>(
  lowering: Lowering,
  goods: readonly T[],
  advice: string,
): readonly T[] {
  const first = new Map<string, T>();
  for (const good of goods) {
    const before = first.get(good.name);
    if (before === undefined) first.set(good.name, good);
    else {
      const related = [{ message: 'It stands here already.', origin: before.origin }];
      report(lowering, 'duplicate-name', good.origin, `\`${good.name}\` stands twice. ${advice}`, { related });
    }
  }
  return [...first.values()];
}

export function keywordOrigin(lowering: Lowering, node: AstNode): Origin {
  return lowering.origins.ofCst(firstLeaf(node.$cstNode));
}

/** The first word of a node that is no comment. */
export function firstLeaf(node: CstNode | undefined): CstNode | undefined {
  let at = node;
  while (at !== undefined && 'content' in at) {
    at = (at.content as readonly CstNode[]).find((part) => !part.hidden && part.length !== 0);
  }
  return at ?? node;
}
