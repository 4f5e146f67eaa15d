import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import highsLoader from 'highs';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { memberColumns } from '../../src/economy/members.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import type { Solution } from '../../src/solver/solution.ts';
import { solve } from '../../src/solver/solve.ts';

const folder = dirname(createRequire(import.meta.url).resolve('highs'));
const highs = await highsLoader({ locateFile: (file) => join(folder, file) });

export const cases = [] as const;

/** Frontiers in a draw r, with the most of b beside a and the most of a, written a second time for the linear program. */
const kinds = {
  concave: [
    'frontier b = 2*sqrt(1 - (a/r)^2)',
    (a: number, r: number) => 2 * Math.sqrt(Math.max(0, 1 - (a / r) ** 2)),
    (r: number) => r,
  ],
  convex: ['frontier b = r*(1 - a/2)^1.5', (a: number, r: number) => r * (1 - a / 2) ** 1.5, () => 2],
  'S-shaped': [
    'frontier b = 1 / (1 + exp(8*(a - r/2))) for a in 0..1',
    (a: number, r: number) => 1 / (1 + Math.exp(8 * (a - r / 2))),
    () => 1,
  ],
} as const;
type Kind = keyof typeof kinds;
const everyKind = Object.keys(kinds) as Kind[];

function economyOf(text: string) {
  const economy = settle(parseEconomy(text).economy);
  return { economy, judged: () => new Map(economy.agents.map((agent) => [agent.name, judgeFrontier(agent)])) };
}

function textOf(which: readonly Kind[], members: number, objective = 'proportions a : b = 1 : 1'): string {
  const each = Math.ceil(members / which.length);
  const agents = which.map((kind, i) => `agent A${i}[${each}] { vary r ~ uniform(0.8, 1.2) ${kinds[kind][0]} }`);
  return `good a, b\n${agents.join('\n')}\n${objective}`;
}

interface Run {
  readonly seconds: number;
  readonly solution: Solution;
}

/** Processor seconds of drawing, proving all members and solving, the typical frontiers' proofs apart; the median of several runs. */
function run(text: string, runs: number): Run {
  const { economy, judged } = economyOf(text);
  const found = Array.from({ length: runs }, () => {
    const judgements = judged();
    const start = process.cpuUsage();
    const solution = solve(economy, judgements);
    return { seconds: process.cpuUsage(start).user / 1e6, solution };
  });
  return found.sort((a, b) => a.seconds - b.seconds)[Math.floor(runs / 2)] as Run;
}

/** The same economy with every frontier cut into straight segments; binaries keep those of bends the convex way in order. */
function linearised(text: string, which: readonly Kind[], segments: number) {
  const members = settle(parseEconomy(text).economy).agents.flatMap((agent, k) => {
    const kind = which[k] as Kind;
    return Array.from(memberColumns(agent)?.[0]?.values ?? [], (r) => ({ kind, r }));
  });
  const goods: [string[], string[]] = [[], []];
  const [order, bounds, binaries]: [string[], string[], string[]] = [[], [], []];
  let idle = 0;
  members.forEach(({ kind, r }, i) => {
    const [, most, cap] = kinds[kind];
    idle += most(0, r);
    for (let k = 0; k < segments; k++) {
      const [from, to] = [(k * cap(r)) / segments, ((k + 1) * cap(r)) / segments];
      goods[0].push(`+ ${to - from} d${i}_${k}`);
      goods[1].push(`- ${most(from, r) - most(to, r)} d${i}_${k}`);
      bounds.push(`0 <= d${i}_${k} <= 1`);
      if (kind === 'concave' || k === 0) continue;
      binaries.push(`z${i}_${k}`);
      order.push(`d${i}_${k - 1} - z${i}_${k} >= 0`, `z${i}_${k} - d${i}_${k} >= 0`);
    }
  });
  const rows = [`${goods[0].join('\n')} - t >= 0`, `${goods[1].join('\n')} - t >= ${-idle}`, ...order];
  const program = `Maximize\n t\nSubject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\n${binaries.length > 0 ? `Binary\n${binaries.join('\n')}\n` : ''}End`;
  /** What its plan is really worth, on the frontiers themselves. */
  const worth = (value: (name: string) => number): number => {
    let [a, b] = [0, 0];
    members.forEach(({ kind, r }, i) => {
      const [, most, cap] = kinds[kind];
      const own = Array.from({ length: segments }, (_, k) => (value(`d${i}_${k}`) * cap(r)) / segments).reduce(
        (x, y) => x + y,
        0,
      );
      a += own;
      b += most(Math.min(own, cap(r)), r);
    });
    return Math.min(a, b);
  };
  return { program, worth };
}

function runHighs(text: string, which: readonly Kind[], segments: number) {
  const { program, worth } = linearised(text, which, segments);
  const start = process.cpuUsage();
  const found = highs.solve(program, { time_limit: 60, mip_rel_gap: 1e-4 });
  const seconds = process.cpuUsage(start).user / 1e6;
  const columns = found.Columns as Readonly<Record<string, { readonly Primal?: number }>>;
  return { seconds, status: found.Status, value: worth((name) => columns[name]?.Primal ?? 0) };
}

const short = (value: number): string => value.toPrecision(3);

/** Seconds, microseconds a member, gap, and memory, for each mixture of frontiers at each number of members. */
function sizes(): readonly string[] {
  const objective = 'maximize a^0.4 * b^0.6';
  const mixtures: readonly (readonly Kind[])[] = [...everyKind.map((kind) => [kind]), everyKind];
  run(textOf(everyKind, 1e3, objective), 5);
  const rows = mixtures.flatMap((which) =>
    [1e3, 1e4, 1e5, 1e6].map((members) => {
      const { seconds, solution } = run(textOf(which, members, objective), members > 1e5 ? 1 : 3);
      const memory = process.resourceUsage().maxRSS / 1024;
      const cells = [
        which.length === 1 ? which[0] : 'a third each',
        members.toLocaleString('en-US'),
        short(seconds),
        short((seconds / members) * 1e6),
        (solution.objective?.gap ?? Number.NaN).toExponential(1),
        solution.status,
        memory.toFixed(0),
      ];
      return cells.map((cell, k) => `${cell}`.padStart(widths[k] ?? 0)).join('');
    }),
  );
  const heads = ['frontiers', 'members', 'seconds', 'µs a member', 'gap', 'status', 'MB so far'];
  return [
    'Two goods; processor seconds of drawing, proving every member and solving. About 0.02 s of them are proofs and formulas, however many members there are.',
    heads.map((head, k) => head.padStart(widths[k] ?? 0)).join(''),
    ...rows,
  ];
}

const widths = [14, 12, 10, 14, 10, 10, 12];

function manyGoods(): string {
  const goods = ['a', 'b', 'c', 'd', 'e'];
  const tasks = 'a = r*h^0.5 b = h^0.6 c = 2*h^0.7 d = r*h^0.8 e = ln(1 + h)';
  const text = `good ${goods}\nagent C[10_000] { vary r ~ uniform(0.8, 1.2) budget h <= 1 ${tasks} }\nmaximize ${goods.map((good) => `${good}^0.2`).join(' * ')}`;
  const { seconds, solution } = run(text, 3);
  return `10000 members, five goods: ${short(seconds)} s, gap ${short(solution.objective?.gap ?? Number.NaN)}, ${solution.status}`;
}

function besideHighs(which: readonly Kind[], segments: number): string {
  const text = textOf(which, 1000);
  run(text, 3);
  const own = run(text, 9);
  const peer = runHighs(text, which, segments);
  const ratio = peer.seconds / own.seconds;
  return `1000 members, ${which.join(' and ')}: ${short(own.seconds)} s, worth ${own.solution.objective?.value}; HiGHS on ${segments} segments ${short(peer.seconds)} s (${peer.status}), worth ${peer.value}: ${ratio.toFixed(0)} × as long`;
}

/** Processor seconds: two runs on one machine compare, whatever else it does. */
export function report(): string {
  return [...sizes(), manyGoods(), besideHighs(['concave'], 20), besideHighs(['convex', 'S-shaped'], 10), ''].join(
    '\n',
  );
}
