import { expect, test } from 'vitest';
import { judged, type Outcome, SWEEP, told } from './sweep.ts';

const SHARDS = 4;

/** One part of the sweep: parts run side by side. */
export function testShard(shard: number): void {
  test(`part ${shard + 1} of ${SHARDS} of ${SWEEP} random formulas`, { timeout: 600_000 }, () => {
    const outcomes: Outcome[] = [];
    for (let i = shard; i < SWEEP; i += SHARDS) outcomes.push(judged(i));
    expect(outcomes.filter((o) => o.refuted).map((o) => `${told(o)}: ${o.refuted}`)).toEqual([]);
    expect(outcomes.filter((o) => o.rejected).map((o) => `${told(o)}: ${o.rejected}`)).toEqual([]);
    const unknown = outcomes.filter((o) => o.verdict === 'unknown');
    expect(unknown.length / outcomes.length, unknown.map(told).join('\n')).toBeLessThan(0.03);
  });
}
