import { type Node, parseSync, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { powerOfTwo } from '../../src/math/rational/power-of-two.ts';
import { readSources } from '../architecture/modules.ts';

/**
 * What the language defines to the last bit, and sqrt, whose remainder is looked at wherever its rounding counts; of the
 * rest of Math it promises only an approximation, each engine its own.
 */
const DEFINED = ['abs', 'min', 'max', 'floor', 'ceil', 'trunc', 'round', 'sign', 'fround', 'sqrt', 'imul', 'clz32'];
const CONSTANTS = ['PI', 'E'];

/** What enters a proof. Gradients and plain columns are computed in doubles, for the solver's search alone. */
const PROOFS = ['src/math/interval', 'src/math/derivative', 'src/math/columns', 'src/curvature/check', 'src/curvature'];
const SEARCH = ['src/math/derivative/gradient.ts', 'src/math/columns/plain-arithmetic.ts'];
const isProof = (path: string): boolean =>
  !SEARCH.includes(path) &&
  (!path.startsWith('src/curvature/') || /^src\/curvature\/check(\/|-certificate)/.test(path));

function trespasses(path: string, text: string): readonly string[] {
  const { program } = parseSync(path, text);
  const found: string[] = [];
  const at = (node: Node): string => `${path}: ${text.slice(node.start, node.end)}`;
  new Visitor({
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier' || node.object.name !== 'Math') return;
      const isNamed = !node.computed && node.property.type === 'Identifier';
      if (!isNamed || ![...DEFINED, ...CONSTANTS].includes((node.property as { name: string }).name))
        found.push(at(node));
    },
    // Taken apart or handed on, it could no longer be followed.
    VariableDeclarator: (node) => {
      if (node.init?.type === 'Identifier' && node.init.name === 'Math') found.push(at(node));
    },
    BinaryExpression: (node) => {
      if (node.operator === '**' && !isWholeNumbersPower(node.left, node.right)) found.push(at(node));
    },
    AssignmentExpression: (node) => {
      if (node.operator === '**=') found.push(at(node));
    },
  }).visit(program);
  return found;
}

/** Of big whole numbers, or a power of two written out, which this engine is seen to get right. */
function isWholeNumbersPower(base: Node, exponent: Node): boolean {
  if ([base, exponent].some(isBig)) return true;
  const places = written(exponent);
  return written(base) === 2 && places !== null && Number.isInteger(places) && 2 ** places === powerOfTwo(places);
}

function isBig(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'bigint';
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'BigInt';
}

function written(node: Node): number | null {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : null;
  if (node.type !== 'UnaryExpression' || node.operator !== '-') return null;
  const opposite = written(node.argument);
  return opposite === null ? null : -opposite;
}

describe('nothing in a proof rests on an approximation of the engine', () => {
  test('the sources use what the language defines exactly, and nothing else', () => {
    const sources = Object.assign({}, ...PROOFS.map(readSources)) as Record<string, string>;
    const proofs = Object.entries(sources).filter(([path]) => isProof(path));
    expect(proofs.length).toBeGreaterThan(20);
    expect(proofs.flatMap(([path, text]) => trespasses(path, text))).toEqual([]);
  });

  test.each([
    { planted: 'const y = Math.exp(x);' },
    { planted: 'const y = Math["log"](x);' },
    { planted: 'const { sin } = Math;' },
    { planted: 'const y = x ** 0.5;' },
    { planted: 'const y = 10 ** 3;' },
    { planted: 'const y = 2 ** n;' },
    { planted: 'const y = 2 ** -0.5;' },
    { planted: 'x **= 2;' },
    { planted: 'const y = Math.hypot(a, b);' },
  ])('$planted is noticed', ({ planted }) => {
    expect(trespasses('planted.ts', planted)).toHaveLength(1);
  });

  test.each([
    { allowed: 'const y = Math.sqrt(x) + Math.floor(2.5);' },
    { allowed: 'const y = 2 ** -1074 + 2 ** 1023;' },
    { allowed: 'const y = 10n ** n + x ** BigInt(k);' },
  ])('$allowed is allowed', ({ allowed }) => {
    expect(trespasses('allowed.ts', allowed)).toEqual([]);
  });
});
