import { describe, expect, it } from 'vitest';
import { checkCertificate } from '../../../src/curvature/check-certificate.ts';
import { judgeFrontier } from '../../../src/curvature/judge-frontier.ts';
import type { Agent } from '../../../src/economy/economy.ts';
import { MOST_MEMBERS_THAT_DIFFER, memberAgent } from '../../../src/economy/members.ts';
import { population } from './alone.ts';

/** Rows of a table in place of draws: the names that the body draws are its columns. */
function table(
  body: string,
  rows: Readonly<Record<string, readonly number[]>>,
  names: readonly string[] | null,
): Agent {
  const { agent } = population(body, 3);
  const { vary = [], ...plain } = agent;
  const columns = vary.map(({ name, origin }) => ({ name, values: Float64Array.from(rows[name] ?? []), origin }));
  const count = columns[0]?.values.length ?? 0;
  return { ...plain, count, rows: { file: 'sites.csv', count, columns, names } };
}

const POWERS = 'vary k ~ uniform(0, 1) vary a ~ uniform(0, 1) frontier (apples/a)^k + bananas^k <= 1';
const LINES = 'vary a ~ uniform(1, 2) vary area ~ uniform(1, 2) frontier apples/a + bananas/2 <= area';

describe('a table of members', () => {
  it('has the verdict of all its rows, with a certificate that the checker accepts', () => {
    const judged = judgeFrontier(table(POWERS, { k: [2, 1.5, 3], a: [1, 2, 4] }, null));
    expect(judged).toMatchObject({ verdict: 'concave', reason: 'concave for every row of sites.csv', findings: [] });
    expect(judged.certificate && checkCertificate(judged.certificate)).toEqual({ valid: true });
    expect(judged.family?.()?.cells).toHaveLength(1);
  });

  it('of many rows too', () => {
    const numbers = Array.from({ length: 300 }, (_, i) => 1 + ((i * 37) % 101) / 100);
    const judged = judgeFrontier(table(LINES, { a: numbers, area: [...numbers].reverse() }, null));
    expect(judged).toMatchObject({ verdict: 'linear', reason: 'linear for every row of sites.csv' });
    expect(judged.certificate && checkCertificate(judged.certificate)).toEqual({ valid: true });
  });

  it('says which rows differ, by name or number, and still has a family', () => {
    const differing = { k: [2, 0.5, 3], a: [1, 2, 4] };
    const named = judgeFrontier(table(POWERS, differing, ['North', 'South', 'East']));
    expect([named.verdict, named.reason]).toEqual([
      'unknown',
      'its members differ, concave for North, convex for South',
    ]);
    expect(judgeFrontier(table(POWERS, differing, null)).reason).toBe(
      'its members differ, concave for Cell 1, convex for Cell 2',
    );
    expect(named.family?.()?.cells.map((c) => c.members && [...c.members])).toEqual([[0, 2], [1]]);
  });

  it('with a row that leaves no frontier names its line and numbers', () => {
    const named = judgeFrontier(table(LINES, { a: [1, 1, 2], area: [3, -1, 2] }, ['North', 'South', 'East']));
    expect(named.shape).toBeNull();
    expect(named.findings).toHaveLength(1);
    expect(named.findings[0]).toMatchObject({ code: 'bad-data', data: { line: 3, member: 2 } });
    expect(named.findings[0]?.message).toMatch(
      /^South \(line 3 of sites\.csv\) has a = 1 and area = -1, which leaves no/,
    );
    const nameless = judgeFrontier(table(LINES, { a: [1, 1, 2], area: [3, 1, 0] }, null));
    expect(nameless.findings[0]?.message).toMatch(/^Line 4 of sites\.csv has a = 2 and area = 0, which leaves no/);
  });
});

describe('every member is looked at', () => {
  it('not those with the least and most alone: the first that is void in between is named', () => {
    const body = 'vary s ~ uniform(0, 2) frontier bananas = 4*(s - 1)^2 - 0.01 - apples';
    const { agent, columns } = population(body, 200);
    const judged = judgeFrontier(agent);
    const voids = [...(columns[0]?.values ?? [])].map((s) => 4 * (s - 1) ** 2 - 0.01 <= 0);
    const first = voids.indexOf(true);
    expect(first).toBeGreaterThan(0);
    expect(judged.findings[0]).toMatchObject({ code: 'bad-data', data: { member: first + 1 } });
    expect(judged.findings[0]?.message).toContain(`Cell ${first + 1} draws s = `);
    expect(judgeFrontier(memberAgent(agent, columns, first)).findings[0]?.severity).toBe('error');
  });

  it.each([
    ['a level', 'vary s ~ normal(1, 1) frontier apples^2 + bananas^2 <= s'],
    ['a budget', 'vary s ~ normal(1, 1) budget hours <= s apples = hours bananas = hours^0.5'],
    ['a task below 0', 'vary s ~ normal(1, 1) budget hours <= 3 apples = hours + s bananas = hours^0.5'],
    ['a domain', 'vary s ~ normal(1, 1) frontier bananas = 9 - apples^2 for apples in 0..s'],
    ['an end beyond', 'vary s ~ normal(2, 1) frontier bananas = 9 - apples^2 for apples in 0..s'],
    ['points', 'vary s ~ normal(1, 1) frontier through (apples, bananas): (0, s), (1, 0)'],
    ['no limit', 'vary s ~ choice(0, 1) frontier bananas = 9 - s*apples'],
  ])('%s', (_, body) => {
    const { agent, columns } = population(body, 60);
    const [finding] = judgeFrontier(agent).findings;
    expect(finding?.code).toBe('bad-data');
    const member = Number(finding?.data?.member) - 1;
    expect(judgeFrontier(memberAgent(agent, columns, member)).findings[0]?.severity).toBe('error');
    for (let i = 0; i < member; i++)
      expect(judgeFrontier(memberAgent(agent, columns, i), { verdictOnly: true }).shape).not.toBeNull();
  });

  it('what is wrong for all is said of the frontier', () => {
    const { agent } = population('vary s ~ uniform(1, 2) frontier bananas = 9 + s*apples', 20);
    expect(judgeFrontier(agent).findings.map((f) => f.code)).toEqual(['unbounded-frontier']);
  });

  it('more members than may differ are refused', () => {
    const { agent } = population('vary s ~ uniform(1, 2) frontier bananas = 9 - s*apples', 20);
    const judged = judgeFrontier({ ...agent, count: MOST_MEMBERS_THAT_DIFFER + 1 });
    expect(judged.findings.map((f) => f.code)).toEqual(['bad-count']);
  });
});

describe('members that share a verdict', () => {
  it.each([
    [
      'by cells, where no box of all draws is proven',
      'vary n ~ uniform(2, 3) vary h ~ uniform(2, 4) budget hours <= 8 apples = hours^n/(h^n + hours^n) bananas = 3*hours^0.8',
      200,
      'mixed',
    ],
    ['one by one, where they are few', 'vary k ~ uniform(0.97, 1.2) frontier apples^k + bananas^k <= 1', 5, 'concave'],
  ])('%s', (_, body, count, verdict) => {
    const { agent, columns } = population(body, count);
    const judged = judgeFrontier(agent);
    expect([judged.verdict, judged.reason]).toEqual([verdict, `${verdict} for each of the ${count} members`]);
    for (let i = 0; i < count; i += Math.ceil(count / 10))
      expect(judgeFrontier(memberAgent(agent, columns, i)).verdict).toBe(verdict);
  });

  it('is unknown where one is of another', () => {
    const { agent } = population('vary k ~ uniform(0.97, 1.2) frontier apples^k + bananas^k <= 1', 100);
    expect(judgeFrontier(agent).reason).toMatch(/^its members differ, convex at k = 0\.9\d+, concave at k = 1\.\d+$/);
  });
});
