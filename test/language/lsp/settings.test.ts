import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, readSettings } from '../../../src/language/lsp/settings.ts';

const standard = DEFAULT_SETTINGS;

const CASES: readonly (readonly [name: string, sent: unknown, read: object])[] = [
  ['nothing', null, standard],
  ['text', 'econ', standard],
  ['an empty section', {}, standard],
  ['unknown words', { curvature: { convex: 'loud' }, inlayHints: { prices: 'yes' } }, standard],
  ['a level', { curvature: { convex: 'off' } }, { ...standard, curvature: { ...standard.curvature, convex: 'off' } }],
  [
    'a switch',
    { inlayHints: { prices: false } },
    { ...standard, inlayHints: { ...standard.inlayHints, prices: false } },
  ],
  ['a tolerance', { solve: { tolerance: 0.001 } }, { ...standard, solve: { ...standard.solve, tolerance: 0.001 } }],
  ['a time limit', { solve: { timeLimit: 5 } }, { ...standard, solve: { ...standard.solve, timeLimit: 5 } }],
  ['a time limit of 0: none', { solve: { timeLimit: 0 } }, standard],
  ['impossible numbers', { solve: { tolerance: -1, timeLimit: Number.NaN } }, standard],
];

describe('settings', () => {
  for (const [name, sent, read] of CASES) {
    test(name, () => expect(readSettings(sent)).toEqual(read));
  }
});
