/** One equilibrium as derived by hand: prices in the first good, utilities by consumer. */
export interface KnownEquilibrium {
  readonly prices: Readonly<Record<string, number>>;
  readonly allocation?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface KnownEconomy {
  readonly name: string;
  readonly text: string;
  readonly status: 'optimal' | 'bounded' | 'infeasible';
  readonly equilibria: readonly KnownEquilibrium[];
}

const r = 2 ** (8 / 9) - 2 ** (1 / 9);

/** Economies whose equilibria are known by hand; each says how. */
export const knownEconomies: readonly KnownEconomy[] = [
  {
    // Mas-Colell, Whinston & Green 15.B.2: z_y(p) = p^(1/9) + r·p − p^(8/9) − r, which is 0 at p = 1/2, 1 and 2 (p = p_x / p_y).
    name: 'three equilibria',
    text: `good x, y
      agent a { endowment x = 2, y = 2^(8/9) - 2^(1/9)
        utility x - y^-8/8 }
      agent b { endowment x = 2^(8/9) - 2^(1/9), y = 2
        utility y - x^-8/8 }
      market`,
    status: 'optimal',
    equilibria: [
      { prices: { x: 1, y: 0.5 }, allocation: { a: { x: 2 - (2 ** (1 / 9) - r) / 2, y: 2 ** (1 / 9) } } },
      { prices: { x: 1, y: 1 }, allocation: { a: { x: 1 + r, y: 1 }, b: { x: 1, y: 1 + r } } },
      { prices: { x: 1, y: 2 } },
    ],
  },
  {
    // Shapley & Shubik 1977, An example of a trading economy with three competitive equilibria; prices by solving z = 0 in 30 digits (mpmath).
    name: 'the Shapley-Shubik economy',
    text: `good x, y
      agent a { endowment x = 40
        utility x + 100*(1 - exp(-y/10)) }
      agent b { endowment y = 50
        utility y + 110*(1 - exp(-x/10)) }
      market`,
    status: 'optimal',
    equilibria: [
      { prices: { x: 1, y: 0.1971407167 } },
      { prices: { x: 1, y: 1.3297139349 } },
      { prices: { x: 1, y: 3.5965414468 } },
    ],
  },
  {
    // Scarf 1960: tâtonnement cycles around the one equilibrium, equal prices.
    name: "Scarf's unstable economy",
    text: `good x, y, z
      agent a { endowment x = 1
        utility min(x, y) }
      agent b { endowment y = 1
        utility min(y, z) }
      agent c { endowment z = 1
        utility min(z, x) }
      market`,
    status: 'optimal',
    equilibria: [
      {
        prices: { x: 1, y: 1, z: 1 },
        allocation: { a: { x: 0.5, y: 0.5, z: 0 }, b: { x: 0, y: 0.5, z: 0.5 }, c: { x: 0.5, y: 0, z: 0.5 } },
      },
    ],
  },
  {
    // Perfect complements, twice as much y as x: at any p_y > 0 both markets cannot clear, so y is free, and a, who owns x, gets all of use.
    name: 'complements with a free good',
    text: `good x, y
      agent a { endowment x = 1
        utility min(x, y) }
      agent b { endowment y = 2
        utility min(x, y) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 0 }, allocation: { a: { x: 1, y: 1 }, b: { x: 0, y: 0 } } }],
  },
  {
    // Each likes the good of which it owns half best (2:1 against 1:2): at p = 1 both sell the other; any p in [1/2, 2] keeps their tastes, and
    // clearing x (a's income 1 + p buys 2 of x) needs p = 1.
    name: 'linear utilities, specialised consumption',
    text: `good x, y
      agent a { endowment x = 1, y = 1
        utility 2*x + y }
      agent b { endowment x = 1, y = 1
        utility x + 2*y }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1 }, allocation: { a: { x: 2, y: 0 }, b: { x: 0, y: 2 } } }],
  },
  {
    // Excess demand of x is (12p + 4)/(2p + 1) + (p + 6)/(p + 2) - 7 at p_x = p, p_y = 1: about 3p where x is cheap, 0 only where it is free.
    name: 'complements of which either may be free, and which fade slowly as they grow cheap',
    text: `good x, y
      agent a { endowment x = 6, y = 2
        utility min(x, 2*y) }
      agent b { endowment x = 1, y = 6
        utility min(2*x, y) }
      market`,
    status: 'optimal',
    equilibria: [
      { prices: { x: 0, y: 1 }, allocation: { a: { x: 4, y: 2 }, b: { x: 3, y: 6 } } },
      { prices: { x: 1, y: 0 }, allocation: { a: { x: 6, y: 3 }, b: { x: 1, y: 2 } } },
    ],
  },
  {
    // All substitutes one for one: p = 1 by indifference, whoever holds what.
    name: 'perfect substitutes, everybody indifferent',
    text: `good x, y
      agent a { endowment x = 3, y = 1
        utility x + y }
      agent b { endowment x = 1, y = 5
        utility 2*x + 2*y }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1 } }],
  },
  {
    // b buys only y up to p_y/p_x = 2 and a holds all of x: a must be indifferent, p_y/p_x = 1/2 (a's ratio), b spends 1·(1/2) … b: y = 3 − 0.
    // At p_y = 1/2 b has 1 + 1/2·1 = 3/2, buys 3 of y > 2 of all; so b must be indifferent too: b's ratio 2, a's 1/2 do not meet, hence corners:
    // a all x: 3 + p = 4 gives p = 1; b all y: (1 + p)/p = 2.
    name: 'linear utilities, unequal endowments',
    text: `good x, y
      agent a { endowment x = 3, y = 1
        utility 2*x + y }
      agent b { endowment x = 1, y = 1
        utility x + 2*y }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1 }, allocation: { a: { x: 4, y: 0 }, b: { x: 0, y: 2 } } }],
  },
  {
    // Each buys one good (3 > 1, 2 per price): a x: 1 + p + q = 4; b y: 1 + 2p + q = 4p; c z: 2 + p + q = 3q gives p = 4/3, q = 5/3.
    name: 'linear utilities, three goods',
    text: `good x, y, z
      agent a { endowment x = 1, y = 1, z = 1
        utility 3*x + y + 2*z }
      agent b { endowment x = 1, y = 2, z = 1
        utility x + 3*y + z }
      agent c { endowment x = 2, y = 1, z = 1
        utility x + y + 3*z }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 4 / 3, z: 5 / 3 }, allocation: { a: { x: 4, y: 0, z: 0 } } }],
  },
  {
    // Quasi-linear: y = 2·p_x/p_y each, 4 of y in all, so p_y = 1.
    name: 'quasi-linear utilities',
    text: `good x, y
      agent a { endowment x = 10
        utility x + 2*ln(y) }
      agent b { endowment x = 10, y = 4
        utility x + 2*ln(y) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1 }, allocation: { a: { x: 8, y: 2 }, b: { x: 12, y: 2 } } }],
  },
  {
    // Stone-Geary, 1 of x needed: spending on y is half of income beyond it. m_a = 3, m_b = 4p: (3 − 1)/2 + 4p/2 = 4p → p = 1/2.
    name: 'a subsistence need',
    text: `good x, y
      agent a { endowment x = 3
        utility ln(x - 1) + ln(y) }
      agent b { endowment y = 4
        utility ln(x) + ln(y) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 0.5 }, allocation: { a: { x: 2, y: 2 }, b: { x: 1, y: 2 } } }],
  },
  {
    // Constant returns b = 2l fix p_b = 1/2; half of income 10 goes to each good.
    name: 'one constant-returns activity',
    text: `good l, b
      agent a { endowment l = 10
        utility l^0.5*b^0.5 }
      firm F { make b = 2*l }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { l: 1, b: 0.5 }, allocation: { a: { l: 5, b: 10 } } }],
  },
  {
    // b = 2√L: p_b/√L = 1, profit p_b·2√L − L = L; income 10 + L, half of it on leisure 10 − L: L = 10/3, p_b = √(10/3).
    name: 'one firm with decreasing returns and its profit',
    text: `good l, b
      agent a { endowment l = 10
        utility l^0.5*b^0.5 }
      firm F { make b = 2*l^0.5 }
      market`,
    status: 'optimal',
    equilibria: [
      { prices: { l: 1, b: Math.sqrt(10 / 3) }, allocation: { a: { l: 20 / 3, b: 2 * Math.sqrt(10 / 3) } } },
    ],
  },
  {
    // The same firm owned by b alone, who has nothing else: a keeps 5 of 10, b's income is the profit L; leisure 5 + L/2 = 10 − L, L = 10/3.
    name: 'profit shares',
    text: `good l, b
      agent a { endowment l = 10
        utility l^0.5*b^0.5 }
      agent k { owns F = 1
        utility l^0.5*b^0.5 }
      firm F { make b = 2*l^0.5 }
      market`,
    status: 'optimal',
    equilibria: [
      {
        prices: { l: 1, b: Math.sqrt(10 / 3) },
        allocation: { a: { l: 5, b: 5 / Math.sqrt(10 / 3) }, k: { l: 5 / 3, b: 5 / 3 / Math.sqrt(10 / 3) } },
      },
    ],
  },
  {
    // Heckscher-Ohlin, two by two: costs shares .7/.3 and .3/.7, half of income each: capital gets (.7 + .3)/2 of it, so r·100 = w·200.
    name: 'two factors, two sectors',
    text: `good k, l, a, b
      agent c { endowment k = 100, l = 200
        utility a^0.5*b^0.5 }
      firm A { make a = k^0.7*l^0.3 }
      firm B { make b = k^0.3*l^0.7 }
      market`,
    status: 'optimal',
    equilibria: [
      {
        prices: {
          k: 1,
          l: 0.5,
          a: (1 / 0.7) ** 0.7 * (0.5 / 0.3) ** 0.3,
          b: (1 / 0.3) ** 0.3 * (0.5 / 0.7) ** 0.7,
        },
      },
    ],
  },
  {
    // Increasing returns: wherever it pays at all it pays without end; wherever it does not, b is wanted and there is none.
    name: 'increasing returns',
    text: `good l, b
      agent a { endowment l = 10
        utility l^0.5*b^0.5 }
      firm F { make b = l^2 }
      market`,
    status: 'infeasible',
    equilibria: [],
  },
  {
    // a makes x best (10 against 5 of y), b y: at p = 1 each specialises (ratios 1/2 and 2) and they halve everything.
    name: 'consumers with frontiers of their own',
    text: `good x, y
      agent a { frontier x + 2*y <= 10
        utility x*y }
      agent b { frontier 2*x + y <= 10
        utility x*y }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1 }, allocation: { a: { x: 5, y: 5 }, b: { x: 5, y: 5 } } }],
  },
  {
    // Two convex producers: at p = 1 one makes x, one y; income 1 each, half on each good.
    name: 'convex frontiers of consumers',
    text: `good x, y
      agent a[2] { frontier x^0.5 + y^0.5 <= 1
        utility x*y }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1 }, allocation: { a: { x: 0.5, y: 0.5 } } }],
  },
  {
    // Three cannot halve: two and one; the convexified price is 1 (Starr 1969).
    name: 'convex frontiers of three',
    text: `good x, y
      agent a[3] { frontier x^0.5 + y^0.5 <= 1
        utility x*y }
      market`,
    status: 'bounded',
    equilibria: [{ prices: { x: 1, y: 1 } }],
  },
  {
    // x² + y²: everybody eats one good; at p = 1 either is as good. Two and four can pair up.
    name: 'convex utilities of four',
    text: `good x, y
      agent c[4] { endowment x = 1, y = 1
        utility x^2 + y^2 }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1 }, allocation: { c: { x: 1, y: 1 } } }],
  },
  {
    name: 'convex utilities of three',
    text: `good x, y
      agent c[3] { endowment x = 1, y = 1
        utility x^2 + y^2 }
      market`,
    status: 'bounded',
    equilibria: [{ prices: { x: 1, y: 1 } }],
  },
  {
    // Nobody wants z; x and y by half shares of one consumer: p_y = 1/2.
    name: 'a good that nobody wants',
    text: `good z, x, y
      agent a { endowment x = 1, y = 2, z = 5
        utility x*y }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { z: 0, x: 1, y: 0.5 }, allocation: { a: { x: 1, y: 2, z: 0 } } }],
  },
  {
    // a owns both and likes x only; b likes both and owns y: at p_y > 0 a wants more x than its own 1 and b some; at p_y = 0 b wants y without end.
    name: 'no equilibrium: the minimum-wealth condition fails',
    text: `good x, y
      agent a { endowment x = 1, y = 1
        utility x }
      agent b { endowment y = 1
        utility sqrt(x) + sqrt(y) }
      market`,
    status: 'infeasible',
    equilibria: [],
  },
  {
    // Nobody has y, without which the product is 0: with x worth nothing a has no income, and no bundle that is free is better than nothing.
    name: 'a good that nobody has, in a product',
    text: `good x, y
      agent a { endowment x = 1
        utility x*y }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 0, y: 1 } }],
  },
  {
    // Nobody has y, of which everybody wants some at any price, and x is wanted as well: neither can be free.
    name: 'no equilibrium: a good that nobody has',
    text: `good x, y
      agent a { endowment x = 1
        utility sqrt(x) + sqrt(y) }
      market`,
    status: 'infeasible',
    equilibria: [],
  },
  {
    // Satiated in y at 1 each, 4 there are: y is free, all of x is eaten by its owners.
    name: 'satiation makes a good free',
    text: `good x, y
      agent a { endowment x = 1, y = 3
        utility x - (y-1)^2 }
      agent b { endowment x = 1, y = 1
        utility x - (y-1)^2 }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 0 }, allocation: { a: { x: 1, y: 1 }, b: { x: 1, y: 1 } } }],
  },
  {
    // One representative (all alike): price is the marginal rate at the mean: (y/x)^1.5·(0.3/0.7)^-1 of the CES with exponent −0.5, x = 2, y = 1.
    name: 'a representative consumer with constant elasticity',
    text: `good x, y
      agent c[1000] { endowment x = 2, y = 1
        utility (0.7*x^-0.5 + 0.3*y^-0.5)^(-2) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: (0.3 / 0.7) * 2 ** 1.5 }, allocation: { c: { x: 2, y: 1 } } }],
  },
  {
    // Cobb-Douglas with shares 1/2, 1/3, 1/6 (a) and 1/3 each (b): spending on each good over its supply, a linear system solved by hand:
    // with e_a = (1,0,0), e_b = (0,1,1): p_x = p_x/2 + (p_y + p_z)/3 and p_y = p_x/3 + (p_y + p_z)/3: p = (1, 5/6, 2/3).
    name: 'Cobb-Douglas, three goods',
    text: `good x, y, z
      agent a { endowment x = 1
        utility x^3*y^2*z }
      agent b { endowment y = 1, z = 1
        utility x*y*z }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 5 / 6, z: 2 / 3 }, allocation: { a: { x: 0.5, y: 0.4, z: 0.25 } } }],
  },
  {
    // Perfect substitutes inside a product: sqrt(x + y)·z-like; p_x = p_y as both are eaten, and half of income goes on z: x + y = 4, z = 2 → p_z = 2.
    name: 'substitutes within a product',
    text: `good x, y, z
      agent a { endowment x = 3, y = 1
        utility (x + y)*z }
      agent b { endowment z = 2
        utility (x + y)*z }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1, z: 2 } }],
  },
  {
    // Three goods made by chained constant returns: flour from land one for one, bread from flour two for one; p = (1, 1, 1/2).
    name: 'chained activities',
    text: `good land, flour, bread
      agent a { endowment land = 8
        utility bread }
      firm Mill { make flour = land }
      firm Bakery { make bread = 2*flour }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { land: 1, flour: 1, bread: 0.5 }, allocation: { a: { bread: 16 } } }],
  },
  {
    // min(2x + y, x + 2y): below a price ratio of 2 and above 1/2 everybody buys as much x as y; 2 of each, so any such ratio clears. Equal
    // endowments of both consumers: nobody trades, a continuum of which one is listed.
    name: 'kinked utilities, a range of prices',
    text: `good x, y
      agent c[2] { endowment x = 1, y = 1
        utility min(2*x + y, x + 2*y) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: {}, allocation: { c: { x: 1, y: 1 } } }],
  },
  {
    // The same tastes with 4 of x and 1 of y: all must buy more x than y, so the ratio is that of 'x + 2y': p_y = 2.
    name: 'kinked utilities at the end of the kink',
    text: `good x, y
      agent a { endowment x = 3
        utility min(2*x + y, x + 2*y) }
      agent b { endowment x = 1, y = 1
        utility min(2*x + y, x + 2*y) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 2 } }],
  },
  {
    // Shoven & Whalley 1984, Applied general-equilibrium models, table 3 without taxes: 1.399, 1.093, 1, 1.373; more digits from the unit cost
    // functions and factor markets, solved here to 1e-12.
    name: 'two consumers, two sectors, two factors',
    text: `good l, k, m, n
      agent R { endowment k = 25
        utility (0.5^(1/1.5)*m^(0.5/1.5) + 0.5^(1/1.5)*n^(0.5/1.5))^(1.5/0.5) }
      agent P { endowment l = 60
        utility (0.3^(1/0.75)*m^(-0.25/0.75) + 0.7^(1/0.75)*n^(-0.25/0.75))^(-0.75/0.25) }
      firm M { make m = 1.5*(0.6*l^(1-1/2) + 0.4*k^(1-1/2))^2 }
      firm N { make n = 2*(0.7*l^(-1) + 0.3*k^(-1))^(-1) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { l: 1, k: 1.373471147, m: 1.399110662, n: 1.09307648 } }],
  },
  {
    // Input-output (Leontief 1936): steel takes 1 labor and 0.2 corn, corn 2 labor and 0.1 steel: p_s = 1 + 0.2·p_c, p_c = 2 + 0.1·p_s.
    name: 'an input-output economy',
    text: `good labor, steel, corn
      agent a { endowment labor = 10
        utility steel*corn }
      firm S { make steel = min(labor, corn/0.2) }
      firm C { make corn = min(labor/2, steel/0.1) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { labor: 1, steel: 1.4 / 0.98, corn: 2 + 0.14 / 0.98 } }],
  },
  {
    // A sheep gives 1 wool and 3 meat, which cost 1 together; a third of 10 goes on wool, two thirds on meat.
    name: 'joint outputs',
    text: `good sheep, wool, meat
      agent a { endowment sheep = 10
        utility wool*meat^2 }
      firm F { make wool = sheep, meat = 3*sheep }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { sheep: 1, wool: 1 / 3, meat: 2 / 9 }, allocation: { a: { wool: 10, meat: 30 } } }],
  },
  {
    // As much wool as meat is wanted, and three times as much meat comes: meat is free, wool pays for the sheep.
    name: 'a joint output that is free',
    text: `good sheep, wool, meat
      agent a { endowment sheep = 10
        utility min(wool, meat) }
      firm F { make wool = sheep, meat = 3*sheep }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { sheep: 1, wool: 1, meat: 0 }, allocation: { a: { wool: 10, meat: 10 } } }],
  },
  {
    // A straight frontier x/2 + y + z/4 <= 1 fixes p = (1, 2, 1/2) while all three are made; income 1 each of 2 + q's 1/2.
    name: 'a firm with a straight frontier',
    text: `good x, y, z
      agent F { frontier x/2 + y + z/4 <= 1 }
      agent p { utility x*y*z }
      agent q { endowment z = 1
        utility x + y + z }
      market`,
    status: 'optimal',
    equilibria: [
      { prices: { x: 1, y: 2, z: 0.5 }, allocation: { p: { x: 1 / 3, y: 1 / 6, z: 2 / 3 }, q: { x: 0, y: 0, z: 3 } } },
    ],
  },
  {
    // Spending on x: 0.3·m_a + 0.6·m_b = 3e9 with m = (1e9 + q·1e-9, 2e9 + q·3e-9): q·1e-9·2.1 = 1.5e9.
    name: 'scales that differ by 1e18',
    text: `good x, y
      agent a { endowment x = 1e9, y = 1e-9
        utility x^0.3*y^0.7 }
      agent b { endowment x = 2e9, y = 3e-9
        utility x^0.6*y^0.4 }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1.5e18 / 2.1 } }],
  },
  {
    // Three goods, three consumers, convex tastes: one good each at equal prices.
    name: 'convex utilities, three goods',
    text: `good x, y, z
      agent c[3] { endowment x = 1, y = 1, z = 1
        utility x^2 + y^2 + z^2 }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 1, z: 1 }, allocation: { c: { x: 1, y: 1, z: 1 } } }],
  },
  {
    // Smoke lowers b's utility and nobody must take it: free disposal, price 0. x and y: a halves 1 x, b's roots share alike at p = 1.
    name: 'a bad that is thrown away',
    text: `good x, smoke, y
      agent a { endowment x = 1, smoke = 2
        utility x*y }
      agent b { endowment y = 1
        utility sqrt(x) + sqrt(y) - smoke }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, smoke: 0, y: 1 }, allocation: { a: { x: 0.5, y: 0.5 }, b: { smoke: 0 } } }],
  },
  {
    // One more a costs two b on F's line, all over: p = (1, 1/2); Ann earns 1 + 3 and buys 2 a and 4 b.
    name: 'a straight frontier that everybody owns',
    text: `good a, b
      agent Ann { endowment a = 1
        utility a^0.5*b^0.5 }
      agent F { frontier a + b/2 <= 3 }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { a: 1, b: 0.5 }, allocation: { Ann: { a: 2, b: 4 } } }],
  },
  {
    // F makes 6 a, G 8 b at p_a = p_b, H is torn: income 1 + 6 + 8 + 2 = 17, half on each.
    name: 'a chain of comparative advantage',
    text: `good a, b
      agent Ann { endowment a = 1
        utility a^0.5*b^0.5 }
      agent F { frontier a/2 + b <= 3 }
      agent G { frontier a + b/2 <= 4 }
      agent H { frontier a + b <= 2 }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { a: 1, b: 1 }, allocation: { Ann: { a: 8.5, b: 8.5 } } }],
  },
  {
    // Hours for three goods, twice as good at b and half as good at c: prices are the hours.
    name: 'Robinson with one linear budget of hours',
    text: `good a, b, c
      agent R { budget hours <= 12
        a = hours
        b = 2*hours
        c = hours/2
        utility a*b*c }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { a: 1, b: 0.5, c: 2 }, allocation: { R: { a: 4, b: 8, c: 2 } } }],
  },
  {
    // Corners (4, 0), (3, 2), (0, 3): Ann spends half on each, and stands on the kink where 3·p_a = 2·p_b.
    name: 'a frontier with a kink',
    text: `good a, b
      agent Ann { frontier through (a, b): (4, 0), (3, 2), (0, 3)
        utility a^0.5*b^0.5 }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { a: 1, b: 1.5 }, allocation: { Ann: { a: 3, b: 2 } } }],
  },
  {
    // One ratio, by a root of excess demand in 40 digits (mpmath); far from it demand is all but lost in rounding.
    name: 'complements against poor substitutes',
    text: `good x, y
      agent a { endowment x = 1.114, y = 0.138
        utility -x^-5 - y^-5 }
      agent b { endowment x = 0.144, y = 1.007
        utility min(x, 50*y) }
      market`,
    status: 'optimal',
    equilibria: [{ prices: { x: 1, y: 0.226144261365 } }],
  },
];
