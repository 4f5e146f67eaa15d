import type { Analysis } from '../../../analysis/analysis.ts';
import type { Noun } from '../words/nouns.ts';

export function axisName(good: Noun): string {
  return good.unit === null ? good.name : `${good.name} (${good.unit})`;
}

export function nounOf(analysis: Analysis, good: string): Noun {
  return analysis.goods.find(({ name }) => name === good) ?? { name: good, unit: null };
}
