import { beforeAll, describe, expect, test } from 'vitest';
import { REFUSED } from './refused.ts';
import { judged, type Outcome, SWEEP, told } from './sweep.ts';

const SHARDS = 4;

/** One part of the sweep: parts run side by side. */
export function testShard(shard: number): void {
  describe(`part ${shard + 1} of ${SHARDS} of ${SWEEP} random formulas`, () => {
    const outcomes: Outcome[] = [];

    beforeAll(() => {
      for (let i = shard; i < SWEEP; i += SHARDS) outcomes.push(judged(i));
      console.log(breakdown(outcomes));
    }, 600_000);

    test('no verdict is refuted by dense chords in sixty digits', () => {
      expect(outcomes.filter((o) => o.refuted).map((o) => `${told(o)}: ${o.refuted}`)).toEqual([]);
    });

    test('at least 97 % are decided', () => {
      const unknown = outcomes.filter((o) => o.verdict === 'unknown');
      expect(unknown.length / outcomes.length, unknown.map(told).join('\n')).toBeLessThan(0.03);
    });

    test('certificates pass the checker, but for a few that are named', () => {
      const rejected = outcomes.filter((o) => o.rejected && !REFUSED.has(o.drawn.text));
      expect(rejected.map((o) => `${told(o)}: ${o.rejected}`)).toEqual([]);
    });
  });
}

/** How many are decided, why the others are not, and why certificates are not accepted. */
function breakdown(outcomes: readonly Outcome[]): string {
  const unknown = outcomes.filter((o) => o.verdict === 'unknown');
  const rejected = outcomes.filter((o) => o.rejected);
  const lines = [
    `${outcomes.length - unknown.length} of ${outcomes.length} decided`,
    ...tally(unknown.map((o) => kindOf(o.reason ?? ''))),
    ...tally(rejected.map((o) => `certificate: ${o.rejected}`)),
  ];
  return lines.join('\n');
}

function tally(reasons: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const r of reasons) counts.set(r, (counts.get(r) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([r, n]) => `  ${n} × ${r}`);
}

/** A reason without the formula that it speaks of. */
function kindOf(reason: string): string {
  return (
    /second derivative|blocks the proof: [^.]*|limit of \d+ units|kink in several|condition|division|root|logarithm/.exec(
      reason,
    )?.[0] ?? reason
  );
}
