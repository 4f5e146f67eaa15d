import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BoxCertificate, LineCertificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import { functionCases } from './function-cases.ts';
import { drawn } from './random/draw.ts';
import { exact, formula, ranges } from './reading.ts';
import { tampered } from './tamper/tampering.ts';

type Own = LineCertificate | BoxCertificate;

function certificateOf(e: ReturnType<typeof formula>, over: ReturnType<typeof ranges>): Own {
  const { certificate } = judgeFunction(e, over);
  if (certificate?.kind !== 'line' && certificate?.kind !== 'box') throw new Error('no certificate of a function');
  return JSON.parse(JSON.stringify(certificate)) as Own;
}

interface Sample {
  readonly expr: string;
  readonly domain: Readonly<Record<string, readonly [number, number]>>;
}

const samples = readFileSync('test/cases/curvature-sample.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Sample);

const ofSamples = samples.map(({ expr, domain }): [string, () => Own] => [
  expr,
  () =>
    certificateOf(
      formula(expr),
      new Map(Object.entries(domain).map(([n, [lo, hi]]) => [n, { lo: exact(String(lo)), hi: exact(String(hi)) }])),
    ),
]);

const ofCases = functionCases
  .filter((_, i) => i % 6 === 0)
  .map(([text, over]): [string, () => Own] => [
    `${text} for ${over}`,
    () => certificateOf(formula(text), ranges(over)),
  ]);

const ofDrawn = Array.from({ length: 16 }, (_, i) => {
  const it = drawn(i);
  const over = new Map([...it.ranges].map(([n, [lo, hi]]) => [n, { lo: exact(lo), hi: exact(hi) }]));
  return [it.text, () => certificateOf(it.e, over)] as [string, () => Own];
}).filter(([, make]) => {
  try {
    return make() !== null;
  } catch {
    return false;
  }
});

describe('what is changed in a certificate is refused, unless all that it says is still true', () => {
  test.each([...ofSamples, ...ofCases, ...ofDrawn])(
    '%s',
    (_, make) => {
      const { tried, refused, slipped } = tampered(make(), checkCertificate);
      expect(slipped).toEqual([]);
      expect(refused / tried).toBeGreaterThan(0.2);
    },
    60_000,
  );
});

test('a checker that accepts everything is found out', () => {
  const [, make] = ofSamples[14] as [string, () => Own];
  const { slipped, tried } = tampered(make(), () => ({ valid: true }));
  expect(slipped.length / tried).toBeGreaterThan(0.5);
});
