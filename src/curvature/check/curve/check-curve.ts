import { namesIn } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { compare } from '../../../math/rational/rational.ts';
import type { CurveCertificate } from '../../certificate.ts';
import { decode, type EncodedExpression, rationalOfText } from '../../encoded-expression.ts';
import { wrongBeyond } from './beyond.ts';
import { wrongChords } from './chords.ts';
import { wrongBounds, wrongDomain } from './domain.ts';
import { wrongClaims, wrongHull } from './hull.ts';
import { type Path, pathOf } from './path.ts';
import { strayPlace } from './places.ts';
import type { CurveFormulas } from './stretches.ts';
import { wrongWriting } from './written.ts';

/**
 * Checks a frontier between two goods in exact and outward-rounded arithmetic alone: that the curve is what is written, from
 * where to where it runs, and either every part of it (concave, convex, linear) or two chords (mixed).
 */
export function checkCurve(c: CurveCertificate): string | null {
  const curve: CurveFormulas = { parameter: c.parameter, x: decode(c.x), y: decode(c.y), ...secondTask(c) };
  const path = pathOf(c, curve);
  if (typeof path === 'string') return path;
  const unproven = c.verdict === 'mixed' ? wrongClaims(path) : (strayPlace(path) ?? wrongHull(path, c.verdict));
  return wrongWriting(c, path) ?? wrongRange(c, path) ?? unproven ?? wrongChords(c, path);
}

/** What constraints that do not name a good leave. */
function capsIn(
  constraints: readonly { readonly level: EncodedExpression; readonly bound: EncodedExpression }[],
  good: string,
): readonly Expression[] {
  return constraints
    .map(({ level, bound }): Expression => ({ kind: 'subtract', left: decode(bound), right: decode(level) }))
    .filter((room) => !namesIn(room).has(good));
}

function secondTask({ of }: CurveCertificate): Pick<CurveFormulas, 'second'> {
  const task = of.form === 'budget' ? of.technologies[1] : undefined;
  if (of.form !== 'budget' || !task) return {};
  return { second: { formula: decode(task.formula), amount: rationalOfText(of.amount) } };
}

/** The parts run over the whole range of the frontier as written. */
function wrongRange(c: CurveCertificate, path: Path): string | null {
  const { of } = c;
  const [first, last] = [path.stretches[0], path.stretches[path.stretches.length - 1]];
  if (!first || !last) return 'no parts';
  switch (of.form) {
    case 'explicit':
      return wrongDomain(path, rationalOfText(of.from), of.to === null ? null : rationalOfText(of.to));
    case 'implicit':
      return wrongBounds(path, capsIn(of.constraints, c.goods[1])) ?? wrongBeyond(path, of.constraints, c.goods[1]);
    case 'budget': {
      const amount = rationalOfText(of.amount);
      const whole =
        [first.from.lo, first.from.hi].every((t) => t.numerator === 0n) &&
        [last.to.lo, last.to.hi].every((t) => compare(t, amount) === 0);
      return whole ? null : 'the parts do not use the whole budget';
    }
    case 'curve':
      return compare(first.from.lo, first.from.hi) === 0 ? null : 'the ends are not exact';
    default:
      return 'an unknown form of a frontier';
  }
}
