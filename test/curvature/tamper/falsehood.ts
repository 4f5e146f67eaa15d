import type { Decimal } from 'decimal.js';
import type {
  Bend,
  BoxCertificate,
  LineCertificate,
  ProvenVerdict,
  RuleNode,
} from '../../../src/curvature/certificate.ts';
import { decode, rationalOfText, textOf } from '../../../src/curvature/encoded-expression.ts';
import type { Witness } from '../../../src/curvature/verdict.ts';
import { namesIn, number, substitute } from '../../../src/math/expression/build.ts';
import type { Expression } from '../../../src/math/expression/expression.ts';
import { add, compare, multiply, rational, subtract } from '../../../src/math/rational/rational.ts';
import { decimalValue, High } from '../random/decimals.ts';
import { refutation } from '../random/refute.ts';
import { formula } from '../reading.ts';

type Ranges = ReadonlyMap<string, readonly [lo: string, hi: string]>;

/**
 * The first thing that a certificate says and that 60 digits at many places contradict; null where none is found. Nothing
 * of the checker is used.
 */
export function falsehoodIn(c: LineCertificate | BoxCertificate): string | null {
  return c.kind === 'line' ? falseLine(c) : falseBox(c);
}

const KNOWN = new Map<string, string | null>();

function refuted(e: Expression, ranges: Ranges, verdict: ProvenVerdict, witnesses: readonly Witness[]): string | null {
  const key = JSON.stringify([e, [...ranges], verdict, witnesses], (_, v) => (typeof v === 'bigint' ? `${v}` : v));
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const box = new Map([...ranges].map(([n, [lo, hi]]) => [n, [doubleOf(lo), doubleOf(hi)]] as const));
  const found = refutation(
    { text: '', e, ranges: new Map([...box].map(([n, [lo, hi]]) => [n, [String(lo), String(hi)]])) },
    { ...NOTHING_SAID, verdict, witnesses },
  );
  KNOWN.set(key, found);
  return found;
}

const NOTHING_SAID = {
  strict: null,
  segments: [],
  inflections: [],
  certificate: null,
  reason: null,
  blame: null,
} as const;

function doubleOf(text: string): number {
  return decimalOfText(text).toNumber();
}

function decimalOfText(text: string): Decimal {
  const [n = '0', d = '1'] = text.split('/');
  return new High(n).div(new High(d));
}

function falseLine(c: LineCertificate): string | null {
  const e = decode(c.expression);
  const ranges: Ranges = new Map([[c.variable, [c.from, c.to]]]);
  const both = new Set(c.witnesses.map((w) => w.shows)).size === 2;
  if (c.verdict !== 'mixed' || both || c.stretches.length === 0) {
    const found = refuted(e, ranges, c.verdict, c.witnesses);
    if (found) return found;
  }
  if (c.verdict !== 'linear' && c.verdict !== 'mixed' && isStraight(e, ranges)) return `${c.verdict} of what is linear`;
  for (const s of c.stretches) {
    const over: Ranges = new Map([[c.variable, inside(s.from[1], s.to[0])]]);
    const said = s.bend > 0 ? 'convex' : s.bend < 0 ? 'concave' : 'linear';
    const found = refuted(e, over, said, []);
    if (found) return `a stretch: ${found}`;
    if (s.bend !== 0 && isStraight(e, over)) return 'a stretch that bends is linear';
  }
  return falseJoint(c, e);
}

/** A stretch is open: at its ends the value may be another. */
function inside(from: string, to: string): readonly [string, string] {
  const [lo, hi] = [rationalOfText(from), rationalOfText(to)];
  const step = multiply(subtract(hi, lo), rational(1n, 1n << 40n));
  return [textOf(add(lo, step)), textOf(subtract(hi, step))];
}

function isStraight(e: Expression, ranges: Ranges): boolean {
  return refuted(e, ranges, 'linear', []) === null;
}

/** Points known exactly: the slopes beside them, by differences over 10^−20. */
function falseJoint(c: LineCertificate, e: Expression): string | null {
  for (const s of c.stretches.slice(0, -1)) {
    const [lo, hi] = s.to;
    if (lo !== hi) continue;
    const named = c.kinks.find((k) => k.at[0] === lo && k.at[1] === hi);
    const { slope, jump } = kinkAt(e, c.variable, lo);
    if (jump !== (named?.jump ?? false)) return `the jump at ${lo} is ${jump}`;
    if (!jump && named?.slope !== null && slope !== (named?.slope ?? 0)) return `the kink at ${lo} is ${slope}`;
  }
  return null;
}

function kinkAt(e: Expression, name: string, at: string): { readonly slope: Bend; readonly jump: boolean } {
  const h = new High('1e-20');
  const x = decimalOfText(at);
  const [a, b, c] = [x.minus(h), x, x.plus(h)].map((v) => decimalValue(e, new Map([[name, v]]))) as [
    Decimal,
    Decimal,
    Decimal,
  ];
  const [before, after] = [b.minus(a), c.minus(b)];
  const size = a.abs().plus(b.abs()).plus(c.abs()).plus(1);
  if (before.abs().plus(after.abs()).gt(size.times('1e-6'))) return { slope: 0, jump: true };
  const turn = after.minus(before);
  if (turn.abs().lt(before.abs().plus(after.abs()).plus(h).times('1e-6'))) return { slope: 0, jump: false };
  return { slope: turn.isNegative() ? -1 : 1, jump: false };
}

function falseBox(c: BoxCertificate): string | null {
  const all = Object.entries(c.domain);
  const points = all.filter(([, [lo, hi]]) => compare(rationalOfText(lo), rationalOfText(hi)) === 0);
  const e = substitute(decode(c.expression), new Map(points.map(([n, [lo]]) => [n, number(rationalOfText(lo))])));
  const ranges: Ranges = new Map(all.filter((x) => !points.includes(x)));
  const both = new Set(c.witnesses.map((w) => w.shows)).size === 2;
  if (c.verdict !== 'mixed' || both) {
    const found = refuted(e, ranges, c.verdict, c.witnesses);
    if (found) return found;
    if (c.verdict !== 'linear' && c.verdict !== 'mixed' && isStraight(e, ranges))
      return `${c.verdict} of what is linear`;
  }
  return falseProof(c.proof, e, ranges, c.verdict);
}

function falseProof(
  proof: BoxCertificate['proof'],
  e: Expression,
  ranges: Ranges,
  verdict: ProvenVerdict,
): string | null {
  switch (proof.method) {
    case 'identity':
      return verdict === 'linear' ? refuted(e, ranges, 'linear', []) : 'an identity shows what is linear';
    case 'rules':
      return falseNode(proof.tree, ranges);
    case 'affine-argument':
      return falseLine(proof.line);
    case 'sum': {
      for (const part of proof.parts) {
        const found = falsehoodIn(part);
        if (found) return found;
      }
      const rest = proof.parts.reduce<Expression>(
        (left, p) => ({ kind: 'subtract', left, right: decode(p.expression) }),
        e,
      );
      const found = namesIn(rest).size > 0 ? refuted(rest, ranges, 'linear', []) : null;
      return found && `the parts do not add up: ${found}`;
    }
    case 'equal':
      return (
        falseProof(proof.proof, decode(proof.to), ranges, verdict) ?? refuted(decode(proof.to), ranges, verdict, [])
      );
    default:
      return null;
  }
}

function falseNode(node: RuleNode, ranges: Ranges): string | null {
  const e = formula(node.text);
  const own: Ranges = new Map([...ranges].filter(([n]) => namesIn(e).has(n)));
  const said = { constant: 'linear', affine: 'linear', convex: 'convex', concave: 'concave' } as const;
  const verdict = said[node.curvature as keyof typeof said];
  const found = verdict && own.size > 0 ? refuted(e, own, verdict, []) : null;
  if (found) return `${node.text}: ${found}`;
  for (const part of node.parts) {
    const inner = falseNode(part, ranges);
    if (inner) return inner;
  }
  return null;
}
