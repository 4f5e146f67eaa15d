import { describe, expect, test } from 'vitest';
import type {
  CurveBends,
  OpenFrontier,
  ProvenVerdict,
  RangeProof,
  RuleNode,
  TaskBends,
} from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { encode } from '../../src/curvature/encoded-expression.ts';
import { print } from '../../src/math/expression/print.ts';
import { formula } from './reading.ts';

/** With p anywhere strictly between 1 and 2. */
function isAccepted(of: OpenFrontier, verdict: ProvenVerdict, proof: RangeProof): boolean {
  return checkCertificate({ kind: 'range', of, verdict, over: { p: { between: ['1', '2'] } }, proof }).valid;
}

function node(rule: string, text: string, curvature: string): RuleNode {
  return { rule, text: print(formula(text)), curvature, parts: [] };
}

const SECOND = { by: 'second-derivative' } as const;
const HOUR = { by: 'rules', tree: node('variable', 'h', 'affine') } as const;

describe('false claims over a range are refused, and true ones of their kind are not', () => {
  test.each<[string, string | null, ProvenVerdict, CurveBends, boolean]>([
    ['4 - p*a^2', null, 'concave', { ...SECOND, until: '3' }, true],
    ['4 - p*a^2', null, 'concave', { ...SECOND, until: '1' }, false],
    ['1 + p*a^2', '3', 'convex', { ...SECOND, until: '3' }, false],
    ['1 + p*a^2', '3', 'concave', { ...SECOND, until: '3' }, false],
    ['10*exp(-p*a)', '5', 'convex', { ...SECOND, until: '5' }, true],
    ['10*exp(-p*a)', null, 'convex', { ...SECOND, until: '1000' }, false],
    ['(1 - a)^2*p', null, 'convex', { ...SECOND, until: '2' }, false],
  ])('%s up to %s is %s', (text, to, verdict, bends, expected) => {
    const inputs = [{ good: 'a', from: null, to: to === null ? null : encode(formula(to)) }];
    const of: OpenFrontier = { form: 'explicit', good: 'b', formula: encode(formula(text)), inputs };
    expect(isAccepted(of, verdict, { method: 'curve', input: 'a', formula: of.formula, bends })).toBe(expected);
  });

  test('a kink where another place is better', () => {
    const text = '6 - a - max(0, 3*p*(1 - a))';
    const inputs = [{ good: 'a', from: null, to: '4' }];
    const of: OpenFrontier = { form: 'explicit', good: 'b', formula: encode(formula(text)), inputs };
    const bends: CurveBends = { by: 'rules', tree: node('difference', text, 'concave'), until: '4' };
    expect(isAccepted(of, 'concave', { method: 'curve', input: 'a', formula: of.formula, bends })).toBe(false);
  });

  test.each<[string, string, ProvenVerdict, string, boolean]>([
    ['sqrt(a) + p*b', '3', 'convex', 'concave', true],
    ['(a - b)^2*p', '1', 'concave', 'convex', false],
    ['a^2*p', '1', 'concave', 'convex', false],
    ['1 - exp(-p*a) + 1 - exp(-b)', '5', 'convex', 'concave', false],
    ['(a + b)^2*p', '1', 'concave', 'convex', false],
    ['a^2 + z', '1', 'concave', 'convex', false],
  ])('%s <= %s is %s', (level, bound, verdict, curvature, expected) => {
    const constraints = [{ level: encode(formula(level)), bound: encode(formula(bound)) }];
    const of: OpenFrontier = { form: 'implicit', goods: ['a', 'b'], constraints };
    const trees = [node('difference', `${level} - ${bound}`, curvature)];
    expect(isAccepted(of, verdict, { method: 'rules', trees })).toBe(expected);
  });

  test.each<[readonly string[], ProvenVerdict, readonly TaskBends[], boolean]>([
    [['p*h^2', 'h^2'], 'convex', [SECOND, SECOND], true],
    [['p*h^2 - h', 'h^2'], 'convex', [SECOND, SECOND], false],
    [['1 + p*h^2', 'h^2', 'h^2'], 'convex', [SECOND, SECOND, SECOND], false],
    [['-(h^2)*p', 'h'], 'concave', [SECOND, HOUR], false],
    [['sqrt(h - p)', 'h'], 'concave', [SECOND, HOUR], false],
  ])('tasks %s are %s', (formulas, verdict, tasks, expected) => {
    const technologies = formulas.map((text, i) => ({ good: 'abc'[i] as string, formula: encode(formula(text)) }));
    const of: OpenFrontier = { form: 'budget', budget: 'h', amount: '4', technologies };
    expect(isAccepted(of, verdict, { method: 'tasks', tasks })).toBe(expected);
  });
});
