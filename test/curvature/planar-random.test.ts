import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import type { Verdict } from '../../src/curvature/verdict.ts';
import { drawnFrontier } from './planar-draw.ts';
import { type Bent, bentOf } from './planar-hull-judge.ts';
import { randomFrom } from './random/random.ts';
import { agentOf } from './reading.ts';

const BLOCKS = [0, 1, 2, 3];
const SIZE = 500;

/** Samples find a kink or a jump only to their spacing. */
function contradicts(verdict: Verdict, { inward, outward }: Bent, body: string): boolean {
  const slack = /min|max|if|abs|\n/.test(body) ? 3e-3 : 1e-6;
  switch (verdict) {
    case 'concave':
      return inward > slack;
    case 'convex':
      return outward > slack;
    case 'linear':
      return Math.max(inward, outward) > slack;
    default:
      return false;
  }
}

describe('random frontiers of two goods, in every form', () => {
  test.each(BLOCKS)(
    'block %s: none refuted by samples of its hull, nearly all decided and certified',
    (block) => {
      const refuted: string[] = [];
      const [counts, refused] = [{ decided: 0, open: 0, certified: 0 }, [] as string[]];
      for (let i = block * SIZE; i < (block + 1) * SIZE; i++) {
        const body = drawnFrontier(randomFrom(7919 * (i + 1)));
        const agent = agentOf(body);
        const found = judgeFrontier(agent);
        if (found.findings.some((f) => f.severity === 'error')) continue;
        if (found.verdict === 'unknown') {
          counts.open++;
          continue;
        }
        counts.decided++;
        const bent = i % 4 === 0 ? bentOf(agent) : null;
        if (bent && contradicts(found.verdict, bent, body)) refuted.push(`${found.verdict}: ${body}`);
        const certificate = JSON.parse(JSON.stringify(found.certificate)) as Certificate | null;
        if (certificate && checkCertificate(certificate).valid) counts.certified++;
        else refused.push(`${found.verdict}: ${body}`);
      }
      expect(refuted).toEqual([]);
      expect(counts.decided / (counts.decided + counts.open)).toBeGreaterThan(0.97);
      expect(refused.slice(Math.ceil(counts.decided * 0.005))).toEqual([]);
    },
    240_000,
  );
});
