import { CompletionItemKind } from 'vscode-languageserver';
import type { Proposal } from './proposals.ts';

/** Whole statements to start from. `goods` are the names to write into them. */
export function topSnippets(goods: readonly string[]): readonly Proposal[] {
  const [a, b] = pair(goods);
  return [
    snippet('agent: one good as a formula of the other', [
      `agent \${1:Alice} {`,
      `  frontier \${2:${b}} = \${3:10} * sqrt(1 - (\${4:${a}}/\${5:8})^2)`,
      `}`,
    ]),
    snippet('agent: a condition on all goods', [
      `agent \${1:Bob} {`,
      `  frontier (\${2:${a}}/\${3:5})^\${4:2} + (\${5:${b}}/\${6:12})^\${4:2} <= 1`,
      `}`,
    ]),
    snippet('agent: measured points', [
      `agent \${1:Dan} {`,
      `  frontier through (\${2:${a}}, \${3:${b}}): (0, \${4:10}), (\${5:6}, \${6:6}), (\${7:8}, 0)`,
      `}`,
    ]),
    snippet('agent: a choice among techniques', [
      `agent \${1:Ed} {`,
      `  frontier among (\${2:${a}}, \${3:${b}}): (0, \${4:4}), (\${5:1.5}, \${6:1.5}), (\${7:4}, 0)`,
      `}`,
    ]),
    snippet('agent: a population with a budget', [
      `agent \${1:Worker}[\${2:40}] {`,
      `  budget \${3:hours} <= \${4:8}`,
      `  \${5:${a}} = \${6:3} * \${3:hours}^\${7:1.2}`,
      `  \${8:${b}} = \${9:2} * \${3:hours}`,
      `}`,
    ]),
    snippet('agent: members that differ', [
      `agent \${1:Cell}[\${2:1000}] {`,
      `  vary \${3:size} ~ uniform(\${4:0.8}, \${5:1.2})`,
      `  frontier (\${6:${a}}/\${3:size})^\${7:2} + (\${8:${b}})^\${7:2} <= 1`,
      `}`,
    ]),
    snippet('agent: one member a row of a table', [
      `agent \${1:Site} from "\${2:sites.csv}" as row {`,
      `  frontier \${3:${a}}/row.\${4:yield} + \${5:${b}} <= row.\${6:area}`,
      `}`,
    ]),
    snippet('agent: a consumer in a market', [
      `agent \${1:Ann} {`,
      `  endowment \${2:${a}} = \${3:10}`,
      `  utility \${2:${a}}^\${4:0.3} * \${5:${b}}^\${6:0.7}`,
      `}`,
    ]),
    snippet('firm: turns goods into goods', [
      `firm \${1:Mill} {`,
      `  make \${2:${b}} = \${3:2} * \${4:${a}}^\${5:0.5}`,
      `}`,
    ]),
    snippet('param: a slider', [`param \${1:k} = \${2:0.7} in \${3:0.3}..\${4:3} step \${5:0.05}`]),
    snippet('fun: a formula with arguments', [`fun \${1:bowl}(\${2:x}, \${3:r}) = (1 - \${2:x}^\${3:r})^(1/\${3:r})`]),
  ];
}

export const ECONOMY_SKELETON: Proposal = snippet('economy: a whole model', [
  `economy \${1:Orchard}`,
  '',
  `good \${2:apples}, \${3:bananas}`,
  '',
  `agent \${4:Alice} {`,
  `  frontier \${3:bananas} = \${5:10} * sqrt(1 - (\${2:apples}/\${6:8})^2)`,
  '}',
  '',
  `agent \${7:Bob} {`,
  `  frontier (\${2:apples}/\${8:5})^2 + (\${3:bananas}/\${9:12})^2 <= 1`,
  '}',
  '',
  `maximize \${2:apples}^0.5 * \${3:bananas}^0.5`,
  '$0',
]);

/** What may stand in an agent. */
export function agentSnippets(goods: readonly string[]): readonly Proposal[] {
  const [a, b] = pair(goods);
  return [
    snippet('frontier: one good as a formula of the other', [
      `frontier \${1:${b}} = \${2:10} * sqrt(1 - (\${3:${a}}/\${4:8})^2)`,
    ]),
    snippet('frontier: a condition on all goods', [`frontier (\${1:${a}}/\${2:5})^2 + (\${3:${b}}/\${4:12})^2 <= 1`]),
    snippet('frontier: measured points', [
      `frontier through (\${1:${a}}, \${2:${b}}): (0, \${3:10}), (\${4:6}, \${5:6}), (\${6:8}, 0)`,
    ]),
    snippet('frontier: a choice among techniques', [
      `frontier among (\${1:${a}}, \${2:${b}}): (0, \${3:4}), (\${4:4}, 0)`,
    ]),
    snippet('budget: one resource split over tasks', [
      `budget \${1:hours} <= \${2:8}`,
      `\${3:${a}} = \${4:3} * \${1:hours}^\${5:1.2}`,
      `\${6:${b}} = \${7:2} * \${1:hours}`,
    ]),
  ];
}

function pair(goods: readonly string[]): readonly [string, string] {
  return [goods[0] ?? 'apples', goods[1] ?? 'bananas'];
}

function snippet(label: string, lines: readonly string[]): Proposal {
  const text = lines.join('\n');
  const plain = text.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$0/g, '');
  return { label, kind: CompletionItemKind.Snippet, rank: 60, snippet: text, help: `\`\`\`econ\n${plain}\n\`\`\`` };
}
