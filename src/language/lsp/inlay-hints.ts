import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import type { AgentCurvature } from '../../analysis/analysis.ts';
import { amount } from '../../analysis/words.ts';
import type { Declaration } from './declarations.ts';
import { pricesOf } from './price-words.ts';
import type { Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { SolveAnswer } from './solve-job.ts';

/** Behind each agent's frontier: its inferred domain, its proven curvature, and its own price where it stands. */
export function inlayHints(
  snapshot: Snapshot,
  range: Range,
  { inlayHints: shown }: Settings,
  solved: SolveAnswer | null,
): readonly InlayHint[] {
  const agents = snapshot.names().declarations.filter(({ kind }) => kind === 'agent');
  return agents.flatMap((agent) => {
    const offset = endOfFrontier(snapshot, agent);
    const row =
      snapshot.model().curvature.get(agent.name) ??
      solved?.analysis.curvature.find((each) => each.agent === agent.name && each.verdict !== 'unknown');
    if (offset === null || row === undefined) return [];
    const position = snapshot.document.positionAt(offset);
    if (position.line < range.start.line || range.end.line < position.line) return [];
    const hint = (label: string, tooltip: string): InlayHint => ({
      position,
      label,
      tooltip,
      kind: InlayHintKind.Type,
      paddingLeft: true,
    });
    const domain = shown.domains ? domainOf(row) : null;
    const prices = shown.prices ? pricesAt(agent.name, solved) : null;
    return [
      ...(domain === null ? [] : [hint(domain, 'The domain, inferred: up to where the formula reaches 0 or ends.')]),
      ...(shown.curvature ? [hint(wordOf(row), row.reason ?? 'The proven curvature of the frontier.')] : []),
      ...(prices === null ? [] : [hint(prices.label, prices.tooltip)]),
    ];
  });
}

function wordOf({ verdict, forEveryDraw }: AgentCurvature): string {
  if (verdict === 'unknown') return 'curvature not proven';
  return forEveryDraw ? `${verdict} for every draw` : verdict;
}

/** Members that differ have no domain in common. */
function domainOf({ domain, membersDiffer }: AgentCurvature): string | null {
  if (membersDiffer === true) return null;
  const inferred = domain.filter((each) => each.inferred);
  const ranges = inferred.map(({ good, from, to }) => `${good} in ${amount(from)}..${amount(to)}`);
  return ranges.length === 0 ? null : `for ${ranges.join(', ')}`;
}

/** One kind: its own prices. Several: which; their prices stand in the tooltip. */
function pricesAt(name: string, solved: SolveAnswer | null): { label: string; tooltip: string } | null {
  const kinds = solved?.analysis.solution.agents.find(({ agent }) => agent === name)?.kinds ?? [];
  const written = kinds.flatMap((kind) => {
    const prices = pricesOf(kind);
    return prices === null ? [] : [{ kind: kind.label, prices }];
  });
  const [first] = written;
  if (first === undefined) return null;
  if (kinds.length === 1)
    return { label: first.prices, tooltip: 'The own price (marginal trade-off) where it stands.' };
  const labels = kinds.map(({ label }) => label);
  const shown = `${labels.slice(0, 4).join(', ')}${4 < labels.length ? ', …' : ''}`;
  const lines = written.map(({ kind, prices }) => `${kind}: ${prices}`);
  return { label: `${kinds.length} kinds: ${shown}`, tooltip: `Own prices (marginal trade-offs). ${lines.join('; ')}` };
}

/** Where the last line of what the agent can make ends. */
export function endOfFrontier(snapshot: Snapshot, { statement }: Declaration): number | null {
  const { tokens, statements } = snapshot.syntax();
  const last = statements.findLast(
    ({ parent, keyword }) => parent === statement && (keyword === 'frontier' || keyword === 'technology'),
  );
  return last === undefined ? null : (tokens[last.end - 1]?.end ?? null);
}
