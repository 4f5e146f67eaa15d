import {
  call,
  divide,
  name,
  namesIn,
  negate,
  number,
  power,
  substitute,
  subtract,
} from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { point } from '../../math/interval/interval.ts';
import { fromDouble, rational } from '../../math/rational/rational.ts';
import { type Box, type ConcavityProof, proveConcave } from './concave.ts';
import { concaveLogarithm } from './logarithm.ts';
import { CORE, peeled } from './peel.ts';
import { isConcaveRoot } from './quadratic.ts';
import { concaveReciprocal } from './reciprocal.ts';
import { selectionsOf } from './selections.ts';

/** Concave formulas, the least of which is the level, and welfare as a rising formula of that level (in the name `CORE`). */
export interface Levels {
  readonly formulas: readonly Expression[];
  readonly back: Expression;
}

const core = name(CORE);
const kinked = 'a min, max or abs stands where it may bend welfare the convex way';

/** Welfare itself, its logarithm or -1/welfare, of whichever all smooth parts are proved concave; of products the logarithm first. */
export function levelsOf(formula: Expression, box: Box): Levels | ConcavityProof {
  const selections = selectionsOf(formula, box);
  if (selections === null) return { proved: false, witness: null, reason: kinked };
  const logarithms = () => all(selections, (own) => concaveLogarithm(own, box), call('exp', core));
  const early = isProduct(formula) ? logarithms() : null;
  if (early !== null) return early;
  const proof = selections.reduce<ConcavityProof>(
    (before, selection) => (before.proved ? proveConcave(selection, box) : before),
    { proved: true, witness: null, reason: null },
  );
  if (proof.proved) return { formulas: selections, back: core };
  return logarithms() ?? all(selections, concaveReciprocal, divide(number(rational(-1n)), core)) ?? proof;
}

/** What is left when rising functions are taken off; and, of what bends the right way along its level sets, -(welfare + shift)^-power. */
export function moreLevelsOf(formula: Expression, box: Box): Levels | null {
  const layers = [{ core: formula, outer: core }, ...peeled(formula, box)];
  for (const { core: inside, outer } of layers) {
    const found = inside === formula ? rootsOf(inside, box) : provedLevelsOf(inside, box);
    if (found !== null) return { ...found, back: around(outer, found.back) };
  }
  const innermost = layers[layers.length - 1] ?? { core: formula, outer: core };
  const found = shifted(innermost.core, box);
  return found === null ? null : { ...found, back: around(innermost.outer, found.back) };
}

function provedLevelsOf(formula: Expression, box: Box): Levels | null {
  const found = levelsOf(formula, box);
  return 'formulas' in found ? found : rootsOf(formula, box);
}

const rootsOf = (formula: Expression, box: Box): Levels | null =>
  all(
    selectionsOf(formula, box) ?? [],
    (own) => (isConcaveRoot(own) ? call('sqrt', own) : null),
    power(core, number(rational(2n))),
  );

/** Level sets that bend strictly the right way, made concave: ln(U + c) for small c, then powers of it (Avriel, Diewert, Schaible & Zang 1988, chapter 8). */
function shifted(formula: Expression, box: Box): Levels | null {
  const selections = selectionsOf(formula, box);
  const { value, defined } = enclose(formula, box);
  const names = [...namesIn(formula)];
  const at = compile(formula, names);
  const [low, high] = (['lo', 'hi'] as const).map((end) => at(names.map((good) => box.get(good)?.[end] ?? 0)));
  if (selections === null || !defined || low === undefined || high === undefined || !(high > low)) return null;
  const least = value.lo > 0 ? 0 : value.lo;
  if (!(high - least < Number.POSITIVE_INFINITY)) return null;
  for (const [share, exponent] of strengths) {
    const shift = number(fromDouble(Number((share * (high - least) - least).toPrecision(3))));
    const moved = (own: Expression): Expression => ({ kind: 'add', left: own, right: shift });
    if (!(enclose(moved(formula), box).value.lo > 0)) continue;
    const found =
      exponent === 0
        ? all(selections, (own) => provedOnly(call('ln', moved(own)), box), subtract(call('exp', core), shift))
        : all(
            selections,
            (own) => provedOnly(negate(power(moved(own), number(rational(-BigInt(exponent))))), box),
            subtract(power(negate(core), divide(number(rational(-1n)), number(rational(BigInt(exponent))))), shift),
          );
    if (found !== null) return found;
  }
  return null;
}

const strengths = [
  [0.02, 0],
  [0.001, 0],
  [0.02, 2],
  [0.02, 6],
] as const;

const provedOnly = (e: Expression, box: Box): Expression | null => (proveConcave(e, box).proved ? e : null);

function all(
  selections: readonly Expression[],
  transform: (own: Expression) => Expression | null,
  back: Expression,
): Levels | null {
  const formulas: Expression[] = [];
  for (const selection of selections) {
    const own = transform(selection);
    if (own === null) return null;
    formulas.push(own);
  }
  return formulas.length === 0 ? null : { formulas, back };
}

const around = (outer: Expression, inner: Expression): Expression => substitute(outer, new Map([[CORE, inner]]));

/** Products are solved on their logarithm, where scales and zeros do no harm. */
function isProduct(e: Expression): boolean {
  if (e.kind !== 'multiply') return e.kind === 'power' || (e.kind === 'divide' && isProduct(e.left));
  return (namesIn(e.left).size > 0 && namesIn(e.right).size > 0) || isProduct(e.left) || isProduct(e.right);
}

/** From a proven bound of the level to one of welfare, rounded up. */
export function boundOfValue(back: Expression, level: number): number {
  if (back === core) return level;
  const { hi } = enclose(back, new Map([[CORE, point(level)]])).value;
  return Number.isNaN(hi) ? Number.POSITIVE_INFINITY : hi;
}
