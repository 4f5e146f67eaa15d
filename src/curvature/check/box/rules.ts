import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { inOrder } from '../../../math/expression/order.ts';
import { print } from '../../../math/expression/print.ts';
import { compare, ONE, type Rational, rational } from '../../../math/rational/rational.ts';
import type { RuleNode } from '../../certificate.ts';
import { factorsOf, isLogConvex, meanBends, opposite, productBends } from './factors.ts';
import type { Bending, Facts } from './facts.ts';
import { isCurved, isCurvedByBoxes } from './semidefinite.ts';
import { type Shape, shapeOfFunction, shapeOfPower } from './shapes.ts';

type Rule = (e: Expression, wanted: Bending, rules: Rules) => boolean;

/** The checker's own table: what each rule needs. */
const RULES: Readonly<Record<string, Rule>> = {
  constant: (e, _, { facts }) => facts.isConstant(e),
  affine: (e, _, { facts }) => facts.isAffine(e),
  variable: (e) => e.kind === 'name',
  negative: (e, wanted, rules) => e.kind === 'negate' && rules.bends(e.operand, opposite(wanted)),
  sum: (e, wanted, rules) => e.kind === 'add' && rules.bends(e.left, wanted) && rules.bends(e.right, wanted),
  difference: (e, wanted, rules) =>
    e.kind === 'subtract' && rules.bends(e.left, wanted) && rules.bends(e.right, opposite(wanted)),
  multiple,
  'composition with a power': (e, wanted, rules) => {
    const p = e.kind === 'power' ? exactValue(e.right) : null;
    return p !== null && e.kind === 'power' && composes(shapeOfPower(p, e.left, rules.facts), e.left, wanted, rules);
  },
  exponential,
  max: (e, wanted, rules) => selects(e, 'max', wanted, rules),
  min: (e, wanted, rules) => selects(e, 'min', wanted, rules),
  'branch that always wins': wins,
  norm: (e, wanted, { facts }) => {
    const [u] = e.kind === 'call' && e.function === 'sqrt' ? e.arguments : [];
    return wanted === 'convex' && u !== undefined && facts.isSumOfSquares(u);
  },
  'power of a norm': (e, wanted, { facts }) => {
    const p = e.kind === 'power' ? exactValue(e.right) : null;
    return (
      wanted === 'convex' && p !== null && e.kind === 'power' && compare(p, HALF) >= 0 && facts.isSumOfSquares(e.left)
    );
  },
  'mean of powers': mean,
  'product of powers': (e, wanted, rules) =>
    productBends(factorsOf(e, rules.facts), wanted, rules.facts, rules.bends) || asOnePower(e, wanted, rules),
  'log-convex': (e, wanted, rules) => wanted === 'convex' && isLogConvex(e, rules.facts, rules.bends),
  'product of log-convex functions': (e, wanted, rules) =>
    wanted === 'convex' && isLogConvex(e, rules.facts, rules.bends),
  'logarithm of a log-convex function': (e, wanted, rules) => {
    const [u] = e.kind === 'call' && (e.function === 'ln' || e.function === 'log10') ? e.arguments : [];
    return wanted === 'convex' && u !== undefined && isLogConvex(u, rules.facts, rules.bends);
  },
  'sum of quotients': (e, wanted, rules) => {
    const spread = distributed(e);
    return spread !== null && rules.bends(spread, wanted);
  },
  entropy: (e, wanted, { facts }) => entropy(e, wanted, facts),
  'relative entropy': (e, wanted, { facts }) => entropy(e, wanted, facts),
  'if as max': (e, wanted, rules) => decides(e, wanted, 'convex', rules),
  'if as min': (e, wanted, rules) => decides(e, wanted, 'concave', rules),
  'second derivative': (e, wanted, { facts }) => {
    const form = facts.smoothForm(e);
    return (form !== null && isCurved(form, facts.box, wanted)) || isCurvedByBoxes(e, facts.box, wanted);
  },
};

const HALF = rational(1n, 2n);

/** What is tried where no certificate names a rule: cheap ones first. */
const ORDER = Object.keys(RULES).filter((name) => name !== 'second derivative');
const MOST_MATRICES = 6;

export class Rules {
  readonly facts: Facts;
  readonly #known = new Map<Expression, Map<Bending, boolean>>();
  #matrices = 0;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  /** Whether some rule shows that e bends so (weakly). */
  readonly bends = (e: Expression, wanted: Bending): boolean => {
    const known = this.#known.get(e) ?? new Map<Bending, boolean>();
    this.#known.set(e, known);
    const found = known.get(wanted);
    if (found !== undefined) return found;
    known.set(wanted, false);
    const result =
      ORDER.some((name) => this.holds(name, e, wanted)) ||
      (e.kind === 'call' && applies(e, wanted, this)) ||
      this.#byMatrix(e, wanted);
    known.set(wanted, result);
    return result;
  };

  #byMatrix(e: Expression, wanted: Bending): boolean {
    if (this.#matrices >= MOST_MATRICES) return false;
    this.#matrices++;
    return this.holds('second derivative', e, wanted);
  }

  holds(name: string, e: Expression, wanted: Bending): boolean {
    const [, of] = /^composition with (\w+)$/.exec(name) ?? [];
    if (of !== undefined && !Object.hasOwn(RULES, name))
      return e.kind === 'call' && e.function === of && applies(e, wanted, this);
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    return rule?.(e, wanted, this) ?? false;
  }
}

/** Every node of the tree says of some part of the formula what the rule that it names gives for it. */
export function checkTree(tree: RuleNode, e: Expression, rules: Rules): string | null {
  if (print(e) !== tree.text) return 'a rule is applied to another formula';
  const wanted: readonly Bending[] =
    tree.curvature === 'convex' || tree.curvature === 'concave' ? [tree.curvature] : ['convex', 'concave'];
  if (tree.curvature === 'constant' && !rules.facts.isConstant(e)) return 'not a constant';
  if (!['constant', 'affine', 'convex', 'concave', 'none'].includes(tree.curvature)) return 'no curvature';
  if (tree.curvature !== 'none' && !wanted.every((w) => rules.holds(tree.rule, e, w)))
    return `the rule "${tree.rule}" does not give this curvature`;
  const places = placesFor(e);
  for (const part of tree.parts) {
    const at = places.get(part.text);
    const why = at ? checkTree(part, at, rules) : 'a part of a rule is no part of the formula';
    if (why) return why;
  }
  return null;
}

/** What the parts of a rule may speak of: the formula's own parts, and what a rule writes it as. */
function placesFor(e: Expression): ReadonlyMap<string, Expression> {
  const spread = distributed(e);
  const chosen: readonly Expression[] =
    e.kind === 'if'
      ? (['max', 'min'] as const).map((name) => ({ kind: 'call', function: name, arguments: [e.then, e.else] }))
      : [];
  const roots = [e, ...(spread ? [spread] : []), ...chosen];
  return new Map(
    inOrder(...roots)
      .filter((x) => x !== e)
      .map((x) => [print(x), x]),
  );
}

function applies(e: Expression & { readonly kind: 'call' }, wanted: Bending, rules: Rules): boolean {
  const [u, ...others] = e.arguments;
  return (
    u !== undefined && others.length === 0 && composes(shapeOfFunction(e.function, u, rules.facts), u, wanted, rules)
  );
}

/** f(u) bends as f does where u is affine, or where f rises and u bends so too, or f falls and u bends the other way. */
function composes(f: Shape, u: Expression, wanted: Bending, { facts, bends }: Rules): boolean {
  if (facts.isConstant(u)) return true;
  if (!f[wanted]) return false;
  return facts.isAffine(u) || (f.rises && bends(u, wanted)) || (f.falls && bends(u, opposite(wanted)));
}

function multiple(e: Expression, wanted: Bending, { facts, bends }: Rules): boolean {
  if (e.kind !== 'multiply' && e.kind !== 'divide') return false;
  const scaled = (by: Expression, of: Expression): boolean =>
    facts.isConstant(by) &&
    ((facts.isNonnegative(by) && bends(of, wanted)) || (facts.isNonpositive(by) && bends(of, opposite(wanted))));
  if (scaled(e.right, e.left)) return true;
  if (e.kind === 'multiply') return scaled(e.left, e.right);
  const inverse: Expression = { kind: 'power', left: e.right, right: { kind: 'number', value: rational(-1n) } };
  return scaled(e.left, inverse);
}

function exponential(e: Expression, wanted: Bending, rules: Rules): boolean {
  if (e.kind !== 'power' || !rules.facts.isConstant(e.left) || !rules.facts.isPositive(e.left)) return false;
  const { lo, hi } = rules.facts.range(e.left);
  return composes({ convex: true, concave: false, rises: lo >= 1, falls: hi <= 1 }, e.right, wanted, rules);
}

function selects(e: Expression, name: 'max' | 'min', wanted: Bending, { bends }: Rules): boolean {
  return (
    e.kind === 'call' &&
    e.function === name &&
    wanted === (name === 'max' ? 'convex' : 'concave') &&
    e.arguments.every((u) => bends(u, wanted))
  );
}

/** One argument is never beaten by another. */
function wins(e: Expression, wanted: Bending, { facts, bends }: Rules): boolean {
  if (e.kind !== 'call' || (e.function !== 'max' && e.function !== 'min')) return false;
  const beats = (u: Expression, v: Expression): boolean => {
    const [left, right] = e.function === 'max' ? [u, v] : [v, u];
    return u === v || facts.isNonnegative({ kind: 'subtract', left, right });
  };
  const losers = e.arguments.filter((v, i) =>
    e.arguments.some((u, j) => u !== v && beats(u, v) && !(beats(v, u) && i < j)),
  );
  const kept = e.arguments.filter((u) => !losers.includes(u));
  const turn = e.function === 'max' ? 'convex' : 'concave';
  return kept.length > 0 && kept.every((u) => bends(u, wanted)) && (kept.length === 1 || wanted === turn);
}

function mean(e: Expression, wanted: Bending, { facts, bends }: Rules): boolean {
  if (e.kind === 'divide') {
    const flip = facts.isNonpositive(e.left);
    if (!facts.isConstant(e.left) || !(flip || facts.isNonnegative(e.left))) return false;
    return meanBends(e.right, rational(-1n), flip ? opposite(wanted) : wanted, facts, bends);
  }
  const [base, r] = baseAndExponent(e);
  return base !== null && r !== null && meanBends(base, r, wanted, facts, bends);
}

/** A power of a power is one power. */
function asOnePower(e: Expression, wanted: Bending, rules: Rules): boolean {
  const [only, ...others] = factorsOf(e, rules.facts);
  if (!only || others.length > 0 || only.base === e || (e.kind === 'power' && e.left === only.base)) return false;
  return rules.bends({ kind: 'power', left: only.base, right: { kind: 'number', value: only.exponent } }, wanted);
}

function baseAndExponent(e: Expression): readonly [Expression | null, Rational | null] {
  if (e.kind === 'power') return [e.left, exactValue(e.right)];
  if (e.kind === 'call' && e.function === 'sqrt') return [e.arguments[0] ?? null, HALF];
  return [e, ONE];
}

/** (a ± b) / c as a/c ± b/c. */
function distributed(e: Expression): Expression | null {
  if (e.kind !== 'divide' || (e.left.kind !== 'add' && e.left.kind !== 'subtract')) return null;
  const over = (left: Expression): Expression => ({ kind: 'divide', left, right: e.right });
  return { kind: e.left.kind, left: over(e.left.left), right: over(e.left.right) };
}

/** u ln u and u ln(u/v) for affine u, v above 0 are convex; u ln(v/u) is concave (Boyd & Vandenberghe 2004, §3.2.6). */
function entropy(e: Expression, wanted: Bending, facts: Facts): boolean {
  if (e.kind !== 'multiply') return false;
  return [
    [e.left, e.right],
    [e.right, e.left],
  ].some(([u, logarithm]) => {
    if (!u || logarithm?.kind !== 'call' || logarithm.function !== 'ln' || !isAbove(u, facts)) return false;
    const [of] = logarithm.arguments;
    if (!of) return false;
    if (facts.isEqual(of, u)) return wanted === 'convex';
    if (of.kind !== 'divide') return false;
    if (facts.isEqual(of.left, u)) return wanted === 'convex' && isAbove(of.right, facts);
    return facts.isEqual(of.right, u) && wanted === 'concave' && isAbove(of.left, facts);
  });
}

function isAbove(u: Expression, facts: Facts): boolean {
  return facts.isAffine(u) && facts.isPositive(u);
}

/** An if whose two branches meet where its condition turns, there with a kink of the wanted kind or none. */
function decides(e: Expression, wanted: Bending, turn: Bending, rules: Rules): boolean {
  if (e.kind !== 'if' || wanted !== turn || rules.facts.anyForm(e) === null) return false;
  const selected: Expression = {
    kind: 'call',
    function: turn === 'convex' ? 'max' : 'min',
    arguments: [e.then, e.else],
  };
  return rules.facts.isEqual(e, selected) && rules.bends(selected, wanted);
}
