export { curvatureByRules } from './rules/curvature-by-rules.ts';
export type { RuleCurvature, RuleFacts, RuleTree } from './rules/rule-tree.ts';
