import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { econ, scratchFile } from './econ.ts';

const MODEL = (file: string) => `good apples, bananas
agent Site from "${file}" as row { frontier apples/row.a + bananas/row.b <= row.area }
maximize apples^0.5 * bananas^0.5
`;

describe('a model with a table', () => {
  it('reads it from beside the model, wherever that lies', async () => {
    const file = scratchFile('model.econ', MODEL('data.csv'));
    writeFileSync(join(dirname(file), 'data.csv'), 'name,area,a,b\nNorth,2,3,1\nSouth,3,1,2\n');
    const { code, out } = await econ(['solve', file, '--format', 'json']);
    expect(code).toBe(0);
    const { status, agents, totals } = JSON.parse(out);
    expect([status, agents[0].count, totals]).toEqual(['optimal', 2, { apples: 6, bananas: 6 }]);
  });

  it('reads it from the working folder, where the model comes from standard input', async () => {
    const { code, out } = await econ(
      ['curvature', '-'],
      'good w : t, b : t\nunit t, ha\nagent F from "examples/sites.csv" as row { frontier w/row.wheat + b/row.barley <= row.hectares }\nmaximize w*b',
    );
    expect([code, out]).toEqual([0, expect.stringContaining('linear')]);
  });

  it.each([
    ['none.csv', 'file-not-found', 'none.csv` is not there'],
    ['.', 'file-not-found', 'is a folder'],
    ['bad.csv', 'bad-data', 'line 3 holds `much`'],
  ])('says what is wrong with %s, and exits 1', async (table, diagnostic, part) => {
    const file = scratchFile('model.econ', MODEL(table));
    writeFileSync(join(dirname(file), 'bad.csv'), 'area,a,b\n2,3,1\nmuch,1,2\n');
    const { code, out } = await econ(['check', file, '--format', 'json']);
    const [{ diagnostics }] = JSON.parse(out).files;
    expect(code).toBe(1);
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: diagnostic, message: expect.stringContaining(part) }),
    ]);
  });

  it('a share that is too large at other values of params is said there', async () => {
    const text = `good a, b\nparam s = 0.4 in 0..1
agent Ann { endowment a = 2 utility a^0.5 * b^0.5 owns Mill = s }
agent Bea { endowment b = 2 utility a^0.5 * b^0.5 owns Mill = 0.5 }
firm Mill { make b = a^0.5 }\nmarket`;
    const codes = async (...set: readonly string[]) => {
      const { out } = await econ(['solve', '-', '--format', 'json', ...set], text);
      return JSON.parse(out).diagnostics.map(({ code }: { code: string }) => code);
    };
    expect([await codes(), await codes('--set', 's=0.6')]).toEqual([[], ['bad-shares']]);
  });

  it('another seed draws others', async () => {
    const text = 'good a, b\nagent Cell[5] { vary s ~ uniform(1, 2) frontier a/s + b <= 1 }\nmaximize a^0.5 * b^0.5';
    const totals = async (...seed: readonly string[]) =>
      JSON.parse((await econ(['solve', '-', '--format', 'json', ...seed], text)).out).totals;
    expect(await totals('--seed', '1')).toEqual(await totals());
    expect(await totals('--seed', '2')).not.toEqual(await totals());
  });
});
