import type { Import, Module } from './modules.ts';

/** Says what is wrong, one sentence a violation. */
export type Guard = (modules: readonly Module[]) => readonly string[];

/** Each floor imports only itself and what stands above it here. */
const FLOORS = [
  'src/math/',
  'src/economy/',
  'src/curvature/',
  'src/solver/',
  'src/analysis/',
  // Types only: what the page and its host say to one another.
  'src/preview/protocol.ts',
  'src/report/',
  'src/language/',
  'src/preview/',
  'src/extension/',
  'src/cli/',
];

/** The floors that know nothing but the language they are written in. */
const CORE = FLOORS.slice(0, FLOORS.indexOf('src/language/'));

export const floorsImportDownwards: Guard = (modules) =>
  violations(modules, ({ path }, { to, internal }) => internal && floorOf(path) < floorOf(to));

export const everyFileStandsOnAFloor: Guard = (modules) =>
  modules.filter(({ path }) => floorOf(path) < 0).map(({ path }) => `${path} stands on no floor`);

/** What is erased before running cannot go round in a circle: two neighbours may name each other's types. */
export const noCycles: Guard = (modules) => {
  const edges = new Map(
    modules.map(({ path, imports }) => [path, imports.filter(({ internal, typeOnly }) => internal && !typeOnly)]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (0 <= start) return void found.push(`a cycle: ${[...trail.slice(start), path].join(' → ')}`);
    if (done.has(path)) return;
    for (const { to } of edges.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  return found;
};

/** What the checker may be made of; what is erased before running cannot be a mistake that it shares. */
const CHECKER_KNOWS = [
  'src/math/',
  'src/curvature/check/',
  'src/curvature/check-certificate.ts',
  'src/curvature/certificate.ts',
  'src/curvature/encoded-expression.ts',
  'src/curvature/verdict.ts',
];

export const checkerNeverReachesProver: Guard = (modules) => {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const checkers = modules.filter(({ path }) => /^src\/curvature\/check(-certificate[^/]*\.ts$|\/)/.test(path));
  if (checkers.length === 0) return ['there is no check-certificate'];
  const reached = new Set<string>();
  const visit = (path: string) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { to, typeOnly } of byPath.get(path)?.imports ?? []) if (!typeOnly) visit(to);
  };
  for (const { path } of checkers) visit(path);
  return [...reached]
    .filter((path) => !CHECKER_KNOWS.some((known) => path.startsWith(known)))
    .map((path) => `the certificate checker reaches ${path}`);
};

/** Tables are read by what is handed in, so that texts can be parsed where there are no files. */
export const parsingTouchesNoFiles: Guard = (modules) => {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { to, internal, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (typeOnly) continue;
      if (internal) visit(to);
      else if (/^node:|^csv-parse/.test(to)) found.push(`${path}, which parsing reaches, imports ${to}`);
    }
  };
  visit('src/language/parse.ts');
  return found;
};

export const coreKnowsNoSurroundings: Guard = (modules) =>
  violations(modules, ({ path }, { internal }) => CORE.some((floor) => path.startsWith(floor)) && !internal);

export const onlyTheExtensionKnowsVsCode: Guard = (modules) =>
  violations(
    modules,
    ({ path }, { to }) => /^vscode($|-languageclient)/.test(to) && !path.startsWith('src/extension/'),
  );

export const onlyLanguageKnowsLangium: Guard = (modules) =>
  violations(
    modules,
    ({ path }, { to }) => /^(langium|chevrotain)($|\/)/.test(to) && !path.startsWith('src/language/'),
  );

export const extensionSpeaksProtocolsOnly: Guard = (modules) =>
  violations(modules, ({ path }, { to, internal, typeOnly }) => {
    if (!path.startsWith('src/extension/') || !internal || to.startsWith('src/extension/')) return false;
    const spoken = to === 'src/preview/protocol.ts' || to.startsWith('src/analysis/');
    return !to.startsWith('src/preview/host/') && !(typeOnly && spoken);
  });

export const pageImportsTypesOnly: Guard = (modules) =>
  violations(modules, ({ path }, { to, internal, typeOnly }) => {
    if (!path.startsWith('src/preview/webview/') || to.startsWith('src/preview/webview/')) return false;
    if (!internal) return to.startsWith('node:');
    return !typeOnly || !(to === 'src/preview/protocol.ts' || CORE.some((floor) => to.startsWith(floor)));
  });

export const protocolIsTypesOnly: Guard = (modules) =>
  modules
    .filter(({ path, exportsValues }) => path === 'src/preview/protocol.ts' && exportsValues)
    .map(({ path }) => `${path} exports more than types`);

export const noEvaluation: Guard = (modules) =>
  modules.filter(({ evaluates }) => evaluates).map(({ path }) => `${path} evaluates text as code`);

export const onlyTheCommandLineExits: Guard = (modules) =>
  modules
    .filter(({ path, exits }) => exits && !path.startsWith('src/cli/'))
    .map(({ path }) => `${path} ends the process`);

export const everyImportIsKnown: Guard = (modules) => {
  const paths = new Set(modules.map(({ path }) => path));
  return violations(modules, (_, { to, internal }) =>
    internal ? /\.ts$/.test(to) && !paths.has(to) : to === '(computed)',
  );
};

function violations(
  modules: readonly Module[],
  forbidden: (from: Module, imported: Import) => boolean,
): readonly string[] {
  return modules.flatMap((module) =>
    module.imports.filter((imported) => forbidden(module, imported)).map(({ to }) => `${module.path} imports ${to}`),
  );
}

/** The height of a file's floor, counted downwards; a single file listed as a floor goes before its folder. */
function floorOf(path: string): number {
  const exact = FLOORS.indexOf(path);
  return 0 <= exact ? exact : FLOORS.findIndex((floor) => path.startsWith(floor));
}
