import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type Node, parseSync, Visitor } from 'oxc-parser';

/** A source file and what it reaches for. */
export interface Module {
  /** From the root of the repository: "src/math/…". */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Names of what it exports as values, and of what it takes from the surroundings. */
  readonly exportsValues: boolean;
  readonly evaluates: boolean;
  readonly exits: boolean;
}

export interface Import {
  /** A path like that of a module, or the name of a package ("langium/lsp", "node:fs"). */
  readonly to: string;
  readonly internal: boolean;
  /** Erased before running. */
  readonly typeOnly: boolean;
}

export type Sources = Readonly<Record<string, string>>;

export function readSources(folder: string): Sources {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const paths = names.map((name) => posix.join(folder, name.replaceAll('\\', '/')));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(path, 'utf8')]));
}

export function parseModules(sources: Sources): readonly Module[] {
  return Object.entries(sources).map(([path, text]) => parseModule(path, text));
}

function parseModule(path: string, text: string): Module {
  const { module, program, errors } = parseSync(path, text);
  const fatal = errors.find(({ severity }) => severity === 'Error');
  if (fatal) throw new Error(`${path}: ${fatal.message}`);
  const imports: Import[] = [];
  const add = (request: string, typeOnly: boolean) => imports.push(resolve(path, request, typeOnly));
  for (const statement of module.staticImports) {
    const { entries, moduleRequest } = statement;
    add(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType);
  }
  const found = { evaluates: false, exits: false };
  new Visitor({
    ImportExpression: ({ source }) => {
      // What is computed at run time cannot be judged, and so is not allowed.
      add(source.type === 'Literal' ? String(source.value) : '(computed)', false);
    },
    TSImportType: ({ source }) => add(source.value, true),
    CallExpression: ({ callee }) => {
      found.evaluates ||= isGlobal(callee, 'eval') || isGlobal(callee, 'Function');
      found.exits ||= isMember(callee, 'process', 'exit');
    },
    NewExpression: ({ callee }) => {
      found.evaluates ||= isGlobal(callee, 'Function');
    },
  }).visit(program);
  const exportsValues = module.staticExports.some(({ entries }) => entries.some(({ isType }) => !isType));
  return { path, imports, exportsValues, ...found };
}

function resolve(from: string, request: string, typeOnly: boolean): Import {
  const internal = request.startsWith('.');
  return { to: internal ? posix.join(posix.dirname(from), request) : request, internal, typeOnly };
}

function isGlobal(node: Node, name: string): boolean {
  const global = ['globalThis', 'window', 'self', 'global'];
  return (node.type === 'Identifier' && node.name === name) || global.some((object) => isMember(node, object, name));
}

function isMember(node: Node, object: string, property: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    ((node.property.type === 'Identifier' && node.property.name === property) ||
      (node.property.type === 'Literal' && node.property.value === property))
  );
}
