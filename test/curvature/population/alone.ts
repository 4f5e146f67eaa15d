import { judgeFrontier } from '../../../src/curvature/judge-frontier.ts';
import type { Family, FamilyPiece } from '../../../src/curvature/population/family.ts';
import { familyOf } from '../../../src/curvature/population/family-of.ts';
import type { Arc } from '../../../src/curvature/shape.ts';
import type { FrontierJudgement } from '../../../src/curvature/verdict.ts';
import type { Agent, MemberColumn } from '../../../src/economy/economy.ts';
import { memberAgent, memberColumns } from '../../../src/economy/members.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import { compile } from '../../../src/math/expression/compile.ts';
import type { Expression } from '../../../src/math/expression/expression.ts';

/** A population of cells with a body in the language, and what its members draw. */
export function population(body: string, count: number, seed = 1): { agent: Agent; columns: readonly MemberColumn[] } {
  const text = `good apples, bananas, wood\nseed ${seed}\nagent Cell[${count}] {\n${body}\n}\nprices apples = 1`;
  const { economy, findings } = parseEconomy(text);
  const error = findings.find((f) => f.severity === 'error');
  const agent = settle(economy).agents[0];
  const columns = agent && memberColumns(agent);
  if (error || !agent || !columns) throw new Error(`${body}: ${error?.message}`);
  return { agent, columns };
}

export function familyFor(body: string, count: number, seed = 1): Family | null {
  const { agent, columns } = population(body, count, seed);
  return familyOf(agent, columns);
}

/** Where the family says of a member what the judgement of that member alone contradicts; empty: nowhere. */
export function contradictions(body: string, count: number, seed: number, every: number): readonly string[] {
  const { agent, columns } = population(body, count, seed);
  const family = familyOf(agent, columns);
  return family ? contradictionsOf(family, agent, columns, every) : ['no family'];
}

export function contradictionsOf(
  family: Family,
  agent: Agent,
  columns: readonly MemberColumn[],
  every: number,
): readonly string[] {
  const found: string[] = [];
  for (let member = 0; member < agent.count; member += every) {
    const alone = judgeFrontier(memberAgent(agent, columns, member));
    for (const what of contradicted(family, member, alone)) found.push(`member ${member}: ${what}`);
  }
  return found;
}

interface Along {
  readonly from: number;
  readonly to: number;
  readonly curvature: Arc['curvature'];
}

function contradicted(family: Family, member: number, { shape, reason }: FrontierJudgement): readonly string[] {
  const cells = family.cells.filter((c) => c.members === null || c.members.includes(member));
  const [cell] = cells;
  if (!cell || cells.length > 1) return [`stands in ${cells.length} cells`];
  const at = (e: Expression, s: number): number => {
    const names = [family.parameter, ...family.columns.map((c) => c.name)];
    return compile(e, names)([s, ...family.columns.map((c) => c.values[member] as number)]);
  };
  if (family.kind === 'planar' && shape?.kind === 'planar') {
    const first = shape.goods[0] === family.goods[0] ? 0 : 1;
    const arcs = shape.arcs.map((arc) => alongGood(arc, first));
    const end = Math.max(...arcs.map((a) => a.to));
    const [x, y] = [(s: number) => at(family.x, s), (s: number) => at(family.y, s)];
    const ends = [
      ...differs('end', x(1), end),
      ...differs(
        'start',
        y(0),
        Math.max(
          ...shape.arcs.map((a) => a.point(a.from)[1 - first] as number),
          ...shape.arcs.map((a) => a.point(a.to)[1 - first] as number),
        ),
      ),
    ];
    return [...ends, ...compared((cell as { pieces: readonly FamilyPiece[] }).pieces, x, arcs)];
  }
  if (family.kind === 'separable' && shape?.kind === 'separable') {
    return family.technologies.flatMap(({ good, output }, i) => {
      const own = shape.technologies.find((t) => t.good === good);
      const last = own?.arcs.at(-1);
      if (!own || !last) return [`${good} is not made`];
      const resource = shape.resource.hi;
      const arcs = own.arcs.map((arc) => ({
        from: arc.point(arc.from)[0] / resource,
        to: arc.point(arc.to)[0] / resource,
        curvature: arc.curvature,
      }));
      const pieces = (cell.pieces as readonly (readonly FamilyPiece[])[])[i] ?? [];
      return [...differs(`most ${good}`, at(output, 1), last.point(last.to)[1]), ...compared(pieces, (s) => s, arcs)];
    });
  }
  if (shape?.kind === 'capacity' && family.kind === 'separable')
    return differs('capacity', at((family.technologies[0] as { output: Expression }).output, 1), shape.most);
  return [`is of another form alone: ${shape?.kind ?? reason}`];
}

function alongGood(arc: Arc, index: number): Along {
  const [a, b] = [arc.point(arc.from)[index] as number, arc.point(arc.to)[index] as number];
  return { from: Math.min(a, b), to: Math.max(a, b), curvature: arc.curvature };
}

function differs(what: string, of: number, alone: number): readonly string[] {
  return Math.abs(of - alone) <= 1e-9 * Math.abs(alone) ? [] : [`${what} is ${of}, alone ${alone}`];
}

/** No stretch may bend one way by the family and the other way alone, nor be straight by the family and bent alone. */
function compared(
  pieces: readonly FamilyPiece[],
  place: (s: number) => number,
  arcs: readonly Along[],
): readonly string[] {
  const whole = place(1) - place(0);
  const gaps = pieces.flatMap((p, i) => (p.from === (pieces[i - 1]?.to ?? 0) ? [] : [`a gap before ${p.from}`]));
  const wrong = pieces.flatMap(({ from, to, curvature }) => {
    const [a, b] = [place(from), place(to)];
    return arcs.flatMap((arc) => {
      const overlap = Math.min(b, arc.to) - Math.max(a, arc.from);
      if (overlap < 1e-6 * whole || curvature === 'unknown' || arc.curvature === 'unknown') return [];
      const agrees = curvature === arc.curvature || arc.curvature === 'linear';
      return agrees ? [] : [`${curvature} from ${a} to ${b}, alone ${arc.curvature} from ${arc.from} to ${arc.to}`];
    });
  });
  return pieces.at(-1)?.to === 1 ? [...gaps, ...wrong] : ['it does not reach 1'];
}
