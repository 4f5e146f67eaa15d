import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
  type PartialLangiumCoreServices,
} from 'langium';
import { EconGeneratedModule, EconGeneratedSharedModule } from './generated/module.ts';
import { EconScopeProvider } from './scopes/scope-provider.ts';
import { EconLexer } from './syntax/lexer.ts';
import { EconLexerMessages } from './syntax/lexer-messages.ts';
import { EconParserMessages } from './syntax/parser-messages.ts';

/** What this language adds to Langium, with or without an editor. */
export const EconModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  references: { ScopeProvider: (services) => new EconScopeProvider(services) },
  parser: {
    Lexer: (services) => new EconLexer(services),
    LexerErrorMessageProvider: () => new EconLexerMessages(),
    ParserErrorMessageProvider: () => new EconParserMessages(),
  },
};

/** The services without an editor: no connection, no workspace. Used by `parse.ts`. */
export function createEconCoreServices(): { shared: LangiumSharedCoreServices; econ: LangiumCoreServices } {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), EconGeneratedSharedModule);
  const econ = inject(createDefaultCoreModule({ shared }), EconGeneratedModule, EconModule);
  shared.ServiceRegistry.register(econ);
  return { shared, econ };
}
