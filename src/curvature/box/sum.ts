import type { Expression } from '../../math/expression/expression.ts';
import { rational, toDouble } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { type Form, form, type Term, variablesIn } from '../algebra/form.ts';
import type { Witness } from '../verdict.ts';
import { type BoxJudgement, rangesOf, unknown } from './box-judgement.ts';
import { chordThrough, jensen, type Target } from './chords.ts';
import { searchChords } from './search-chords.ts';

export interface Component {
  readonly names: readonly string[];
  readonly form: Form;
}

/** Groups the terms that share variables; linear terms of one variable alone bend nothing and are left out. */
export function components(f: Form): readonly Component[] {
  const groups: { names: Set<string>; terms: Term[] }[] = [];
  for (const t of f.terms) {
    const names = variablesIn(form([t]));
    if (names.size === 0 || isLinearTerm(t)) continue;
    const touching = groups.filter((g) => [...names].some((n) => g.names.has(n)));
    const merged = {
      names: new Set([...names, ...touching.flatMap((g) => [...g.names])]),
      terms: [...touching.flatMap((g) => g.terms), t],
    };
    for (const g of touching) groups.splice(groups.indexOf(g), 1);
    groups.push(merged);
  }
  return groups.map((g) => ({ names: [...g.names], form: form(g.terms) }));
}

export function isLinearTerm(t: Term): boolean {
  const open = t.factors.filter(
    (x) => variablesIn(form([{ coefficient: rational(1n), factors: [x], key: '' }])).size > 0,
  );
  const [only] = open;
  return (
    open.length === 1 && only?.generator.kind === 'variable' && only.exponent.numerator === only.exponent.denominator
  );
}

/** A sum of functions of different variables bends as its parts do. */
export function joined(
  e: Expression,
  parts: readonly { readonly e: Expression; readonly names: readonly string[]; readonly judgement: BoxJudgement }[],
  algebra: Algebra,
): BoxJudgement {
  const verdicts = new Set(parts.map((p) => p.judgement.verdict));
  verdicts.delete('linear');
  const witnesses = parts.flatMap((p) => p.judgement.witnesses.map((w) => lifted(w, algebra)));
  if (verdicts.has('mixed') || (verdicts.has('convex') && verdicts.has('concave'))) {
    const both = (['not-concave', 'not-convex'] as const).map((shows) => chordOfSum(e, witnesses, shows, algebra));
    const found = both.filter((c) => c !== null);
    if (found.length < 2) return unknown('a part bends both ways, but by less than a chord in doubles can show');
    return {
      verdict: 'mixed',
      strict: false,
      witnesses: found.map((c) => c.witness),
      proof: found.every((c) => c.isSeen) ? { kind: 'witnesses' } : { kind: 'sum', parts },
      reason: null,
    };
  }
  if (verdicts.has('unknown'))
    return unknown(parts.find((p) => p.judgement.verdict === 'unknown')?.judgement.reason ?? 'a part is not decided');
  const verdict = verdicts.has('convex') ? 'convex' : verdicts.has('concave') ? 'concave' : 'linear';
  const strict = verdict === 'linear' ? false : strictnessOf(parts, algebra);
  return {
    verdict,
    strict,
    witnesses: witnesses.slice(0, 1),
    proof: { kind: 'sum', parts },
    reason: `a sum of ${verdict} functions of different variables`,
  };
}

/** A part's chord seen again in the sum, or another; else the part's, beside which the rest of the sum is too large to see it. */
function chordOfSum(
  e: Expression,
  witnesses: readonly Witness[],
  shows: Witness['shows'],
  algebra: Algebra,
): { readonly witness: Witness; readonly isSeen: boolean } | null {
  const names = [...algebra.domain.keys()];
  const target: Target = { e, names, form: null, algebra: null };
  const ranges = rangesOf(algebra, names);
  const own = witnesses.filter((w) => w.shows === shows);
  for (const w of own) {
    const [m, d] = [names.map((n) => w.mid[n] as number), names.map((n) => (w.q[n] as number) - (w.mid[n] as number))];
    const again = jensen(target, m, d) ?? chordThrough(target, ranges, m, d, shows);
    if (again?.shows === shows) return { witness: again, isSeen: true };
  }
  const other = searchChords(target, ranges, shows);
  if (other) return { witness: other, isSeen: true };
  const [first] = own;
  return first ? { witness: first, isSeen: false } : null;
}

/** Strict where every part is and no variable is left out. */
function strictnessOf(
  parts: readonly { readonly names: readonly string[]; readonly judgement: BoxJudgement }[],
  algebra: Algebra,
): boolean | null {
  if (parts.flatMap((p) => p.names).length !== algebra.domain.size) return false;
  if (parts.some((p) => p.judgement.strict === false || p.judgement.verdict === 'linear')) return false;
  return parts.every((p) => p.judgement.strict === true) ? true : null;
}

/** A chord in some variables, with the others held at the middle of their ranges. */
function lifted(w: Witness, algebra: Algebra): Witness {
  const rest: Record<string, number> = {};
  for (const [name, { lo, hi }] of algebra.domain) if (!(name in w.p)) rest[name] = (toDouble(lo) + toDouble(hi)) / 2;
  return { ...w, p: { ...rest, ...w.p }, q: { ...rest, ...w.q }, mid: { ...rest, ...w.mid } };
}
