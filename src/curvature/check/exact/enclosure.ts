import { abs, add, divide, multiply, powerInteger } from '../../../math/interval/arithmetic.ts';
import { cos, exp, ln, powerRational, sin } from '../../../math/interval/elementary.ts';
import { ENTIRE, fromRational, type Interval, interval, negate, ONE, ZERO } from '../../../math/interval/interval.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import { spend } from '../work.ts';
import { type Atom, type Power, type Signomial, term } from './signomial.ts';

/** What the enclosure of an elementary function takes, in units of work. */
const ATOM = 4;

/** Outward enclosures of a signomial over one box; the atoms' are kept. */
export class Enclosing {
  readonly #ranges: ReadonlyMap<string, Interval>;
  readonly #atoms = new Map<string, Interval>();

  constructor(ranges: ReadonlyMap<string, Interval>) {
    this.#ranges = ranges;
  }

  of(s: Signomial): Interval {
    spend(1 + s.length);
    // What shares its other factors is added up in powers of variables first: e^x (x² − x) and not e^x x² − e^x x.
    const groups = new Map<string, { readonly others: readonly Power[]; sum: Interval }>();
    for (const t of s) {
      const others = t.powers.filter((p) => p.atom.kind !== 'variable');
      const key = others.length === 0 ? '' : term(t.coefficient, others).key;
      const group = groups.get(key) ?? { others, sum: ZERO };
      groups.set(key, group);
      let product = fromRational(t.coefficient);
      for (const p of t.powers) if (p.atom.kind === 'variable') product = multiply(product, this.power(p));
      group.sum = add(group.sum, product);
    }
    let sum = ZERO;
    for (const { others, sum: inner } of groups.values())
      sum = add(
        sum,
        others.reduce((product, p) => multiply(product, this.power(p)), inner),
      );
    return sum;
  }

  power({ atom, exponent }: Power): Interval {
    return raisedInterval(this.atom(atom), exponent);
  }

  atom(atom: Atom): Interval {
    const known = this.#atoms.get(atom.key);
    if (known) return known;
    spend(ATOM);
    const found = this.#fresh(atom);
    this.#atoms.set(atom.key, found);
    return found;
  }

  #fresh(atom: Atom): Interval {
    switch (atom.kind) {
      case 'variable':
        return mirroredIf(atom.mirrored, this.#ranges.get(atom.name) ?? ENTIRE);
      case 'prime':
        return fromRational({ numerator: atom.value, denominator: 1n });
      case 'pi':
        return PI;
      case 'exp':
        return exp(this.of(atom.of));
      case 'ln':
        return ln(this.of(atom.of));
      case 'sin':
        return sin(this.of(atom.of));
      case 'cos':
        return cos(this.of(atom.of));
      case 'sum':
        return this.of(atom.of);
      case 'step':
        return interval(0, 1);
      case 'abs':
        return abs(this.of(atom.of));
    }
  }
}

function mirroredIf(mirrored: boolean, x: Interval): Interval {
  return mirrored ? negate(x) : x;
}

/** The two doubles around pi. */
const PI = interval(Math.PI, Math.PI + 2 ** -51);

function raisedInterval(x: Interval, r: Rational): Interval {
  if (r.denominator !== 1n) return powerRational(x, r);
  const n = Number(r.numerator);
  if (n === 1) return x;
  if (Math.abs(n) >= 1024) return powerRational(x, r);
  return n > 0 ? powerInteger(x, n) : divide(ONE, powerInteger(x, -n));
}
