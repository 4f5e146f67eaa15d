import { describe, expect, it } from 'vitest';
import { nearName } from '../../src/cli/near-name.ts';
import { withParams } from '../../src/cli/with-params.ts';

describe('nearName', () => {
  it.each([
    ['kk', ['k', 'rain'], 'k'],
    ['rian', ['k', 'rain'], null],
    ['rainn', ['k', 'rain'], 'rain'],
    ['Rain', ['rain'], 'rain'],
    ['x', [], null],
    ['distance', ['width', 'distanc'], 'distanc'],
  ])('%s among %o is %s', (mistyped, names, near) => expect(nearName(mistyped, names)).toBe(near));
});

describe('withParams', () => {
  it.each([
    ['param k = 0.5 in 0..1 // k = 0.5', { k: 0.7 }, 'param k = 0.7 in 0..1 // k = 0.5'],
    ['param land = 10 [ha] in 1..100 [ha]', { land: 12.5 }, 'param land = 12.5 [ha] in 1..100 [ha]'],
    [
      'param a = 1\nparam b = 2 in 0..5 step 1\n',
      { b: 3, a: 0.1 + 0.2 },
      'param a = 0.3\nparam b = 3 in 0..5 step 1\n',
    ],
    ['good k\r\nparam m = 2 * (1 + 1)\r\n', { m: 5 }, 'good k\r\nparam m = 5\r\n'],
  ])('%j with %o', (text, overrides, written) => expect(withParams(text, overrides)).toBe(written));

  it('refuses a param that is not there', () => {
    expect(() => withParams('param a = 1', { b: 2 })).toThrow('There is no param b');
  });
});
