import type { AstNode } from 'langium';
import type { Measure } from '../../economy/economy.ts';
import type { Origin } from '../../math/expression/expression.ts';
import { PLAIN, type Unit } from '../units/unit.ts';
import { type Measured, plainly, report } from './context.ts';
import { reportUnknownGood, suggestions } from './names.ts';
import { didYouMean } from './near-names.ts';
import type { Reading } from './reading.ts';

/** What an assert asks of the solution: a name `#i` in the condition, and what it stands for beside it. */
export function lowerMeasure(
  measure: Measure['measure'],
  of: string,
  unit: Unit | null,
  origin: Origin,
  reading: Reading,
  argument?: AstNode,
): Measured | null {
  const { lowering, measures } = reading;
  if (measures === null) return null;
  const own = unit ?? (measure === 'kinds' ? unitOfKinds(of, argument, reading) : unitOfGood(of, argument, reading));
  if (own === null) return null;
  let index = measures.findIndex((known) => known.measure === measure && known.of === of);
  if (index === -1) index = measures.push({ measure, of }) - 1;
  const name = plainly({ kind: 'name', name: `#${index}`, origin });
  return { ...name, unit: measure === 'price' ? lowering.units.fresh() : own };
}

function unitOfKinds(name: string, argument: AstNode | undefined, { lowering }: Reading): Unit | null {
  const actor = lowering.actors.get(name);
  if (actor !== undefined) return actor.$type === 'Agent' ? PLAIN : null;
  reportUnknownAgent(lowering, lowering.origins.ofNode(argument), name);
  return null;
}

export function reportUnknownAgent(lowering: Reading['lowering'], origin: Origin, name: string): void {
  if (lowering.hasImport || lowering.surroundings.file.get(name)?.kind === 'hole') return;
  const near = suggestions(lowering, name, lowering.actors.keys());
  const kind = lowering.surroundings.file.get(name)?.kind;
  const what =
    kind === undefined ? `No agent is called \`${name}\`.` : `\`${name}\` is a ${kind}, but an agent must stand here.`;
  report(lowering, 'unknown-name', origin, `${what}${didYouMean(near)}`, {
    data: { name, near },
  });
}

function unitOfGood(name: string, argument: AstNode | undefined, { lowering }: Reading): Unit | null {
  const meaning = lowering.surroundings.file.get(name);
  if (meaning?.kind === 'good') {
    lowering.used.add(meaning.declaration);
    return meaning.unit;
  }
  reportUnknownGood(lowering, lowering.origins.ofNode(argument), name);
  return null;
}
