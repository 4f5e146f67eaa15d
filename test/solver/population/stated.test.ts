import { describe, expect, it } from 'vitest';
import { solveText } from '../solve-text.ts';

const bowl = (at: string): string => `good a, b
agent Cell[600] { vary r ~ uniform(0.8, 1.2)
frontier (a/r)^2 + b^2 <= 1
at ${at} }
maximize a*b`;
const tasks = (at: string): string => `good a, b, c
agent Cell[600] { vary r ~ uniform(0.8, 1.2)
budget h <= 1
a = r*h^0.5
b = h^0.5
c = h
at ${at} }
maximize a*b*c`;

describe('where very many members are said to stand', () => {
  it.each([
    [bowl('a = 0.6*r, b = 0.8')],
    [bowl('a = r')],
    [bowl('b = 1')],
    [bowl('a = 0.1, b = 0.1')],
    [tasks('a = 0.5*r, b = 0.5, c = 0.5')],
    [tasks('a = 0.5*r, b = 0.5')],
  ])('is inside every set: %s', (text) => {
    const { status, diagnostics, notes } = solveText(text);
    expect(diagnostics).toEqual([]);
    expect(status).toBe('optimal');
    expect(notes.join(' ')).toContain('is not known: they are too many');
  });

  it.each([
    [bowl('a = 0.6*r, b = 0.81'), 'Cell 1 cannot stand there'],
    [bowl('a = 1.19'), 'cannot stand there: these amounts together are out of reach'],
    [bowl('a = 1 - r, b = 0'), 'it needs an amount >= 0'],
    [tasks('a = 0.5*r, b = 0.5, c = 0.51'), 'Cell 1 cannot stand there'],
  ])('is outside of some: %s', (text, words) => {
    const { status, diagnostics } = solveText(text);
    expect(status).toBe('invalid');
    expect(diagnostics[0]?.message).toContain(words);
  });
});
