import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import { frontierCases } from './frontier-cases.ts';
import { functionCases } from './function-cases.ts';
import { agentOf, formula, ranges } from './reading.ts';

/** As it comes back from a file. */
function throughJson(certificate: Certificate | null): Certificate {
  expect(certificate).not.toBeNull();
  return JSON.parse(JSON.stringify(certificate)) as Certificate;
}

function ofFunction(text: string, over: string): Certificate {
  return throughJson(judgeFunction(formula(text), ranges(over)).certificate);
}

function ofFrontier(body: string): Certificate {
  return throughJson(judgeFrontier(agentOf(body)).certificate);
}

describe('every verdict has a certificate that the checker accepts', () => {
  test.each(functionCases)('%s for %s', (text, over) => {
    expect(checkCertificate(ofFunction(text, over))).toEqual({ valid: true });
  });

  test.each(frontierCases)('%s', (body) => {
    expect(checkCertificate(ofFrontier(body))).toEqual({ valid: true });
  });
});

describe('tampering is caught', () => {
  const lines: readonly (readonly [string, string])[] = [
    ['x^4', 'x -1 1'],
    ['exp(x)', 'x 0 1'],
    ['1 - 3*x^2 + 2*x^3', 'x 0 1'],
    ['min(1, exp(x - 3))', 'x 0 6'],
    ['x*exp(-x)', 'x 0 5'],
    ['2*x + 1', 'x 0 1'],
    ['sqrt(x)', 'x 0 4'],
  ];

  test.each(lines)('another sign on any stretch: %s', (text, over) => {
    const certificate = ofFunction(text, over);
    if (certificate.kind !== 'line') throw new Error(certificate.kind);
    certificate.stretches.forEach((s, i) => {
      for (const bend of [-1, 0, 1] as const) {
        if (bend === s.bend) continue;
        const stretches = certificate.stretches.map((x, k) => (k === i ? { ...x, bend } : x));
        expect(checkCertificate({ ...certificate, stretches }).valid).toBe(false);
      }
    });
  });

  test.each([...functionCases.filter((_, i) => i % 4 === 0)])(
    'another verdict: %s for %s is %s',
    (text, over, truth) => {
      const certificate = ofFunction(text, over);
      if (!('verdict' in certificate)) throw new Error(certificate.kind);
      for (const verdict of ['concave', 'convex', 'linear', 'mixed'] as const) {
        if (verdict !== truth) expect(checkCertificate({ ...certificate, verdict } as Certificate).valid).toBe(false);
      }
    },
  );

  test('another expression', () => {
    const certificate = ofFunction('exp(x)', 'x 0 1') as Extract<Certificate, { kind: 'line' }>;
    const other = ofFunction('sqrt(1 + x)', 'x 0 1') as Extract<Certificate, { kind: 'line' }>;
    expect(checkCertificate({ ...certificate, expression: other.expression }).valid).toBe(false);
  });

  test('a wider domain', () => {
    const certificate = ofFunction('x^3', 'x 0 1') as Extract<Certificate, { kind: 'line' }>;
    const [only] = certificate.stretches;
    if (!only) throw new Error('no stretch');
    expect(checkCertificate({ ...certificate, from: '-1' }).valid).toBe(false);
    expect(checkCertificate({ ...certificate, from: '-1', stretches: [{ ...only, from: ['-1', '-1'] }] }).valid).toBe(
      false,
    );
  });

  test('an inflection moved', () => {
    const certificate = ofFunction('1 - 3*x^2 + 2*x^3', 'x 0 1') as Extract<Certificate, { kind: 'line' }>;
    const [first, second] = certificate.stretches;
    if (!first || !second) throw new Error('two stretches');
    const moved = ['2/5', '2/5'] as const;
    expect(
      checkCertificate({
        ...certificate,
        stretches: [
          { ...first, to: moved },
          { ...second, from: moved },
        ],
      }).valid,
    ).toBe(false);
  });

  test('a stretch or a kink left out', () => {
    const certificate = ofFunction('abs(x^2 - 1)', 'x -2 2') as Extract<Certificate, { kind: 'line' }>;
    expect(checkCertificate({ ...certificate, stretches: certificate.stretches.slice(1) }).valid).toBe(false);
    expect(checkCertificate({ ...certificate, kinks: [] }).valid).toBe(false);
    expect(
      checkCertificate({ ...certificate, kinks: certificate.kinks.map((k) => ({ ...k, slope: -1 as const })) }).valid,
    ).toBe(false);
  });

  test('a witness changed', () => {
    const certificate = ofFunction('exp(x)', 'x 0 1') as Extract<Certificate, { kind: 'line' }>;
    const [w] = certificate.witnesses;
    if (!w) throw new Error('a witness');
    const changed = [
      { ...w, gap: w.gap * 2 },
      { ...w, shows: 'not-convex' as const },
      { ...w, mid: { x: (w.mid.x ?? 0) + 1e-9 } },
      { ...w, q: { x: 7 } },
    ];
    for (const witness of changed) expect(checkCertificate({ ...certificate, witnesses: [witness] }).valid).toBe(false);
  });

  test.each(frontierCases)('another verdict of a frontier: %s is %s', (body, truth) => {
    const certificate = ofFrontier(body);
    if (!('verdict' in certificate)) return expect(certificate.kind).toBe('capacity');
    for (const verdict of ['concave', 'convex', 'linear', 'mixed'] as const) {
      if (verdict !== truth) expect(checkCertificate({ ...certificate, verdict } as Certificate).valid).toBe(false);
    }
  });

  test.each(['frontier b = 4 - a^2', 'frontier b = (2 - sqrt(a))^2', 'frontier a^2 + b^2 <= 4'])(
    'a part of a frontier left out, twice, or of another bend: %s',
    (body) => {
      const certificate = ofFrontier(body);
      if (certificate.kind !== 'curve') throw new Error(certificate.kind);
      const { parts } = certificate;
      expect(parts.length).toBeGreaterThan(0);
      for (const [i, part] of parts.entries()) {
        const others = [parts.filter((_, k) => k !== i), [...parts.slice(0, i + 1), part, ...parts.slice(i + 1)]];
        if (part.part === 'arc')
          for (const bend of [-1, 0, 1] as const) if (bend !== part.bend) others.push(parts.with(i, { ...part, bend }));
        for (const changed of others) expect(checkCertificate({ ...certificate, parts: changed }).valid).toBe(false);
      }
    },
  );

  test('a good left out, and a resource that no longer binds', () => {
    const certificate = ofFrontier('budget time <= 1\na = time^1.2\nb = time^1.2\nc = time^1.2');
    if (certificate.kind !== 'separable') throw new Error(certificate.kind);
    expect(certificate.verdict).toBe('convex');
    for (const task of certificate.tasks)
      expect(checkCertificate({ ...certificate, tasks: [...certificate.tasks, task] }).valid).toBe(false);
    const tasks = certificate.tasks.map((t) => ({ ...t, proof: null }));
    expect(checkCertificate({ ...certificate, tasks }).valid).toBe(false);
    const loose = ofFrontier('budget time <= 10\na = min(time^2, 1)\nb = min(time^2, 1)\nc = min(time^2, 1)');
    expect(checkCertificate({ ...loose, verdict: 'convex' } as Certificate).valid).toBe(false);
  });

  test('points below 0', () => {
    const certificate = ofFrontier('frontier through (a, b): (0, 10), (3, 5), (8, 0)');
    if (certificate.kind !== 'points') throw new Error(certificate.kind);
    const points = [...certificate.points.slice(0, -1), ['8', '-1']];
    expect(checkCertificate({ ...certificate, points }).valid).toBe(false);
  });

  test('what is no certificate', () => {
    expect(checkCertificate({ kind: 'nothing' } as unknown as Certificate).valid).toBe(false);
    expect(checkCertificate({ kind: 'line', expression: ['boom'] } as unknown as Certificate).valid).toBe(false);
  });
});
