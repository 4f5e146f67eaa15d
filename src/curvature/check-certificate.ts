import { compile } from '../math/expression/compile.ts';
import type { Certificate, CurveCertificate } from './certificate.ts';
import { checkBox } from './check/check-box.ts';
import { checkCurve } from './check/check-curve.ts';
import { checkLine } from './check/check-line.ts';
import { checkPoints } from './check/check-points.ts';
import { decode } from './encoded-expression.ts';

export type Checked = { readonly valid: true } | { readonly valid: false; readonly why: string };

/**
 * Re-verifies a certificate without the prover. Each claim is checked twice, by means that share no code with each other:
 * enclosures of derivatives by interval Taylor jets of the expression as written, box by box, and the exact sign of
 * canonical forms, which also settles what lies next to zeros and singular ends, where enclosures cannot tell.
 */
export function checkCertificate(certificate: Certificate): Checked {
  try {
    const why = problemOf(certificate);
    return why === null ? { valid: true } : { valid: false, why };
  } catch (error) {
    return { valid: false, why: error instanceof Error ? error.message : 'not a certificate' };
  }
}

/** What is wrong with a certificate, or null. */
export function problemOf(certificate: Certificate): string | null {
  switch (certificate.kind) {
    case 'line':
      return checkLine(certificate);
    case 'box':
      return checkBox(certificate);
    case 'curve':
      return checkCurve(certificate);
    case 'points':
      return checkPoints(certificate);
    case 'capacity':
      return Number.isFinite(certificate.most) && certificate.most >= 0 ? null : 'a capacity is a number from 0 on';
    case 'separable':
      return checkSeparable(certificate);
    default:
      return 'an unknown kind of certificate';
  }
}

function checkSeparable(certificate: Extract<Certificate, { readonly kind: 'separable' }>): string | null {
  const all = [...certificate.parts, ...certificate.sections];
  for (const part of all) {
    const why = problemOf(part);
    if (why) return why;
  }
  const { parts, goods } = certificate;
  const named = parts.map((p) => (p.kind === 'curve' ? p.goods[0] : p.kind === 'capacity' ? p.good : null));
  if (named.length !== goods.length || named.some((n, i) => n !== null && n !== goods[i])) return 'a good has no part';
  if (parts.every((p) => p.kind === 'curve')) {
    const uses = parts as readonly CurveCertificate[];
    if (!takeMoreThanThereIs(uses)) return certificate.verdict === 'concave' ? null : 'all goods can be made at once';
    const strange = certificate.sections.find((s) => !isSectionOf(s, uses));
    if (strange) return 'a section is another frontier';
  }
  const verdicts = parts.map(verdictIn);
  const sections = certificate.sections.map(verdictIn);
  const { verdict } = certificate;
  if (certificate.parts.length === 0) return 'no parts';
  if (verdict === 'mixed') {
    const refuted = sections.includes('mixed') || (sections.includes('concave') && sections.includes('convex'));
    return refuted ? null : 'the sections do not refute both curvatures';
  }
  const fits =
    verdicts.every((v) => v === verdict || v === 'linear') && (verdict === 'linear' || verdicts.includes(verdict));
  return fits ? null : `the parts are not all ${verdict}`;
}

/** What is left of the resource when the most of one good is made, and when none is. */
function restOf(c: CurveCertificate): readonly [least: number, most: number] {
  const y = compile(decode(c.y), [c.parameter]);
  const ends = c.parts.map((p) => (p.part === 'arc' ? y([p.to]) : p.y));
  return [Math.max(0, ends[ends.length - 1] ?? 0), Math.max(y([c.from]), y([c.to]))];
}

function takeMoreThanThereIs(uses: readonly CurveCertificate[]): boolean {
  const rests = uses.map(restOf);
  const resource = Math.max(...rests.map(([, most]) => most));
  return rests.reduce((sum, [least]) => sum + resource - least, 0) > resource * (1 + 1e-9);
}

/** A section in two goods uses up the resource by the same two uses, at places all along it. */
function isSectionOf(section: Certificate, uses: readonly CurveCertificate[]): boolean {
  if (section.kind !== 'curve') return false;
  const [a, b] = section.goods.map((g) => uses.find((u) => u.goods[0] === g));
  if (!a || !b) return false;
  const [x, y] = [compile(decode(section.x), [section.parameter]), compile(decode(section.y), [section.parameter])];
  const resource = Math.max(restOf(a)[1], restOf(b)[1]);
  return Array.from({ length: 9 }, (_, i) => section.from + ((section.to - section.from) * (i + 0.5)) / 9).every(
    (t) => {
      const isTask = decode(a.x).kind !== 'name';
      if (isTask) {
        const [ax, bx] = [
          compile(decode(a.x), [a.parameter])([t]),
          compile(decode(b.x), [b.parameter])([resource - t]),
        ];
        return isNear(ax, x([t]), 1) && isNear(bx, y([t]), 1);
      }
      const made = y([t]);
      const [ra, rb] = [compile(decode(a.y), [a.parameter])([x([t])]), compile(decode(b.y), [b.parameter])([made])];
      return made <= 0 || isNear(2 * resource - ra - rb, resource, resource);
    },
  );
}

function isNear(a: number, b: number, size: number): boolean {
  return Math.abs(a - b) <= 1e-6 * (size + Math.abs(a) + Math.abs(b));
}

function verdictIn(certificate: Certificate): string {
  return certificate.kind === 'capacity' ? 'linear' : certificate.verdict;
}
