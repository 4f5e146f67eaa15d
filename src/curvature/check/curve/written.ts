import { substitute } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import type { CurveCertificate } from '../../certificate.ts';
import { decode, encode, rationalOfText } from '../../encoded-expression.ts';
import { wrongInversion } from './inversion.ts';
import type { Path } from './path.ts';

/**
 * That the curve is the frontier as written. Explicit: the very formula. Budget: the two tasks get parts that add up to the
 * amount. Implicit: the curve is the most of the second good that the constraints allow.
 */
export function wrongWriting(c: CurveCertificate, path: Path): string | null {
  const { of } = c;
  const same = (a: Expression, b: Expression): boolean => JSON.stringify(encode(a)) === JSON.stringify(encode(b));
  const isParameter = same(decode(c.x), { kind: 'name', name: c.parameter });
  switch (of.form) {
    case 'curve':
      return null;
    case 'explicit': {
      const right = isParameter && c.parameter === of.input && c.goods[0] === of.input && c.goods[1] === of.good;
      return right && same(decode(c.y), decode(of.formula)) ? null : 'the curve is another formula than is written';
    }
    case 'budget': {
      const [first, second, ...others] = of.technologies;
      if (!first || !second || others.length > 0 || c.parameter !== of.budget) return 'a budget of other tasks';
      const name: Expression = { kind: 'name', name: of.budget };
      const rest: Expression = {
        kind: 'subtract',
        left: { kind: 'number', value: rationalOfText(of.amount) },
        right: name,
      };
      const right =
        first.good === c.goods[0] &&
        second.good === c.goods[1] &&
        same(decode(c.x), decode(first.formula)) &&
        same(decode(c.y), substitute(decode(second.formula), new Map([[of.budget, rest]])));
      return right ? null : 'the tasks do not share the budget as written';
    }
    case 'implicit':
      if (!isParameter || c.parameter !== c.goods[0]) return 'the curve does not run along the first good';
      return wrongInversion(path, of.constraints, c.goods[1]);
    default:
      return 'an unknown form of a frontier';
  }
}
