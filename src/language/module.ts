import { inject, type Module } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type DefaultSharedModuleContext,
  type LangiumServices,
  type LangiumSharedServices,
  type PartialLangiumServices,
  type PartialLangiumSharedServices,
} from 'langium/lsp';
import { EconModule } from './core-module.ts';
import { EconGeneratedModule, EconGeneratedSharedModule } from './generated/module.ts';

export interface EconServices {
  readonly shared: LangiumSharedServices;
  readonly econ: LangiumServices;
}

/** What the editor adds: providers for the language, and for what all languages share (the workspace, the connection). */
export interface EditorModules {
  readonly language?: Module<LangiumServices, PartialLangiumServices>;
  readonly shared?: Module<LangiumSharedServices, PartialLangiumSharedServices>;
}

/** All services of a language server: Langium's own, then the language's, then the editor's, each overriding those before. */
export function createEconServices(context: DefaultSharedModuleContext, editor: EditorModules = {}): EconServices {
  const shared = inject(createDefaultSharedModule(context), EconGeneratedSharedModule, editor.shared);
  const econ = inject(createDefaultModule({ shared }), EconGeneratedModule, EconModule, editor.language);
  shared.ServiceRegistry.register(econ);
  return { shared, econ };
}
