import type { AstNode } from 'langium';
import { GrammarUtils } from 'langium';
import type { Origin } from '../../math/expression/expression.ts';
import type { Agent, Fun, Model } from '../generated/ast.ts';
import { type Declared, declaredIn, keyOf, type Scoped, spaceOf } from '../scopes/declarations.ts';
import { type Lowering, report } from './context.ts';
import { cycleText, type Defined, type Dependencies, dependenciesOf, type Ordered, orderOf } from './cycles.ts';
import { CONSTANT_NAMES, FUNCTION_NAMES } from './names.ts';
import type { OriginTable } from './origins.ts';

/** The place of a declaration's name. */
export function originOfName(origins: OriginTable, node: AstNode): Origin {
  return origins.ofCst(GrammarUtils.findNodeForProperty(node.$cstNode, 'name') ?? node.$cstNode);
}

/** Names are unique in their scope: `duplicate-name` at every declaration but the first. */
export function checkUnique(lowering: Lowering, scope: Scoped): void {
  const first = new Map<string, Declared>();
  for (const declared of declaredIn(scope)) {
    if (declared.name === undefined) continue;
    const key = keyOf(spaceOf(declared), declared.name);
    const before = first.get(key);
    if (before === undefined) first.set(key, declared);
    else reportDuplicate(lowering, declared, before, declared.name);
  }
}

export function reportDuplicate(lowering: Lowering, node: AstNode, before: AstNode, name: string): void {
  const { origins } = lowering;
  const message = `\`${name}\` is already declared. Give one of the two another name.`;
  const related = [{ message: `The first \`${name}\`.`, origin: originOfName(origins, before) }];
  report(lowering, 'duplicate-name', originOfName(origins, node), message, { related });
}

/** Inner names that hide outer ones: allowed, with a warning, since it is seldom meant. */
export function checkShadowing(lowering: Lowering, model: Model): void {
  for (const declared of declaredIn(model)) {
    if (declared.name === undefined) continue;
    const isValue = spaceOf(declared) === 'value';
    if (isValue && CONSTANT_NAMES.includes(declared.name)) warn(lowering, declared, 'the constant');
    const isKnown = declared.name === 'pow' || FUNCTION_NAMES.some((name) => name === declared.name);
    if (declared.$type === 'Fun' && isKnown) warn(lowering, declared, 'the function');
    if (declared.$type === 'Fun' || declared.$type === 'Agent') checkInner(lowering, declared);
  }
}

function checkInner(lowering: Lowering, scope: Fun | Agent): void {
  checkUnique(lowering, scope);
  for (const declared of declaredIn(scope)) {
    if (declared.name === undefined) continue;
    const outer = lowering.surroundings.file.get(declared.name);
    if (outer?.kind === 'hole') continue;
    if (outer !== undefined) warn(lowering, declared, `the ${outer.kind}`);
    else if (CONSTANT_NAMES.includes(declared.name)) warn(lowering, declared, 'the constant');
  }
}

function warn(lowering: Lowering, declared: Declared, what: string): void {
  const message = `\`${declared.name}\` hides ${what} of that name. Choose another name if both are needed.`;
  report(lowering, 'shadowed-name', originOfName(lowering.origins, declared), message, { severity: 'warning' });
}

/** Lets and funs in the order in which they need each other. */
export function orderDefinitions(model: Model): Ordered & { say(lowering: Lowering): void } {
  const definitions = model.statements.filter(
    (one) => (one.$type === 'Let' || one.$type === 'Fun') && one.name !== undefined,
  );
  const dependencies = dependenciesOf(definitions as Defined[]);
  const ordered = orderOf(dependencies);
  return { ...ordered, say: (lowering) => sayCycles(lowering, ordered.cyclic, dependencies) };
}

/** What is defined by itself cannot be written out; each is said so. */
function sayCycles(lowering: Lowering, cyclic: ReadonlySet<Defined>, dependencies: Dependencies): void {
  for (const one of cyclic) {
    const message = `\`${one.name}\` is defined by itself: ${cycleText(one, cyclic, dependencies)}. Define one of them without the others.`;
    report(lowering, 'cyclic-definition', originOfName(lowering.origins, one), message);
  }
}
