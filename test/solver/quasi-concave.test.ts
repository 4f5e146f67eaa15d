import { describe, expect, it } from 'vitest';
import { solveText } from './solve-text.ts';

// Three alike with a^2 + b^2 = 4, and one that makes up to 1 c.
const solved = (welfare: string, goods = 'a, b, c') =>
  solveText(
    `good ${goods}\nagent n[3] { frontier a^2 + b^2 <= 4 }\n${goods.includes('c') ? 'agent m { frontier c <= 1 }\n' : ''}maximize ${welfare}`,
  );
const even = 3 * Math.SQRT2;

describe('objectives that prefer mixtures though neither they nor their logarithm are concave', () => {
  it.each([
    ['a*b + a + b', even ** 2 + 2 * even],
    ['a*b + b*c + c*a', even ** 2 + 2 * even],
    ['(a*b + b*c + c*a)/(a + b + c)', (even ** 2 + 2 * even) / (2 * even + 1)],
    ['ln(a*b + 1)', Math.log(even ** 2 + 1)],
    ['5 - 1/(a*b)', 5 - 1 / even ** 2],
    ['2*exp(a*b/10) - 7', 2 * Math.exp(even ** 2 / 10) - 7],
    ['sqrt(a*b + a + b) + 1', Math.sqrt(even ** 2 + 2 * even) + 1],
  ])('%s', (welfare, value) => {
    const { status, objective } = solved(welfare);
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(value, 8);
    expect(objective?.upperBound).toBeGreaterThanOrEqual(value * (1 - Math.sign(value) * 1e-14));
  });
});

describe('goods of which more never helps', () => {
  it.each([
    ['a*b - c', even ** 2],
    ['a/(c + 1)', 6],
    ['a - c', 6],
    ['min(a, b) - c', even],
    ['a*b*exp(-c)', even ** 2],
  ])('are thrown away in %s', (welfare, value) => {
    const { status, objective, totals, prices, notes } = solved(welfare);
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(value, 8);
    expect(totals?.c).toBe(0);
    expect(prices?.c).toBe(0);
    expect(notes.join(' ')).toContain('1 c of the 1 made are thrown away');
  });
});

it('keeps what it does not care about', () => {
  const { totals } = solveText('good a, b\nagent n { budget t <= 1\n a = 2*t\n b = 1 }\nprices a = 1, b = 0');
  expect(totals?.a).toBe(2);
  expect(totals?.b).toBe(1);
});

describe('objectives that are defined only beyond some amounts (Stone 1954, Geary 1950)', () => {
  // On the circle of radius 6: sqrt((a - 1)(b - 2)) is highest at angle x with d/dx ((6 cos x - 1)(6 sin x - 2)) = 0.
  const best = Math.max(
    ...Array.from({ length: 20_001 }, (_, k) => {
      const x = ((Math.PI / 2) * k) / 20_000;
      const [a, b] = [6 * Math.cos(x) - 1, 6 * Math.sin(x) - 2];
      return a > 0 && b > 0 ? Math.sqrt(a * b) : 0;
    }),
  );

  it.each(['a, b', 'a, b, c'])('are solved there, with goods %s', (goods) => {
    for (const welfare of ['(a-1)^0.5*(b-2)^0.5', 'sqrt(a-1)*sqrt(b-2)', 'exp(0.5*ln(a-1) + 0.5*ln(b-2))']) {
      const { status, objective, prices } = solved(welfare, goods);
      expect(status).toBe('optimal');
      expect(objective?.value).toBeCloseTo(best, 7);
      expect(prices).not.toBeNull();
    }
  });

  it('hold for amounts that no double is', () => {
    const { status, objective } = solved('(a-0.1)^0.5*(b-0.1)^0.5');
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(even - 0.1, 10);
  });

  it('are infeasible where nobody can make as much', () => {
    const { status, notes } = solved('(a-1)^0.5*(b-8)^0.5');
    expect(status).toBe('infeasible');
    expect(notes.join(' ')).toContain('no finite value');
  });
});

describe('objectives that do not', () => {
  it.each(['a*b + c', '(a-1)*(b-2)', 'a*b*c + a + b + c', 'a^2*b + b^2*c', '((a-1)*(b-2))^0.5', 'a*b + c^2 - a'])(
    '%s is refused',
    (welfare) => {
      const { status, diagnostics } = solved(welfare);
      expect(status).toBe('invalid');
      expect(diagnostics[0]?.code).toBe('objective-not-concave');
    },
  );
});
