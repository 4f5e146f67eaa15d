import { analyze } from '../../src/analysis/analyze.ts';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settle } from '../../src/economy/settle.ts';
import { EXAMPLES } from './example-models.ts';

/** What a person waits for: the parse, each verdict, the whole analysis with and without its picture. */
export const cases: readonly { readonly name: string; readonly run: () => void }[] = EXAMPLES.flatMap(
  ({ file, parse }) => {
    const { economy, findings } = parse();
    const agents = settle(economy).agents;
    return [
      { name: `${file}: parse`, run: () => void parse() },
      { name: `${file}: judge every frontier`, run: () => void agents.map((agent) => judgeFrontier(agent)) },
      {
        name: `${file}: prove and solve`,
        run: () => void analyze(economy, { findings, picture: false, byParam: false }),
      },
      { name: `${file}: prove, solve and draw`, run: () => void analyze(economy, { findings }) },
    ];
  },
);
