import { amount } from '../../analysis/words.ts';
import type { Solution } from '../../solver/solution.ts';
import type { Paint } from './paint.ts';
import { type Cell, table } from './table.ts';

/** Every member of agents whose members differ, where that was asked for: a table an agent. */
export function memberTables({ agents }: Solution, paint: Paint): readonly (readonly string[])[] {
  return agents.flatMap(({ agent, members }) => {
    if (members === undefined) return [];
    const goods = Object.keys(members.outputs);
    const size = goods.length === 0 ? 0 : (members.outputs[goods[0] ?? '']?.length ?? 0);
    const dim = (text: string) => paint('dim', text);
    const header: Cell[] = [
      { text: agent, paint: (text) => paint('bold', text) },
      ...goods.map((text): Cell => ({ text, paint: dim, align: 'right' })),
    ];
    const rows = Array.from({ length: size }, (_, i): Cell[] => [
      { text: members.names?.[i] ?? amount(i + 1) },
      ...goods.map((good): Cell => ({ text: amount(members.outputs[good]?.[i] ?? 0), align: 'right' })),
    ]);
    return [table([header, ...rows])];
  });
}
