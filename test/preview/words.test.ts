import { describe, expect, it } from 'vitest';
import { amount, duration, gap, percent, range } from '../../src/preview/webview/words/format.ts';
import { list, quantity, singular } from '../../src/preview/webview/words/nouns.ts';
import { economyRatio, own, priceRatio } from '../../src/preview/webview/words/price-ratio.ts';
import { outputs, tradeOff } from '../../src/preview/webview/words/price-words.ts';

const INFINITE = Number.POSITIVE_INFINITY;

describe('a number for reading', () => {
  it.each([
    [0, '0'],
    [1.6910312, '1.691'],
    [-0.25, '−0.25'],
    [5000, '5000'],
    [12345, '12\u202f345'],
    [123456.789, '123\u202f500'],
    [1e-5, '1×10⁻⁵'],
    [-1.5e-7, '−1.5×10⁻⁷'],
    [1e12, '1×10¹²'],
    [0.1 + 0.2, '0.3'],
    [99.99999999, '100'],
    [INFINITE, '∞'],
    [-INFINITE, '−∞'],
  ])('%d is %s', (x, text) => {
    expect(amount(x)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.00325, '0.33 %'],
    [0.5, '50 %'],
    [0.9996, '99.96 %'],
    [1, '100 %'],
    [2e-7, '2×10⁻⁵ %'],
  ])('the share %d is %s', (x, text) => {
    expect(percent(x)).toBe(text);
  });

  it.each([
    [0, '0'],
    [2e-13, '2e-13'],
    [0.0033, '0.33 %'],
  ])('the gap %d is %s', (x, text) => {
    expect(gap(x)).toBe(text);
  });

  it.each([
    [0.0002, '< 1 ms'],
    [0.0031, '3 ms'],
    [1.337, '1.34 s'],
  ])('%d seconds are %s', (x, text) => {
    expect(duration(x)).toBe(text);
  });

  it.each([
    [1.5, '1.5'],
    [[0, INFINITE], '0 to ∞'],
    [[0.5, 0.5], '0.5'],
    [[0.50000001, 0.50000002], '0.5'],
  ] as const)('the range %o is %s', (given, text) => {
    expect(range(given)).toBe(text);
  });
});

describe('one of a good', () => {
  it.each([
    ['apples', 'apple'],
    ['bananas', 'banana'],
    ['berries', 'berry'],
    ['cherries', 'cherry'],
    ['leaves', 'leaf'],
    ['boxes', 'box'],
    ['dishes', 'dish'],
    ['potatoes', 'potato'],
    ['shoes', 'shoe'],
    ['houses', 'house'],
    ['olives', 'olive'],
    ['glass', 'glass'],
    ['gas', 'gas'],
    ['wood', 'wood'],
    ['cloth', 'cloth'],
    ['species', 'species'],
    ['Äpfel', 'Äpfel'],
    ['x1', 'x1'],
  ])('%s is one %s', (many, one) => {
    expect(singular(many)).toBe(one);
  });

  it('is measured where it has a unit', () => {
    expect(quantity(1, { name: 'wood', unit: 'kg' })).toBe('1 kg of wood');
    expect(quantity(2.5, { name: 'apples', unit: null })).toBe('2.5 apples');
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ] as const)('a list of %o is "%s"', (parts, text) => {
    expect(list(parts)).toBe(text);
  });
});

describe('a ratio of prices', () => {
  it.each([
    ['numbers', { a: 1, b: 0.5 }, [2, 2]],
    ['an interval below', { a: 1, b: [0.5, 2] }, [0.5, 2]],
    ['an interval above', { a: [1, 3], b: 0.5 }, [2, 6]],
    ['from 0 to ∞', { a: 1, b: [0, INFINITE] }, [0, INFINITE]],
    ['nothing to be had for it', { a: 0, b: 1 }, [0, 0]],
    ['without end', { a: 1, b: 0 }, [INFINITE, INFINITE]],
    ['both nothing', { a: 0, b: 0 }, [0, INFINITE]],
    ['one missing', { a: 1 }, null],
  ] as const)('of %s', (_, prices, expected) => {
    expect(priceRatio(prices as Record<string, number>, 'a', 'b')).toEqual(expected);
  });

  it('never takes what every object inherits for a price', () => {
    expect(own({ apples: 1 }, 'constructor')).toBeNull();
  });

  it('falls back to the price of the convexified economy, which has no interval', () => {
    const solved = { prices: null, priceIntervals: { a: 1, b: [1, 2] as const }, dualPrices: { a: 1, b: 0.5 } };
    expect(economyRatio(solved, 'a', 'b')).toEqual({ at: 2, range: [2, 2] });
  });
});

describe('a trade-off in words', () => {
  const [apples, bananas] = [
    { name: 'apples', unit: null },
    { name: 'bananas', unit: null },
  ];
  it.each([
    [{ apples: 1, bananas: 0.5 }, '1 more apple costs 2 bananas'],
    [{ apples: 1, bananas: 1 }, '1 more apple costs 1 banana'],
    [{ apples: 1, bananas: INFINITE }, '1 more apple costs 0 bananas'],
    [{ apples: 1, bananas: 0 }, '1 more apple costs ∞ bananas'],
    [{ apples: 1, bananas: [0.5, 2] as const }, '1 more apple costs 0.5 to 2 bananas'],
    [{ apples: 1, bananas: [0, 2] as const }, '1 more apple costs 0.5 or more bananas'],
    [null, null],
  ])('%o: %s', (prices, text) => {
    expect(tradeOff(prices, apples, bananas)).toBe(text);
  });

  it('outputs that are nothing are left out', () => {
    expect(outputs({ apples: 2, bananas: 0 }, [apples, bananas])).toBe('2 apples');
    expect(outputs({ apples: 0, bananas: 0 }, [apples, bananas])).toBe('nothing');
  });
});
