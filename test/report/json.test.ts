import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { nothing } from '../../src/curvature/frontier/outcome.ts';
import { curvatureJson, functionJson } from '../../src/report/curvature-json.ts';
import { diagnosticsJson } from '../../src/report/diagnostics-json.ts';
import { toJson } from '../../src/report/json.ts';
import { placeAll } from '../../src/report/placed.ts';
import { sarif } from '../../src/report/sarif.ts';
import { solutionJson } from '../../src/report/solution-json.ts';
import { TREE } from './sample.ts';
import { CURVATURE, DIAGNOSTICS, FUNCTION, SARIF, SOLUTION } from './schemas.ts';

const locate = (origin: number) =>
  origin === 8 ? null : { start: { line: origin, character: 2 }, end: { line: origin, character: 9 } };

function roundTrip(value: unknown): unknown {
  return JSON.parse(toJson(value));
}

describe('toJson', () => {
  it.each([
    [Number.POSITIVE_INFINITY, '"Infinity"'],
    [Number.NEGATIVE_INFINITY, '"-Infinity"'],
    [Number.NaN, 'null'],
    [0.1 + 0.2, '0.30000000000000004'],
    [[0, Number.POSITIVE_INFINITY], '[0,"Infinity"]'],
    [{ numerator: 12345678901234567890n }, '{"numerator":"12345678901234567890"}'],
  ])('%o', (value, text) => expect(toJson(value)).toBe(text));
});

describe('econ/solution@1', () => {
  it('has every name and shape of the interface', () => {
    const json = roundTrip(solutionJson('tree.econ', TREE, locate));
    const result = v.safeParse(SOLUTION, json);
    expect(result.issues).toBeUndefined();
    expect(json).toMatchObject({
      file: 'tree.econ',
      agents: [
        {
          kinds: [
            { virtualPrices: { wood: 1, leaves: 'Infinity' }, supportingPrices: { leaves: [0, 1] } },
            { supportingPrices: { leaves: [1, 'Infinity'] } },
          ],
        },
      ],
      discreteness: { betweenShare: null },
    });
  });

  it('has diagnostics with places, in the order of the text', () => {
    const placed = placeAll(TREE.solution.diagnostics, locate);
    expect(placed.map(({ code, range }) => [code, range.start.line])).toEqual([
      ['failed-assertion', 3],
      ['convex-frontier', 7],
    ]);
    expect(placed[1]?.related[0]?.range.start).toEqual({ line: 0, character: 0 });
  });
});

describe('econ/curvature@1', () => {
  it('has every name and shape of the interface', () => {
    expect(v.safeParse(CURVATURE, roundTrip(curvatureJson('tree.econ', TREE))).issues).toBeUndefined();
  });

  it('answers a bare function', () => {
    const json = roundTrip(functionJson('c1', { ...nothing([]), reason: 'the line is not JSON' }, 0));
    expect(v.safeParse(FUNCTION, json).issues).toBeUndefined();
    expect(json).toMatchObject({ id: 'c1', verdict: 'unknown', reason: 'the line is not JSON' });
  });
});

describe('diagnostics', () => {
  const files = [{ file: 'a b.econ', text: '', findings: placeAll(TREE.solution.diagnostics, locate) }];

  it('econ/diagnostics@1 has every name and shape of the interface', () => {
    expect(v.safeParse(DIAGNOSTICS, roundTrip(diagnosticsJson(files))).issues).toBeUndefined();
  });

  it('SARIF 2.1.0 counts lines and columns from 1', () => {
    const json = roundTrip(sarif(files, '0.1.0'));
    expect(v.safeParse(SARIF, json).issues).toBeUndefined();
    expect(json).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'failed-assertion',
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'a%20b.econ' },
                    region: { startLine: 4, startColumn: 3, endLine: 4, endColumn: 10 },
                  },
                },
              ],
            },
            { ruleId: 'convex-frontier', level: 'warning', relatedLocations: [{ message: {} }] },
          ],
        },
      ],
    });
  });
});
