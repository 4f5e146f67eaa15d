import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type Module,
  type PartialLangiumCoreServices,
} from 'langium';
import { EconGeneratedModule, EconGeneratedSharedModule } from './generated/module.ts';
import { EconLexer } from './syntax/lexer.ts';
import { EconLexerMessages } from './syntax/lexer-messages.ts';
import { DEEPEST_NESTING } from './syntax/nesting.ts';
import { EconParserMessages } from './syntax/parser-messages.ts';

/** What this language adds to Langium's parser. Names are resolved in lowering, not by Langium's linker. */
function econModule(deepest: number): Module<LangiumCoreServices, PartialLangiumCoreServices> {
  return {
    parser: {
      Lexer: (services) => new EconLexer(services, deepest),
      LexerErrorMessageProvider: () => new EconLexerMessages(),
      ParserErrorMessageProvider: () => new EconParserMessages(),
    },
  };
}

/** The services without an editor: no connection, no workspace. What is nested deeper than `deepest` is not parsed. */
export function createEconServices(deepest: number = DEEPEST_NESTING): LangiumCoreServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), EconGeneratedSharedModule);
  const econ = inject(createDefaultCoreModule({ shared }), EconGeneratedModule, econModule(deepest));
  shared.ServiceRegistry.register(econ);
  return econ;
}
