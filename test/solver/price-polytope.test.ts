import { describe, expect, it } from 'vitest';
import { solveText } from './solve-text.ts';

const inThreeGoods = (body: string) => solveText(`good a, b, c\n${body}`);
const close = (x: number) => expect.closeTo(x, 6);

describe('prices of three goods that are not unique', () => {
  it('are what Ricardo leaves open where each country makes one good', () => {
    // Totals 10, 10, 10 with min(a, b, c): welfare allows all prices; the countries' labour costs bound them.
    const { prices, priceIntervals } = inThreeGoods(`
agent first { frontier a/10 + b/5 + c/4 <= 1 }
agent second { frontier a/4 + b/10 + c/5 <= 1 }
agent third { frontier a/5 + b/4 + c/10 <= 1 }
maximize min(a, b, c)`);
    expect(prices).not.toBeNull();
    // By hand: 10 >= 5 b, 10 >= 4 c; 10 b >= 4, 10 b >= 5 c; 10 c >= 5, 10 c >= 4 b (p_a = 1).
    expect(priceIntervals).toEqual({ b: [close(0.4), close(2)], c: [close(0.5), close(2.5)] });
  });

  it('are shut in further where chains of exchange are shorter', () => {
    // c <= 2 b and b <= 0.5 where second may make a: c <= 1 though no one member says so.
    const { priceIntervals } = inThreeGoods(`
agent first { frontier a/10 + b/20 + c/1 <= 1 }
agent second { frontier a/1 + b/20 + c/10 <= 1 }
agent third { frontier a/1 + b/1 + c/10 <= 1 }
maximize min(a, b/2, c)`);
    // first at a: 10 >= 20 b, 10 >= c; second at b: 20 b >= 1, 20 b >= 10 c; third at c: 10 c >= 1, 10 c >= b.
    expect(priceIntervals).toEqual({ b: [close(0.05), close(0.5)], c: [close(0.1), close(1)] });
  });

  it('are those of points between which nothing can be made', () => {
    const { priceIntervals } = inThreeGoods(`
agent n { frontier among (a, b, c): (4, 1, 1), (1, 4, 1), (2.2, 2.2, 2.2), (1, 1, 4) }
proportions a : b : c = 1 : 1 : 1`);
    // 1.8 a <= 1.2 (b + c) and so on; for the dearest b: c = 2/3 (1 + b), 3 b = 2 (1 + c), so b = 2; for the cheapest 1/2.
    expect(priceIntervals).toEqual({ b: [close(0.5), close(2)], c: [close(0.5), close(2)] });
  });

  it('are open where Leontief meets a box', () => {
    const { priceIntervals } = inThreeGoods(`
agent n { frontier a <= 1 }
agent m { frontier b <= 1 }
agent o { frontier c <= 1 }
maximize min(a, b, c)`);
    expect(priceIntervals).toEqual({ b: [0, Infinity], c: [0, Infinity] });
  });

  it('are a range for one good alone where another is pinned by a smooth frontier', () => {
    const { priceIntervals } = inThreeGoods(`
agent n { frontier a^2 + b^2 <= 1 }
agent m { frontier c <= 1 }
maximize min(a, b, c*2^-0.5)`);
    expect(priceIntervals).toEqual({ b: close(1), c: [0, Infinity] });
  });

  it('are bounded by what specialists inside bent sets would rather do', () => {
    const { priceIntervals } = inThreeGoods(`
agent n[3] { budget t <= 1
 a = t^2
 b = t^2
 c = t^2 }
maximize min(a, b, c)`);
    expect(priceIntervals).toBeNull();
    const apart = inThreeGoods(`
agent n { budget t <= 1
 a = 4*t^2
 b = t^2
 c = t^2 }
agent m { budget t <= 1
 a = t^2
 b = 4*t^2
 c = t^2 }
agent o { budget t <= 1
 a = t^2
 b = t^2
 c = 4*t^2 }
maximize min(a, b, c)`);
    expect(apart.priceIntervals).toEqual({ b: [close(0.25), close(4)], c: [close(0.25), close(4)] });
  });
});

describe('prices of three goods that are unique', () => {
  it.each([
    ['smooth welfare', 'agent n[3] { frontier a^2 + b^2 + c^2 <= 1 }\nmaximize a^0.3*b^0.3*c^0.4'],
    ['fixed prices', 'agent n[3] { frontier a/1 + b/2 + c/3 <= 1 }\nprices a = 1, b = 2, c = 4'],
    ['Leontief over balls', 'agent n[3] { frontier a^2 + b^2 + c^2 <= 1 }\nmaximize min(a, b/2, c)'],
    [
      'roots of one resource',
      'agent n[3] { budget t <= 1\n a = t^0.5\n b = t^0.5\n c = 2*t^0.7 }\nmaximize min(a, b, c)',
    ],
  ])('%s', (_, body) => {
    const { prices, priceIntervals } = inThreeGoods(body);
    expect(prices).not.toBeNull();
    expect(priceIntervals).toBeNull();
  });
});
