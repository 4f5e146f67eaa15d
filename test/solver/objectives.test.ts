import { describe, expect, it } from 'vitest';
import { solveText } from './solve-text.ts';

const solved = (goods: string, welfare: string) =>
  solveText(
    `good ${goods}\nagent A[3] { frontier ${goods
      .split(', ')
      .map((good) => `${good}^2`)
      .join(' + ')} <= 4 }\nmaximize ${welfare}`,
  );

describe('objectives that prefer mixtures, by whatever rising transform', () => {
  // Three alike with a^2 + b^2 = 4 make 3·sqrt(2) of each good where both goods count alike.
  const even = 3 * Math.SQRT2;
  const third = (3 * 2) / Math.sqrt(3);
  it.each([
    ['a, b', '(a*b)/(a+b)', even / 2],
    ['a, b', '1/(1/a + 1/b)', even / 2],
    ['a, b', '(a^0.5 + b^0.5)^2', 4 * even],
    ['a, b', 'a^2*b^2/(a + b)', even ** 3 / 2],
    ['a, b', 'exp(ln(a) + ln(b))', even ** 2],
    ['a, b', 'exp(sqrt(a) + sqrt(b))', Math.exp(2 * Math.sqrt(even))],
    ['a, b', 'exp(-1/a - 1/b)', Math.exp(-2 / even)],
    ['a, b', '-1/(a*b)', -1 / even ** 2],
    ['a, b', '-(1/a + 1/b)', -2 / even],
    ['a, b', 'min(a, b)^2', even ** 2],
    ['a, b', '(a + 1)*(b + 1)', (even + 1) ** 2],
    ['a, b', 'a/(1 + a) + b/(1 + b)', (2 * even) / (1 + even)],
    ['a, b', 'exp(a)', Math.exp(6)],
    ['a, b, c', 'a*b*c/(a + b + c)', third ** 2 / 3],
    ['a, b, c', 'a^0.2*b^0.2*c^0.2', third ** 0.6],
    ['a, b, c', 'min(a, b)*c', ((6 * Math.sqrt(1 / 4)) / 1) * 6 * Math.SQRT1_2],
    ['a, b, c', '(0.5*a^(-1) + 0.5*b^(-1))^(-0.5)*c^0.5', Math.sqrt(6 * Math.sqrt(1 / 4) * 6 * Math.SQRT1_2)],
  ])('%s: %s', (goods, welfare, value) => {
    const { status, objective } = solved(goods, welfare);
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(value, 6);
    expect(objective?.upperBound).toBeGreaterThanOrEqual(value * (1 - Math.sign(value) * 1e-12));
  });

  it.each([
    ['a, b', 'a^2 + b^2'],
    ['a, b', 'max(a, b)'],
    ['a, b', 'abs(a - b)'],
    ['a, b', 'a^1.5 + b^1.5'],
    ['a, b, c', 'a*b + c'],
  ])('refuses %s: %s with two places whose middle is worse than both', (goods, welfare) => {
    const { status, diagnostics } = solved(goods, welfare);
    expect(status).toBe('invalid');
    expect(diagnostics[0]?.code).toBe('objective-not-concave');
    const [p, q, mid] = [...(diagnostics[0]?.message ?? '').matchAll(/\(([^)]*)\)/g)]
      .slice(0, 3)
      .map(([, place = '']) => Object.fromEntries(place.split(', ').map((part) => part.split(' ').reverse())));
    const at = (place: Record<string, string> | undefined) => {
      const [a, b, c] = ['a', 'b', 'c'].map((good) => Number(place?.[good] ?? 0));
      return truths[welfare]?.(a ?? 0, b ?? 0, c ?? 0) ?? Number.NaN;
    };
    expect(at(mid)).toBeLessThan(Math.min(at(p), at(q)));
  });
});

const truths: Readonly<Record<string, (a: number, b: number, c: number) => number>> = {
  'a^2 + b^2': (a, b) => a * a + b * b,
  'max(a, b)': (a, b) => Math.max(a, b),
  'abs(a - b)': (a, b) => Math.abs(a - b),
  'a^1.5 + b^1.5': (a, b) => a ** 1.5 + b ** 1.5,
  'a*b + c': (a, b, c) => a * b + c,
};
