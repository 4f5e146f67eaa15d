import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Economy } from '../../economy/economy.ts';
import type { Solution } from '../../solver/solution.ts';
import type { Trace } from '../../solver/trace/trace.ts';
import type { Picture } from '../picture.ts';
import { agentPictures } from './agent-pictures.ts';
import { aggregatePictures } from './aggregates.ts';
import { startDrawing } from './drawing.ts';

export const NO_PICTURE: Picture = { agents: [], aggregates: [] };

/** What the preview draws of a settled economy, its judgements by agent name, and its solution (solved or not). */
export function drawPicture(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
  trace: Trace | null = null,
): Picture {
  const drawing = startDrawing(economy, judgements, solution);
  return { agents: agentPictures(drawing), aggregates: aggregatePictures(drawing, trace) };
}
