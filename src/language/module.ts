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
import { EconParserMessages } from './syntax/parser-messages.ts';

/** What this language adds to Langium's parser. Names are resolved in lowering, not by Langium's linker. */
const EconModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    Lexer: (services) => new EconLexer(services),
    LexerErrorMessageProvider: () => new EconLexerMessages(),
    ParserErrorMessageProvider: () => new EconParserMessages(),
  },
};

/** The services without an editor: no connection, no workspace. */
export function createEconServices(): LangiumCoreServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), EconGeneratedSharedModule);
  const econ = inject(createDefaultCoreModule({ shared }), EconGeneratedModule, EconModule);
  shared.ServiceRegistry.register(econ);
  return econ;
}
