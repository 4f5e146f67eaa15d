import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../src/analysis/analyze.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';

const FOLDER = join(import.meta.dirname, '../../examples');
const TEXTS = readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));

/** What a person waits for: the parse, each verdict, the whole analysis with and without its picture. */
export const cases: readonly { readonly name: string; readonly run: () => void }[] = TEXTS.flatMap(({ file, text }) => {
  const { economy, findings } = parseEconomy(text, file);
  const agents = settle(economy).agents;
  return [
    { name: `${file}: parse`, run: () => void parseEconomy(text, file) },
    { name: `${file}: judge every frontier`, run: () => void agents.map((agent) => judgeFrontier(agent)) },
    {
      name: `${file}: prove and solve`,
      run: () => void analyze(economy, { findings, picture: false, byParam: false }),
    },
    { name: `${file}: prove, solve and draw`, run: () => void analyze(economy, { findings }) },
  ];
});
