import type { FunctionName } from '../expression/expression.ts';
import { absFact } from './abs.ts';
import { cosFact } from './cos.ts';
import { expFact } from './exp.ts';
import type { FunctionFact } from './fact.ts';
import { lnFact } from './ln.ts';
import { log10Fact } from './log10.ts';
import { maxFact } from './max.ts';
import { minFact } from './min.ts';
import { sigmoidFact } from './sigmoid.ts';
import { sinFact } from './sin.ts';
import { sqrtFact } from './sqrt.ts';
import { tanhFact } from './tanh.ts';

/** Every function of the language; the compiler finds what is missing. */
export const FUNCTIONS: Readonly<Record<FunctionName, FunctionFact>> = {
  sqrt: sqrtFact,
  exp: expFact,
  ln: lnFact,
  log10: log10Fact,
  abs: absFact,
  min: minFact,
  max: maxFact,
  sin: sinFact,
  cos: cosFact,
  tanh: tanhFact,
  sigmoid: sigmoidFact,
};

export type { FunctionFact, SelectionFact, UnaryFact } from './fact.ts';
export { isDefinedOver } from './fact.ts';
export { powerFact } from './power.ts';
