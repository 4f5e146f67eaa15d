/** What every message says where reading stopped before a statement began. */
export const NO_STATEMENT = 'cannot stand here';

/** Words that only the language may use. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `economy good unit import param let fun agent group firm scenario sweep assert maximize proportions vary frontier budget
   endowment utility owns make yields through among if then else and or not`.split(/\s+/),
);

/** Words that open a statement, and may also be names. */
export const OPENING_NAMES: ReadonlySet<string> = new Set(['at', 'seed', 'prices', 'trace', 'market']);

/** Reserved words that open a statement, or a clause within braces. */
export const OPENING_WORDS: ReadonlySet<string> = new Set(
  [...RESERVED_WORDS].filter((word) => !['through', 'among', 'if', 'then', 'else', 'and', 'or', 'not'].includes(word)),
);

/** Words that join parts of a statement, and may also be names. */
export const JOINING_NAMES: ReadonlySet<string> = new Set(['step', 'steps', 'from', 'as', 'in', 'for', 'within', 'is']);

export const CLAIMS: readonly string[] = ['concave', 'convex', 'linear', 'mixed'];
