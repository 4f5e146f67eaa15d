/** What a new model says before anyone has changed it. */
export const STARTING_MODEL = `/** Ten growers, each with one frontier. */
economy Garden

good apples, bananas

// Above 1 the frontier bows outwards, and one price emerges; below 1 it bows inwards, and the growers specialise.
param k = 2 in 0.3..3 step 0.05

agent Grower[10] {
  frontier apples^k + bananas^k <= 1
}

maximize apples^0.5 * bananas^0.5
`;
