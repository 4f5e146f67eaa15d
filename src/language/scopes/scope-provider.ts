import {
  type AstNode,
  type AstNodeDescription,
  type AstNodeDescriptionProvider,
  type AstReflection,
  type IndexManager,
  type LangiumCoreServices,
  type ReferenceInfo,
  type Scope,
  type ScopeProvider,
  type Stream,
  stream,
} from 'langium';
import { isCall } from '../generated/ast.ts';
import { LIBRARY_URI } from '../library/standard.ts';
import { type Declared, lookUp, type NameSpace, scopesAround, spaceOf, tableOf } from './declarations.ts';

/** What the editor may link a name to: the same declarations that lowering resolves. */
export class EconScopeProvider implements ScopeProvider {
  private readonly descriptions: AstNodeDescriptionProvider;
  private readonly reflection: AstReflection;
  private readonly index: IndexManager;

  constructor(services: LangiumCoreServices) {
    this.descriptions = services.workspace.AstNodeDescriptionProvider;
    this.reflection = services.shared.AstReflection;
    this.index = services.shared.workspace.IndexManager;
  }

  getScope(info: ReferenceInfo): Scope {
    const { container } = info;
    const type = this.reflection.getReferenceType(info);
    const spaces = spacesOf(type, container);
    const fits = (declared: Declared): boolean => this.reflection.isSubtype(declared.$type, type);
    const getElements = (name: string): Stream<AstNodeDescription> =>
      stream([
        ...this.declaredAs(name, container, spaces, fits),
        ...this.libraryFuns(spaces).filter((fun) => fun.name === name),
      ]);
    return {
      getElements,
      getElement: (name) => getElements(name).head(),
      getAllElements: () => stream([...this.allVisible(container, spaces, fits), ...this.libraryFuns(spaces)]),
    };
  }

  private declaredAs(
    name: string,
    container: AstNode,
    spaces: readonly NameSpace[],
    fits: (declared: Declared) => boolean,
  ): readonly AstNodeDescription[] {
    const found = spaces.flatMap((space) => lookUp(container, name, space) ?? []);
    return found.filter(fits).map((declared) => this.descriptions.createDescription(declared, name));
  }

  private allVisible(
    container: AstNode,
    spaces: readonly NameSpace[],
    fits: (declared: Declared) => boolean,
  ): readonly AstNodeDescription[] {
    const visible = new Map<string, Declared>();
    for (const scope of scopesAround(container)) {
      for (const [key, declared] of tableOf(scope)) {
        if (!visible.has(key) && spaces.includes(spaceOf(declared)) && fits(declared)) visible.set(key, declared);
      }
    }
    return [...visible.values()].map((declared) => this.descriptions.createDescription(declared, declared.name));
  }

  /** The library is visible where the workspace has loaded it. */
  private libraryFuns(spaces: readonly NameSpace[]): readonly AstNodeDescription[] {
    if (!spaces.includes('function')) return [];
    return this.index.allElements('Fun', new Set([LIBRARY_URI])).toArray();
  }
}

function spacesOf(type: string, container: AstNode): readonly NameSpace[] {
  if (type === 'Unit') return ['unit'];
  if (type === 'Agent' || type === 'Firm') return ['actor'];
  if (isCall(container.$container) && container.$container.callee === container) return ['function'];
  return ['value', 'actor', 'function'];
}
