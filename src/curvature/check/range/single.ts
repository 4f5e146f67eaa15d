import { exactValue } from '../../../math/expression/exact.ts';
import { ZERO } from '../../../math/rational/rational.ts';
import type { Certificate, OpenFrontier, ProvenVerdict } from '../../certificate.ts';
import { decode, type EncodedExpression, textOf } from '../../encoded-expression.ts';

/** A certificate of the frontier in which nothing varies any more: it is of that frontier and verdict, and holds. */
export function checkSingle(
  of: OpenFrontier,
  verdict: ProvenVerdict,
  certificate: Certificate,
  check: (certificate: Certificate) => string | null,
): string | null {
  const claimed = certificate.kind === 'capacity' ? 'linear' : certificate.verdict;
  if (claimed !== verdict) return 'a certificate of another verdict';
  return isOf(certificate, of) ? check(certificate) : 'a certificate of another frontier';
}

function isOf(c: Certificate, of: OpenFrontier): boolean {
  switch (c.kind) {
    case 'points':
      return (
        of.form === 'points' &&
        c.joined === of.joined &&
        same(
          c.points,
          of.points.map((p) => p.map(textOfValue)),
        )
      );
    case 'curve':
      return isCurveOf(c, of);
    case 'level':
      return of.form === 'implicit' && same(c.goods, of.goods) && same(c.constraints, of.constraints);
    case 'separable':
      return (
        of.form === 'budget' &&
        c.budget === of.budget &&
        c.amount === textOfValue(of.amount) &&
        same(
          c.tasks.map(({ good, formula }) => ({ good, formula })),
          of.technologies,
        )
      );
    default:
      return false;
  }
}

function isCurveOf(c: Certificate & { kind: 'curve' }, of: OpenFrontier): boolean {
  const written = c.of;
  if (written.form === 'implicit')
    return (
      of.form === 'implicit' &&
      same([...c.goods].sort(), [...of.goods].sort()) &&
      same(written.constraints, of.constraints)
    );
  if (written.form === 'budget')
    return (
      of.form === 'budget' &&
      written.budget === of.budget &&
      written.amount === textOfValue(of.amount) &&
      same(written.technologies, of.technologies)
    );
  const [input, ...more] = of.form === 'explicit' ? of.inputs : [];
  if (written.form !== 'explicit' || of.form !== 'explicit' || !input || more.length > 0) return false;
  return (
    written.good === of.good &&
    written.input === input.good &&
    same(written.formula, of.formula) &&
    written.from === (input.from === null ? textOf(ZERO) : textOfValue(input.from)) &&
    written.to === (input.to === null ? null : textOfValue(input.to))
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function textOfValue(e: EncodedExpression): string | null {
  const exact = exactValue(decode(e));
  return exact && textOf(exact);
}
