import { describe, expect, it } from 'vitest';
import { solveText } from './solve-text.ts';

const two = (body: string): string => `good a, b\n${body}`;
const cobbDouglas = 'maximize a^0.5 * b^0.5';

/** What is worth saying of an economy, as it is said: each sentence once. */
const CASES: readonly (readonly [what: string, text: string, sentence: string])[] = [
  [
    'a price that is not unique',
    two('agent E { frontier a/10 + b/8 <= 1 }\nagent P { frontier a/9 + b/12 <= 1 }\nmaximize min(a/10, b/12)'),
    'The price of b is not unique: at 0.75 to 1.25 a nobody would change anything.',
  ],
  [
    'a kink',
    two(`agent K { frontier through (a, b): (0, 6), (4, 4), (6, 0) }\n${cobbDouglas}`),
    'K stands at a kink: no price of b from 0.5 to 2 a would move it.',
  ],
  [
    'a corner of a set that bends outward',
    two('agent A { frontier a + b^2 <= 1 }\nagent B { frontier a^2 + 5*b <= 5 }\nmaximize a^0.9 * b^0.1'),
    'B makes only a: one more of b would cost 1.11803 a, and is worth 0.825395.',
  ],
  [
    'a dent',
    two(`agent v { frontier b = (1 - a^0.5)^2 }\n${cobbDouglas}`),
    "No prices support all of this at once, so it is no price equilibrium. The dual prices shown are those of the convexified economy: at them 1 member is off its best response, and a member's own trade-off may differ from them.",
  ],
  [
    'a tie at fixed prices',
    two('agent n[6] { frontier a + b <= 1 }\nprices a = 1, b = 1'),
    'The 6 members of n are indifferent at these prices: any split of 6 between 1 a and 1 b is worth the same, so that others may serve as well.',
  ],
  [
    'a tie that the objective does not mind',
    two('agent n[60_000] { frontier a + b <= 1 }\nmaximize a + b'),
    'The 60,000 members of n are indifferent at these prices: any split of 60,000 between 1 a and 1 b is worth the same, so that others may serve as well.',
  ],
  [
    'a tie that the objective decides',
    two(`agent n[10] { frontier a^0.5 + b^0.5 <= 1 }\n${cobbDouglas}`),
    'The 10 members of n are indifferent at these prices: any split of 10 between 1 b and 1 a is worth the same; the objective decides how many do which.',
  ],
  [
    'one agent that is indifferent',
    two('agent A { frontier a + b <= 10 }\nmaximize a - 0.1*b^2 + b'),
    'A is indifferent at these prices between 10 a and 10 b: the objective decides which.',
  ],
  [
    'a good of which there is enough',
    two('agent A { frontier a <= 10 }\nagent B { frontier b <= 2 }\nmaximize min(a, b)'),
    'a is free at the margin: more of it would add nothing to the objective.',
  ],
  [
    'a good that the objective does not name',
    two('agent A { frontier a + b <= 10 }\nmaximize a'),
    'b is free: the objective does not name it.',
  ],
  [
    'a bliss point',
    'good a\nagent A { frontier a <= 10 }\nmaximize 5 - (a - 3)^2',
    'More of nothing would help: the objective is at its very best, so that nothing has a price.',
  ],
  [
    'what is thrown away',
    'good a\nagent A { frontier a <= 10 }\nmaximize 5 - (a - 3)^2',
    '7 a of the 10 made are thrown away: more would lower the objective.',
  ],
  [
    'an agent without capacity',
    two(`agent Z { frontier a + b <= 1 }\nagent Y { frontier a <= 0 }\n${cobbDouglas}`),
    'Y can make nothing: its frontier allows only 0 of every good.',
  ],
  [
    'a good that nobody makes',
    two(`agent Z { frontier a <= 1 }\n${cobbDouglas}`),
    'Nobody can make b: the objective is 0 whatever is made, so that any plan is as good as another.',
  ],
  [
    'another good that nobody makes',
    two(`good c\nagent Z { frontier a^2 + b^2 <= 1 }\n${cobbDouglas}`),
    'Nobody can make c.',
  ],
  [
    'what has no value at all',
    two('agent Z { frontier a <= 1 }\nmaximize ln(a) + ln(b)'),
    'The objective has no finite value at any total that these agents can make.',
  ],
];

describe('a sentence for', () => {
  it.each(CASES)('%s', (_what, text, sentence) => {
    const { notes } = solveText(text);
    expect(notes).toContain(sentence);
    expect(new Set(notes).size).toBe(notes.length);
  });

  it('nothing where one price settles everything', () => {
    expect(solveText(two(`agent A { frontier a^2 + b^2 <= 1 }\n${cobbDouglas}`)).notes).toEqual([]);
  });

  it('only a few of many alike', () => {
    const agents = Array.from(
      { length: 9 },
      (_, i) => `agent K${i} { frontier through (a, b): (0, 6), (4, 4), (6, 0) }`,
    );
    const notes = solveText(two(`${agents.join('\n')}\n${cobbDouglas}`)).notes.filter(
      (note) => !note.includes('price of b is not'),
    );
    expect(notes).toHaveLength(4);
    expect(notes.at(-1)).toBe('The same goes for 6 others.');
  });
});
