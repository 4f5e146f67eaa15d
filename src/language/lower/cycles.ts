import { AstUtils } from 'langium';
import { type Fun, isCall, isNameReference, type Let } from '../generated/ast.ts';

export type Defined = Let | Fun;

/** What each let and fun is defined by, among the lets and funs of the file. */
export type Dependencies = ReadonlyMap<Defined, ReadonlySet<Defined>>;

export function dependenciesOf(definitions: readonly Defined[]): Dependencies {
  const lets = new Map<string, Defined>();
  const funs = new Map<string, Defined>();
  for (const definition of definitions) {
    const space = definition.$type === 'Let' ? lets : funs;
    if (!space.has(definition.name)) space.set(definition.name, definition);
  }
  return new Map(definitions.map((definition) => [definition, neededBy(definition, lets, funs)]));
}

function neededBy(
  definition: Defined,
  lets: ReadonlyMap<string, Defined>,
  funs: ReadonlyMap<string, Defined>,
): ReadonlySet<Defined> {
  const body = definition.$type === 'Let' ? definition.value : definition.body;
  const hidden = new Set(definition.$type === 'Fun' ? definition.arguments.map(({ name }) => name) : []);
  const needed = new Set<Defined>();
  if (body === undefined) return needed;
  for (const node of AstUtils.streamAst(body)) {
    if (!isNameReference(node)) continue;
    const name = node.target?.$refText ?? '';
    const isCallee = isCall(node.$container) && node.$container.callee === node;
    const found = isCallee ? funs.get(name) : hidden.has(name) ? undefined : lets.get(name);
    if (found !== undefined) needed.add(found);
  }
  return needed;
}

export interface Ordered {
  /** Those that are defined by themselves, through others or not: what is left when all that can be written out is taken away. */
  readonly cyclic: ReadonlySet<Defined>;
  /** All others, what they need first. */
  readonly inOrder: readonly Defined[];
}

export function orderOf(dependencies: Dependencies): Ordered {
  const dependents = new Map<Defined, Set<Defined>>([...dependencies.keys()].map((one) => [one, new Set()]));
  for (const [one, needed] of dependencies) for (const other of needed) dependents.get(other)?.add(one);
  const { left, taken } = withoutFree(new Set(dependencies.keys()), dependencies, dependents);
  const inner = withoutFree(left, dependents, dependencies);
  return { cyclic: inner.left, inOrder: [...taken, ...inner.taken] };
}

/** Takes away, again and again, what needs nothing that is left. */
function withoutFree(all: Set<Defined>, needs: Dependencies, neededBy: Dependencies) {
  const left = new Set(all);
  const taken: Defined[] = [];
  const count = (one: Defined): number => [...(needs.get(one) ?? [])].filter((other) => left.has(other)).length;
  const counts = new Map([...left].map((one) => [one, count(one)]));
  const free = [...left].filter((one) => counts.get(one) === 0);
  for (let one = free.pop(); one !== undefined; one = free.pop()) {
    left.delete(one);
    taken.push(one);
    for (const other of neededBy.get(one) ?? []) {
      if (!left.has(other)) continue;
      const rest = (counts.get(other) ?? 0) - 1;
      counts.set(other, rest);
      if (rest === 0) free.push(other);
    }
  }
  return { left, taken };
}

/** `a → b → a`, as far as it takes to come round, at most ten names. */
export function cycleText(start: Defined, cyclic: ReadonlySet<Defined>, dependencies: Dependencies): string {
  const names = [start.name];
  const seen = new Set<Defined>();
  for (let at: Defined | undefined = start; at !== undefined && !seen.has(at) && names.length < 10; ) {
    seen.add(at);
    at = [...(dependencies.get(at) ?? [])].find((next) => cyclic.has(next));
    if (at !== undefined) names.push(at.name);
  }
  return names.join(' → ');
}
