import type { Frontier } from '../../economy/economy.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { OpenFrontier } from '../certificate.ts';
import { encode } from '../encoded-expression.ts';

/** A frontier as a certificate writes it, with the names that vary. */
export function openFrontier(frontier: Frontier): OpenFrontier {
  const end = (e: Expression | null) => e && encode(e);
  switch (frontier.kind) {
    case 'explicit': {
      const { good, formula, inputs } = frontier;
      const written = inputs.map((i) => ({ good: i.good, from: end(i.from), to: end(i.to) }));
      return { form: 'explicit', good, formula: encode(formula), inputs: written };
    }
    case 'implicit': {
      const constraints = frontier.constraints.map((c) => ({ level: encode(c.level), bound: encode(c.bound) }));
      return { form: 'implicit', goods: frontier.goods, constraints };
    }
    case 'budget': {
      const { budget, amount, technologies } = frontier;
      const written = technologies.map((t) => ({ good: t.good, formula: encode(t.formula) }));
      return { form: 'budget', budget, amount: encode(amount), technologies: written };
    }
    default: {
      const points = frontier.points.map((p) => p.map(encode));
      return { form: 'points', joined: frontier.kind === 'through', goods: frontier.goods, points };
    }
  }
}
