/** A text with everything that the language has: it parses, and only what is not computed yet is an error. */
export const EVERYTHING = `/** Two growers with bowed-out frontiers: one price emerges. */
economy Orchard

good apples, bananas                 // plain numbers
good wood : kg                       // measured
unit kg, h, ha                       // base units
unit tonne = 1000 [kg]

import "crops.econ"

param k = 0.7 in 0.3..3 step 0.05
let top = 10 * k
fun bowl(x, r) = (1 - x^r)^(1/r)

/** Explicit. */
agent Alice {
  frontier bananas = 10 * sqrt(1 - (apples/8)^2)
  at apples = 3
}
agent Bob { frontier (apples/5)^2 + (bananas/12)^2 <= 1 }
agent Carol { frontier bananas = 12 - apples^2/3 for apples in 0..6 }
agent Dan { frontier through (apples, bananas): (0, 10), (3, 9), (6, 6), (8, 0) }
agent Ed { frontier among (apples, bananas): (0, 4), (1.5, 1.5), (4, 0) }
agent Worker[40] {
  budget hours <= 8
  apples  = 3 * hours^1.2
  bananas = max(0, 2 * (hours - 1))
}
agent Cell[10_000] {
  vary a ~ uniform(0.8, 1.2)
  frontier (apples/a)^k + (bananas/2)^k <= 1
}
agent Site from "sites.csv" as row { frontier apples/row.apple_yield + bananas/row.if <= row.area }
group Tree[50] {
  good sugar, water
  agent Part[200] { frontier sugar^k + water^k <= 1 }
  yields apples = min(sugar, 2*water)
  yields apples = sugar, bananas = water
}
agent Ann {
  endowment apples = 10, bananas = 2
  utility apples^0.3 * bananas^0.7
  owns Mill = 0.5
}
firm Mill { make bananas = 2 * apples^0.5 }

seed 7

maximize apples^0.5 * bananas^0.5

scenario drought { k = 0.4 }
sweep k in 0.3..3 steps 100

assert one price
assert prices diverge
assert Alice is concave
assert Cell specializes
assert Tree.Part mixes
assert kinds(Cell) == 2
assert total(apples) in 9.9..10.1
assert price(apples) / price(bananas) ~= 1.5
assert not (total(apples) < 1 or total(bananas) < 1) and total(apples) ~= 1.5 within 1e-6
`;
