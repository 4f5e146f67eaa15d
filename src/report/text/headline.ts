import { amount, list } from '../../analysis/words.ts';
import type { EconomyKind, Solution } from '../../solver/solution.ts';

export interface Headline {
  readonly tone: 'together' | 'apart' | 'plain' | 'trouble';
  readonly words: string;
  readonly sentence: string;
}

/** What a solution says at first glance: one price, specialists, or why there is neither. */
export function headline(solution: Solution): Headline {
  if (solution.totals === null) return unsolved(solution);
  if (solution.pricesDiverge) {
    return { tone: 'apart', words: 'Specialists', sentence: `${kindsSentence(solution)} Their prices diverge.` };
  }
  if (solution.onePrice?.holds) {
    const cornered = solution.onePrice.interior === 0 && 0 < solution.onePrice.atBound;
    const words = cornered ? 'One price, at the corners' : 'One price';
    return { tone: 'together', words, sentence: `${priceSentence(solution)}${kindsSentence(solution)}` };
  }
  return {
    tone: 'plain',
    words: 'No single price',
    sentence: `No price supports what everyone does. ${kindsSentence(solution)}`,
  };
}

const UNSOLVED: Readonly<Record<Solution['status'], Omit<Headline, 'sentence'>>> = {
  invalid: { tone: 'trouble', words: 'Not solved' },
  infeasible: { tone: 'trouble', words: 'No solution' },
  unbounded: { tone: 'trouble', words: 'No end to it' },
  optimal: { tone: 'plain', words: 'Nothing to choose' },
  bounded: { tone: 'plain', words: 'Nothing found' },
};

function unsolved({ status, diagnostics }: Solution): Headline {
  const error = diagnostics.find(({ severity, code }) => severity === 'error' && code !== 'failed-assertion');
  const fallback = diagnostics.find(({ code }) => code === 'no-objective' || code === 'not-yet-supported');
  return { ...UNSOLVED[status], sentence: (error ?? fallback)?.message ?? '' };
}

function priceSentence({ prices, goods }: Solution): string {
  const priced = goods.filter((good) => 0 < (prices?.[good] ?? 0));
  const [first, ...others] = priced;
  if (!prices || first === undefined || others.length === 0) return '';
  const worth = others.map((good) => `${amount((prices[first] ?? NaN) / (prices[good] ?? NaN))} of ${good}`);
  return `For everyone one more of ${first} is worth ${worth.join(' or ')}. `;
}

function kindsSentence({ kinds }: Solution): string {
  if (kinds.length === 0) return '';
  const most = [...kinds].sort((a, b) => b.size - a.size);
  const named = most.slice(0, 5).map(kindWords);
  const rest = most.length - named.length;
  const all = 0 < rest ? [...named, `${amount(rest)} more`] : named;
  return `${amount(kinds.length)} ${kinds.length === 1 ? 'kind' : 'kinds'}: ${list(all)}.`;
}

function kindWords({ label, size, mix }: EconomyKind): string {
  const goods = Object.entries(mix ?? {}).filter(([, share]) => 0.01 < share);
  if (goods.length === 0) return `${amount(size)} ${label}`;
  const verb = size === 1 ? 'makes' : 'make';
  return goods.length === 1
    ? `${amount(size)} ${verb} only ${label}`
    : `${amount(size)} ${size === 1 ? 'mixes' : 'mix'} ${label.replaceAll('+', ' and ')}`;
}
