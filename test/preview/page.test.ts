import { describe, expect, it } from 'vitest';
import type { ToPage } from '../../src/preview/protocol.ts';
import * as numbers from '../../src/preview/webview/charts/tables.ts';
import { latestWins } from '../../src/preview/webview/latest-wins.ts';
import { PAGE_SIZE, planPage } from '../../src/preview/webview/page-plan.ts';
import {
  connection,
  FIRST,
  overridesOf,
  type PageState,
  recalledView,
  received,
} from '../../src/preview/webview/page-state.ts';
import { type Cell, sorted } from '../../src/preview/webview/table.ts';
import { forms, mixed, orchard, ricardo, sphere, thousand, tree, unsolved } from './fixtures/economies.ts';
import { market, traced } from './fixtures/markets.ts';

function answer(version: number, analysis = orchard(), overrides = {}): ToPage {
  return { type: 'analysis', version, overrides, analysis, sources: [] };
}

function reached(...messages: readonly ToPage[]): PageState {
  return messages.reduce(received, FIRST);
}

describe('the state of the page', () => {
  it('keeps the last good picture while the text is being changed', () => {
    const state = reached(answer(1), { type: 'stale', reason: 'a frontier is missing', line: 6 });
    expect(state.shown?.version).toBe(1);
    expect(state.stale).toEqual({ reason: 'a frontier is missing', line: 6 });
    expect(received(state, answer(2)).stale).toBeNull();
  });

  it('keeps it also when what comes is a model with errors, and says the first of them', () => {
    const state = reached(answer(1), answer(2, unsolved('invalid', 'The good “aples” is not declared.')));
    expect(state.shown?.version).toBe(1);
    expect(state.stale?.reason).toBe('The good “aples” is not declared.');
  });

  it('shows a model with errors where there is nothing better', () => {
    expect(reached(answer(1, unsolved('invalid'))).shown?.version).toBe(1);
  });

  it('never goes back to an older answer', () => {
    expect(reached(answer(3), answer(2, tree())).shown?.analysis.name).toBe('Orchard');
  });

  it('takes what a host says that came back and counts anew', () => {
    const lost = connection(reached(answer(9)), false);
    expect([lost.connected, lost.shown?.version]).toEqual([false, 9]);
    const back = received(connection(lost, true), answer(1, tree()));
    expect([back.connected, back.shown?.analysis.name]).toEqual([true, 'Tree']);
  });

  it('shows what the reader set until it is answered, not an answer to an earlier value', () => {
    const dragging: PageState = { ...reached(answer(1)), pending: { rain: 1.5 } };
    const earlier = received(dragging, answer(1, orchard(), { rain: 1.4 }));
    expect(overridesOf(earlier)).toEqual({ rain: 1.5 });
    const last = received(earlier, answer(1, orchard(), { rain: 1.5 }));
    expect(last.pending).toBeNull();
    expect(overridesOf(last)).toEqual({ rain: 1.5 });
  });

  it('says that it is solving until an answer or a reason comes', () => {
    const solving = reached(answer(1), { type: 'solving', since: 0 });
    expect(solving.solving).toBe(true);
    expect(received(solving, answer(2)).solving).toBe(false);
    expect(received(solving, { type: 'stale', reason: '', line: null }).solving).toBe(false);
  });

  it.each([
    ['nothing', null],
    ['a text', 'numbers'],
    ['wrong kinds', { tab: 7, pair: ['a'], search: {}, page: -3 }],
  ])('recalls %s as a first view', (_, raw) => {
    expect(recalledView(raw)).toEqual(FIRST.view);
  });

  it('recalls a view', () => {
    const view = { tab: 'numbers', pair: ['wood', 'bark'], search: 'cell', page: 3 } as const;
    expect(recalledView(JSON.parse(JSON.stringify(view)))).toEqual(view);
  });
});

describe('what a drag sends', () => {
  /** A clock that only moves when told to. */
  function clock() {
    let [now, next] = [0, 1];
    const alarms = new Map<number, { at: number; action: () => void }>();
    return {
      set: (action: () => void, milliseconds: number) => {
        alarms.set(next, { at: now + milliseconds, action });
        return next++;
      },
      clear: (handle: unknown) => void alarms.delete(handle as number),
      pass: (milliseconds: number) => {
        now += milliseconds;
        for (const [handle, { at, action }] of [...alarms]) {
          if (now < at) continue;
          alarms.delete(handle);
          action();
        }
      },
    };
  }

  it('is the first value at once, then the latest with each answer', () => {
    const sent: number[] = [];
    const drag = latestWins((value: number) => sent.push(value), 150, clock());
    for (const value of [1, 2, 3]) drag.push(value);
    expect(sent).toEqual([1]);
    drag.answered();
    expect(sent).toEqual([1, 3]);
    for (const value of [4, 5]) drag.push(value);
    drag.answered();
    drag.answered();
    expect(sent).toEqual([1, 3, 5]);
  });

  it('never drops the last value, even without any answer', () => {
    const sent: number[] = [];
    const time = clock();
    const drag = latestWins((value: number) => sent.push(value), 150, time);
    for (let value = 0; value < 100; value++) {
      drag.push(value);
      time.pass(10);
    }
    time.pass(1000);
    expect(sent[0]).toBe(0);
    expect(sent.at(-1)).toBe(99);
    expect(sent.length).toBeLessThan(12);
  });
});

describe('the plan of the page', () => {
  it('pages a crowd and finds in it', () => {
    const crowd = thousand();
    const first = planPage(crowd, FIRST.view);
    expect([first.panels.length, first.found, first.pages]).toEqual([PAGE_SIZE, 1000, 84]);
    const found = planPage(crowd, { ...FIRST.view, search: 'grower 99 concave' });
    expect(found.panels.map(({ agent }) => agent.agent)).toContain('Grower 99');
    expect(planPage(crowd, { ...FIRST.view, search: 'grower 99', page: 7 }).page).toBe(1);
    expect(planPage(crowd, { ...FIRST.view, search: 'nobody' }).panels).toEqual([]);
  });

  it('draws agents and the whole economy at one ratio', () => {
    const { panels, aggregate } = planPage(orchard(), FIRST.view);
    const ratios = new Set([...panels.map(({ drawing }) => drawing?.ratio), aggregate?.ratio]);
    expect(ratios.size).toBe(1);
  });

  it('gives what would be a sliver a ratio of its own, and says so', () => {
    const { panels } = planPage(forms(), FIRST.view);
    expect(panels.map(({ drawing }) => drawing?.shared)).toEqual([true, true, undefined, false]);
  });

  it('shows any pair of three goods, and keeps to the first where the pair is gone', () => {
    const pairs = planPage(sphere(), FIRST.view).pairs;
    expect(pairs).toHaveLength(3);
    expect(planPage(sphere(), { ...FIRST.view, pair: ['leaves', 'bark'] }).aggregate?.picture.goods).toEqual([
      'leaves',
      'bark',
    ]);
    expect(planPage(sphere(), { ...FIRST.view, pair: ['sugar', 'bark'] }).pair).toEqual(pairs[0]);
  });
});

describe('the tables', () => {
  const texts = (rows: readonly (readonly Cell[])[]) => rows.map((row) => row.map((cell) => cell.text));

  it('sort numbers by size, texts by alphabet, with ∞ last and what is missing first', () => {
    const rows = [
      ['b', 10],
      ['a10', 9],
      ['a9', Number.POSITIVE_INFINITY],
      ['c', Number.NEGATIVE_INFINITY],
    ].map(([text, sort]) => [{ text: String(text) }, { text: '', sort: sort as number }]);
    const names = (column: number, falling: boolean) => sorted(rows, { column, falling }).map(([cell]) => cell?.text);
    expect(names(1, false)).toEqual(['c', 'a10', 'b', 'a9']);
    expect(names(1, true)).toEqual(['a9', 'b', 'a10', 'c']);
    expect(names(0, false)).toEqual(['a9', 'a10', 'b', 'c']);
    expect(sorted(rows, null)).toBe(rows);
  });

  it('say outputs, own and supporting prices of every kind', () => {
    expect(texts(numbers.agents(tree(), () => {}).rows)).toEqual([
      ['Cell', 'wood', '5', 'convex', 'bound', '1', '0', '1', '1', '∞', '1', '0 to 1'],
      ['Cell', 'leaves', '5', 'convex', 'bound', '0', '1', '1', '1', '0', '1', '1 to ∞'],
    ]);
  });

  it('say what is proven and why', () => {
    expect(texts(numbers.curvature(mixed(), () => {}).rows)).toEqual([
      [
        'Worker',
        'mixed',
        'yes',
        'concave for apples in 0 to 5; convex for apples in 5 to 10',
        '–',
        'a threshold: sigmoid(5 - apples)',
      ],
    ]);
  });

  it('say which asserts hold', () => {
    expect(texts(numbers.asserts(orchard()).rows)).toEqual([
      ['one price', '✓ holds', '1 apple = 1.691 bananas'],
      ['total(apples) in 9..9.2', '✕ fails', '9.31'],
    ]);
  });

  it('say who moves what in an improving exchange', () => {
    expect(texts(numbers.improvement(ricardo()).rows)).toEqual([
      ['England', '+0.2', '−0.1667'],
      ['Portugal', '−0.19', '+0.2137'],
      ['all together', '+0.01', '+0.04708'],
    ]);
  });
});

describe('what a market and a trace are in numbers', () => {
  const rows = ({ rows: all }: { readonly rows: readonly (readonly Cell[])[] }) =>
    all.map((row) => row.map(({ text }) => text));

  it('has a column an equilibrium', () => {
    expect(rows(numbers.equilibria(market(2)))).toEqual([
      ['apples', '1', '1'],
      ['bananas', '0.5', '1.5'],
    ]);
    expect(rows(numbers.equilibria(orchard()))).toEqual([]);
  });

  it('says what each consumes and trades, and what a firm makes', () => {
    expect(rows(numbers.market(market()))).toEqual([
      ['Ann', 'consumes', '4', '6', '−2', '+4', '–'],
      ['Bob', 'consumes', '7', '2', '+2', '−4', '–'],
      ['Mill', 'makes', '−1', '+2', '–', '–', '0.5'],
    ]);
  });

  it('lists the points of a trace with their prices', () => {
    const all = rows(numbers.trace(traced()));
    expect(all.filter((row) => row.at(-1) === 'where a dent ends').map((row) => row.slice(0, 4))).toEqual([
      ['0.707107', '2.70711', '1', '1'],
      ['1.70711', '1.70711', '1', '1'],
      ['2.70711', '0.707107', '1', '1'],
    ]);
    expect(all.some((row) => row.at(-1) === 'in a dent: no price leads here')).toBe(true);
  });

  it('draws the supported parts beside the dents', () => {
    const [whole] = traced().picture.aggregates;
    expect(whole?.supported?.map((part) => part.length > 1)).toEqual([true, false, true]);
    expect(whole?.dented).not.toBeNull();
  });
});
