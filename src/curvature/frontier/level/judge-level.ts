import { namesIn } from '../../../math/expression/build.ts';
import { print } from '../../../math/expression/print.ts';
import type { Work } from '../../algebra/algebra.ts';
import type { LevelCertificate, ProvenVerdict } from '../../certificate.ts';
import { encode, textOf } from '../../encoded-expression.ts';
import type { Witness } from '../../verdict.ts';
import { type Chords, chordsOf, outputsOf, type Pair } from './level-chords.ts';
import { boxOf, isOutside, type LevelSet } from './level-set.ts';
import { type Bending, bendingOf, looseIn } from './quasi.ts';

export interface LevelJudgement {
  readonly verdict: ProvenVerdict | 'unknown';
  readonly strict: boolean | null;
  readonly witnesses: readonly Witness[];
  readonly certificate: LevelCertificate | null;
  readonly reason: string;
  /** What is proven of each of the set's standing constraints; null where not all of it is. */
  readonly bendings: readonly Bending[] | null;
}

/**
 * Judges the set where all constraints hold. Two chords make it mixed. It is convex where each constraint's own set is, and
 * what lies beyond it is convex where that of its only constraint in several goods is; a chord shows that it is not both.
 * `hints`: places of the edge between which a chord may show something.
 */
export function judgeLevel(set: LevelSet, work: Work, hints: readonly Pair[] = []): LevelJudgement {
  const outputs = outputsOf(set);
  const few = chordsOf(outputs, hints, 'few');
  const quick = few.up || few.down ? briefly(work, () => judgeBy(set, few, work)) : null;
  if (quick && quick.verdict !== 'unknown') return quick;
  return judgeBy(set, chordsOf(outputs, hints, 'many'), work);
}

/** One chord mostly tells which proof to try: with a tenth of the work that is left, before chords are searched at length. */
function briefly<T>(work: Work, proof: () => T): T {
  const before = work.ceiling;
  work.ceiling = work.boxes + (Math.min(work.limit, before ?? work.limit) - work.boxes) / 10;
  try {
    return proof();
  } finally {
    work.ceiling = before;
  }
}

function judgeBy(set: LevelSet, { up, down }: Chords, work: Work): LevelJudgement {
  if (up && down) return proven(set, 'mixed', [], [up, down], 'a chord lies outside the set and another inside');
  return up ? judgeInward(set, up, work) : judgeOutward(set, down, work);
}

const LOOSE: Bending = { verdict: 'loose', proof: { method: 'loose' } };

function judgeOutward(set: LevelSet, down: Witness | null, work: Work): LevelJudgement {
  const found: Bending[] = [];
  const loose = looseIn(set);
  for (const i of set.standing.keys()) {
    const bending = loose.has(i) ? LOOSE : bendingOf(set, i, 'outward', work);
    if (!bending) return blocked(set, i);
    found.push(bending);
  }
  const proofs = found.map((b) => b.proof);
  const shared = found.filter((b) => b.verdict !== 'cap' && b.verdict !== 'loose');
  if (shared.length === 0)
    return proven(set, 'concave', proofs, [], 'the most of every good can be made at once', found);
  if (down) return proven(set, 'concave', proofs, [down], reasonOf(shared), found);
  const straight = shared.length === 1 && shared[0]?.verdict === 'straight' && startsAtZero(set) && binds(set);
  return straight
    ? proven(set, 'linear', proofs, [], 'its edge is flat', found)
    : { ...undecided('The set is convex, but whether its edge is flat was not decided.'), bendings: found };
}

function judgeInward(set: LevelSet, up: Witness, work: Work): LevelJudgement {
  const found: Bending[] = [];
  const loose = looseIn(set);
  for (const i of set.standing.keys()) {
    const bending = loose.has(i) ? LOOSE : startsAtZero(set) ? bendingOf(set, i, 'inward', work) : null;
    if (!bending) return blocked(set, i);
    found.push(bending);
  }
  const shared = found.filter((b) => b.verdict !== 'cap' && b.verdict !== 'loose');
  if (shared.length > 1) return undecided('Where several constraints hold, what lies beyond them was not decided.');
  return proven(
    set,
    'convex',
    found.map((b) => b.proof),
    [up],
    reasonOf(shared),
    found,
  );
}

function reasonOf(shared: readonly Bending[]): string {
  return shared.some((b) => b.proof.method === 'bordered')
    ? 'the second derivatives along the edge have one sign'
    : 'the level bends one way';
}

function startsAtZero({ from }: LevelSet): boolean {
  return from.every((f) => f.numerator === 0n);
}

/** Not all goods' most can be made at once. */
function binds(set: LevelSet): boolean {
  return isOutside(
    set,
    boxOf(set).map((x) => x.hi * (1 - 2 ** -20)),
  );
}

function undecided(reason: string): LevelJudgement {
  return { verdict: 'unknown', strict: null, witnesses: [], certificate: null, reason, bendings: null };
}

function blocked(set: LevelSet, index: number): LevelJudgement {
  const { level, bound } = set.standing[index] as LevelSet['standing'][number];
  const written = `${print(level)} <= ${print(bound)}`;
  const goods = set.goods.filter((g) => namesIn(level).has(g) || namesIn(bound).has(g));
  return undecided(
    `Which way the edge of ${written} bends was not decided in ${goods.join(', ')} within the work limit.`,
  );
}

function proven(
  set: LevelSet,
  verdict: ProvenVerdict,
  proofs: LevelCertificate['proofs'],
  witnesses: readonly Witness[],
  reason: string,
  bendings: readonly Bending[] | null = null,
): LevelJudgement {
  const certificate: LevelCertificate = {
    kind: 'level',
    goods: set.goods,
    constraints: set.written.map(({ level, bound }) => ({ level: encode(level), bound: encode(bound) })),
    box: Object.fromEntries(
      set.goods.map((g, i) => [
        g,
        [textOf(set.from[i] as LevelSet['from'][number]), textOf(set.to[i] as LevelSet['to'][number])] as const,
      ]),
    ),
    tops: Object.fromEntries(set.goods.map((g, i) => [g, set.tops[i] as readonly number[]])),
    verdict,
    proofs,
    witnesses,
  };
  const strict = proofs.some((p) => p.method === 'bordered') ? true : verdict === 'concave' ? null : false;
  return {
    verdict,
    strict: verdict === 'convex' ? null : strict,
    witnesses: verdict === 'concave' ? [] : witnesses,
    certificate,
    reason,
    bendings,
  };
}
