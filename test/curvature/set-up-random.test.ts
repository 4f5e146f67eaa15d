import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { amounts, rising } from './planar-draw.ts';
import { bentOf } from './planar-hull-judge.ts';
import { type Random, randomFrom } from './random/random.ts';
import { agentOf } from './reading.ts';

/** Output that costs something as soon as there is any, or is had without any effort. */
function begun(r: Random, x: string): string {
  const [k, m] = [r.one(amounts), r.one(amounts)];
  return r.one([
    () => `if ${x} > 0 then ${rising(r, x)} - ${m}/10 else 0`,
    () => `if ${x} == 0 then ${m}/10 else ${rising(r, x)}`,
    () => `if ${x} > ${m}/4 then ${k}*(${x} - ${m}/4) else 0`,
    () => `if ${x} > ${m}/4 then ${rising(r, x)} else 0`,
    () => rising(r, x),
  ])();
}

/** A frontier or budget with values of their own at single places: higher ones, since samples cannot tell a set from its closure. */
function drawn(r: Random): string {
  const [k, m, v] = [r.one(amounts), r.one(amounts), r.one(amounts)];
  const falling = `${k} + 2 - (${rising(r, 'a')})`;
  const atEnd = falling.replaceAll(/\ba\b/g, `(${m}/4)`);
  return r.one([
    () => `frontier b = if a > 0 then ${k} - ${rising(r, 'a')} else ${v}`,
    () => `frontier b = if a < ${m}/4 then ${falling} else ${atEnd} + ${v}/3 for a in 0..${m}/4`,
    () => `frontier b = if a == ${m}/4 then ${v} else ${k} - ${rising(r, 'a')} for a in 0..${m}/2`,
    () => `frontier b = if a == 0 then ${v} else max(${k} - ${rising(r, 'a')}, ${m} - ${rising(r, 'a')})`,
    () => `frontier (if a > 0 then ${rising(r, 'a')} + ${v}/10 else 0) + ${k}*b <= ${m} + ${v}/10`,
    () => `frontier ${k}*a + ${v}*a^2 + (if b > 0 then ${k}*b + ${v}/10 else 0) <= ${m} + ${v}/10`,
    () => `budget time <= ${m}\na = ${begun(r, 'time')}\nb = ${begun(r, 'time')}`,
    () => `budget time <= ${m}\na = ${begun(r, 'time')}\nb = ${begun(r, 'time')}`,
  ])();
}

const BLOCKS = [0, 1, 2, 3];
const SIZE = 80;

describe('random frontiers with set-up costs', () => {
  test.each(BLOCKS)(
    'block %s: none refuted by samples of its hull, nearly all decided and certified',
    (block) => {
      const wrong: string[] = [];
      const open: string[] = [];
      let decided = 0;
      for (let i = block * SIZE; i < (block + 1) * SIZE; i++) {
        const body = drawn(randomFrom(104_729 * (i + 1)));
        const agent = agentOf(body);
        const found = judgeFrontier(agent);
        if (found.findings.some((f) => f.severity === 'error')) continue;
        if (found.verdict === 'unknown') {
          open.push(body);
          continue;
        }
        decided++;
        const bent = bentOf(agent);
        const slack = 3e-3;
        const isInward = bent !== null && bent.inward > slack && /concave|linear/.test(found.verdict);
        const isOutward = bent !== null && bent.outward > slack && /convex|linear/.test(found.verdict);
        if (isInward || isOutward) wrong.push(`${found.verdict}: ${body} ${JSON.stringify(bent)}`);
        const certificate = JSON.parse(JSON.stringify(found.certificate)) as Certificate | null;
        const checked = certificate ? checkCertificate(certificate) : { valid: false, why: 'none' };
        if (!checked.valid) open.push(`${found.verdict}: ${body} ${JSON.stringify(checked)}`);
      }
      expect(wrong).toEqual([]);
      expect(decided).toBeGreaterThan(SIZE / 2);
      expect(open.slice(Math.ceil(SIZE * 0.05))).toEqual([]);
    },
    240_000,
  );
});
