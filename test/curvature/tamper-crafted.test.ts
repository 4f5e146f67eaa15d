import { describe, expect, test } from 'vitest';
import type { Bend, BoxCertificate, Certificate, ProvenVerdict } from '../../src/curvature/certificate.ts';
import { checkCertificate } from '../../src/curvature/check-certificate.ts';
import { type EncodedExpression, encode } from '../../src/curvature/encoded-expression.ts';
import type { Witness } from '../../src/curvature/verdict.ts';
import { formula } from './reading.ts';
import { boxSaying, byRule, type Claimed, domainOf, lineSaying } from './tamper/crafted.ts';

const accepts = (c: unknown): boolean => checkCertificate(c as Certificate).valid;

type Line = readonly [text: string, over: string, verdict: ProvenVerdict, bends: readonly Bend[], claimed?: Claimed];

const at = (x: string): readonly [string, string] => [x, x];

/** Each says something false that is nearly true. */
const FALSE_LINES: readonly Line[] = [
  // An inflection right beside an end, or in the wrong place.
  ['(x - 1e-13)^3', 'x 0 1', 'convex', [1]],
  ['(1 - 1e-13 - x)^3', 'x 0 1', 'convex', [1]],
  ['(x - 1/3)^3', 'x 0 1', 'mixed', [-1, 1], { cuts: [['0.3333', '0.3333']] }],
  ['x^3', 'x -1e-300 1', 'convex', [1]],
  ['(x - 1)^5', 'x 0.999999999999999999 2', 'convex', [1]],
  ['sin(x)', 'x 0 3.1415926535897933', 'concave', [-1]],
  ['x^3 - 1e-40*x^2', 'x 0 1', 'convex', [1]],
  ['x^4 - 1e-20*x^2', 'x -1 1', 'convex', [1]],
  ['exp(x) - x^2/2*(1 + 1e-15)', 'x 0 1', 'convex', [1]],
  ['x^2.0000001', 'x 0 1', 'concave', [-1]],
  // Curvature of hardly any size.
  ['x + 1e-300*x^2', 'x 0 1', 'concave', [-1]],
  ['x + 1e-300*x^2', 'x 0 1', 'linear', [0]],
  ['x - 1e-320*x^2', 'x 0 1', 'convex', [1]],
  ['x - 1e-9*x^4', 'x 0 1', 'linear', [0]],
  ['1e-9*(sin(x)^2 + cos(x)^2 - 1) + x', 'x 0 1', 'convex', [1]],
  ['x^2 - x*x + 3*x', 'x 0 1', 'convex', [1]],
  ['(x + 1)^2 - x^2 - 2*x', 'x 0 1', 'concave', [-1]],
  ['2*x', 'x 0 1', 'convex', [0]],
  ['(exp(x/2))^2 - exp(x) + x', 'x 0 1', 'convex', [1]],
  ['ln(x^2) - 2*ln(x)', 'x 1 2', 'convex', [1]],
  // Lost signs: roots of squares, constants below 0, broken powers.
  ['sqrt((x - 1)^2)', 'x 0 2', 'linear', [0]],
  ['sqrt((x - 1)^2)', 'x 0 2', 'concave', [-1]],
  ['-sqrt((x - 1)^2)', 'x 0 2', 'convex', [1]],
  ['((x - 1)^6)^(1/3)', 'x 0 2', 'concave', [-1]],
  ['-((x - 1)^4)^(1/4)', 'x 0 2', 'convex', [0, 0], { cuts: [at('1')] }],
  ['x^3/6 + sin(4)*x^2/2', 'x 1 2', 'concave', [-1]],
  ['x^3/6 - sin(4)*x^2/2', 'x 1 2', 'concave', [-1]],
  ['sin(4)*x^4/12 + cos(5)*x^2/2', 'x 0 2', 'convex', [1]],
  ['sin(4)*x^4/12 + cos(5)*x^2/2', 'x 0 2', 'concave', [-1]],
  ['ln(0.3)*x^2', 'x 0 1', 'convex', [1]],
  ['sin(6)*x^3', 'x 0 1', 'convex', [1]],
  ['(x - 3)*abs(x - 3)', 'x 0 4', 'concave', [-1]],
  // Kinks left out, misplaced, of another sign, or within a bracket.
  ['x^2 - 10*abs(x)', 'x -1 1', 'convex', [1]],
  ['x^2 - 10*max(x, 0)', 'x -1 1', 'convex', [1]],
  ['x^2 - 1e-9*abs(x)', 'x -1 1', 'convex', [1, 1], { cuts: [at('0')] }],
  ['x^2 - 1e-9*abs(x - 1e-9)', 'x -1 1', 'convex', [1, 1], { cuts: [['-1e-7', '1e-7']] }],
  ['-abs(x)', 'x -1 1', 'linear', [0, 0], { cuts: [at('0')] }],
  ['abs(x)', 'x -1 1', 'linear', [0, 0], { cuts: [at('0')] }],
  ['min(x, 0.5)', 'x 0 1', 'convex', [0, 0], { cuts: [at('0.5')], kinks: [{ at: at('0.5'), slope: 1, jump: false }] }],
  ['max(0, x^2 - 2)', 'x 0 2', 'mixed', [0, 1], { cuts: [['1.4142135', '1.4142136']] }],
  ['x^2 + (if x < 1 then 0 else 1e-12)', 'x 0 2', 'convex', [1, 1], { cuts: [at('1')] }],
  ['if x <= 1 then x^2 else 2*x - 1 - 1e-12', 'x 0 2', 'convex', [1, 0], { cuts: [at('1')] }],
  ['if x >= 0 then x^2 - 10*x else x^2', 'x -1 1', 'convex', [1]],
  [
    'if x < 1 then -500*x^2 else if x < 1 + 1e-7 then -250*x^2 - 500*x + 250 else -500*x^2 + 0.00005*x + 250*(1 + 1e-7)^2 - 500*(1 + 1e-7) + 250 - 0.00005*(1 + 1e-7)',
    'x 0 2',
    'mixed',
    [-1, -1],
    {
      cuts: [['0.9999999', '1.0000002']],
      kinks: [{ at: ['0.9999999', '1.0000002'], slope: 1, jump: false }],
    },
  ],
  // Values at single points.
  ['if x <= 0 then 1e-9 else x', 'x 0 1', 'linear', [0]],
  ['if x <= 0 then -1e-9 else x^2', 'x 0 1', 'convex', [1]],
  ['if x <= 0 then 1 else x', 'x 0 1', 'concave', [0], { ends: [-1, 0] }],
  ['if x < 1 then x else 0', 'x 0 1', 'convex', [0], { ends: [0, 1] }],
  ['if (x - 1/2)^2 > 0 then x else 0', 'x 0 1', 'linear', [0]],
  ['0^x', 'x 0 1', 'linear', [0]],
  ['x^0*0^x', 'x 0 1', 'linear', [0]],
  // Not defined somewhere.
  ['1/x', 'x 0 1', 'convex', [1]],
  ['1/x', 'x -1e-300 1', 'convex', [1]],
  ['1/(x - 1)^2', 'x 0 2', 'convex', [1, 1], { cuts: [at('1')] }],
  ['1/(x - 1)^2', 'x 0 2', 'convex', [1, 1], { cuts: [['0.9999999', '1.0000001']] }],
  ['ln(x)', 'x 0 1', 'concave', [-1]],
  ['sqrt(x)', 'x -1e-12 1', 'concave', [-1]],
  ['x*ln(x)', 'x 0 1', 'convex', [1]],
  ['ln(x) - ln(x)', 'x -1 1', 'linear', [0]],
  ['x/x', 'x -1 1', 'linear', [0]],
  ['0/x + x^2', 'x -1 1', 'convex', [1]],
  ['if ln(x) > 0 then 1 else 1', 'x -1 1', 'linear', [0]],
  ['1/sin(pi*sqrt(1 - x^2))', 'x -0.5 0.5', 'convex', [1]],
  ['(x - 1)^(1/3)', 'x 0 1', 'concave', [-1]],
  ['max(x, ln(x - 1/2))', 'x 0 1', 'linear', [0]],
  // Nothing between the ends, or stretches that leave something out.
  ['x^2', 'x 0 1', 'convex', []],
  ['x^3', 'x -1 1', 'convex', [1], { cuts: [at('0')] }],
  ['x^3', 'x -1 1', 'mixed', [-1, 1], { cuts: [['-0.5', '0.5']] }],
  ['x^3', 'x -1 1', 'mixed', [1, -1], { cuts: [at('0')] }],
  ['x^3', 'x -1 1', 'convex', [0, 1], { cuts: [at('0')] }],
  // Exponents of great size.
  ['x^1000000000', 'x 0 1', 'concave', [-1]],
  ['(x - 2)^1025', 'x 0 1', 'convex', [1]],
  ['sin(x)^60', 'x 1 2', 'convex', [1]],
  ['1.0000001^(1000000000*x)', 'x 0 1', 'concave', [-1]],
];

describe('false claims of functions of one variable', () => {
  test.each(FALSE_LINES)('%s for %s is not %s by %j', (...claim) => {
    const [text, over, verdict, bends, claimed] = claim as unknown as Line;
    expect(accepts(lineSaying(text, over, verdict, bends, claimed))).toBe(false);
  });
});

const RULES = [
  ...['sum', 'difference', 'multiple', 'negative', 'constant', 'affine', 'variable', 'exponential', 'max', 'min'],
  ...['composition with a power', 'composition with sqrt', 'composition with abs', 'composition with max'],
  ...['branch that always wins', 'norm', 'power of a norm', 'mean of powers', 'product of powers', 'log-convex'],
  ...['product of log-convex functions', 'logarithm of a log-convex function', 'sum of quotients', 'entropy'],
  ...['relative entropy', 'if as max', 'if as min', 'second derivative', 'constructor', '__proto__', 'toString'],
];

/** Whatever the rule. */
const FALSE_BOXES: readonly (readonly [text: string, over: string, verdict: ProvenVerdict])[] = [
  ['sqrt((0 - 2)^2)*x^2', 'x 1 2', 'concave'],
  ['sqrt((0 - 2)^2)*x^2 + y', 'x 1 2; y 0 1', 'concave'],
  ['sqrt((x - 1)^2) + y', 'x 0 2; y 0 1', 'concave'],
  ['sqrt((x - y)^2)', 'x 0 1; y 0 1', 'linear'],
  ['sqrt((x - y)^2)', 'x 0 1; y 0 1', 'concave'],
  ['((x - y)^2)^0.5*1', 'x 0 1; y 0 1', 'concave'],
  ['(x^2*y^2)^0.5', 'x -1 1; y -1 1', 'concave'],
  ['(x^2*y^2)^0.25', 'x -1 1; y 0 1', 'concave'],
  ['max(sqrt(2), x)', 'x 0 3', 'concave'],
  ['max(sqrt(2), x)', 'x 0 3', 'linear'],
  ['sin(3)*max(sqrt(2), x) + y', 'x 0 3; y 0 1', 'concave'],
  ['min(1/2, x) + y', 'x 0 1; y 0 1', 'convex'],
  ['x*y', 'x 0 1; y 0 1', 'convex'],
  ['x*y', 'x 0 1; y 0 1', 'concave'],
  ['x*y', 'x 0 1; y 0 1', 'linear'],
  ['x*y + 1e-300*x^2', 'x 0 1; y 0 1', 'convex'],
  ['x^2 + y^2 - 2.000000000000001*x*y', 'x 0 1; y 0 1', 'convex'],
  ['x^2 + 2*x*y + y^2*(1 - 1e-30)', 'x -1 1; y -1 1', 'convex'],
  ['x^2 + y^2 - 10*abs(x)', 'x -1 1; y -1 1', 'convex'],
  ['(if x >= 0 then x^2 - 10 else x^2) + y^2', 'x -1 1; y -1 1', 'convex'],
  ['(if x > 0 then x^2 else -1) + y^2', 'x 0 1; y 0 1', 'convex'],
  ['(if x > 0 then x + y else 1e-9)', 'x 0 1; y 0 1', 'linear'],
  ['sqrt(x*y)', 'x 0 1; y 0 1', 'convex'],
  ['sqrt(x*y)*1.0', 'x -1 0; y -1 0', 'convex'],
  ['x^0.6*y^0.5', 'x 0 1; y 0 1', 'concave'],
  ['x^0.5*y^0.5000000001', 'x 0.1 1; y 0.1 1', 'concave'],
  ['x^2/y', 'x -1 1; y 0 1', 'convex'],
  ['x^3/y', 'x -1 1; y 1 2', 'convex'],
  ['x^2/y^1.0000001', 'x 0 1; y 1 2', 'convex'],
  ['(x^0.5 + y^0.5)^2.01', 'x 0 1; y 0 1', 'concave'],
  ['(x^2 + y^2)^0.49', 'x -1 1; y -1 1', 'convex'],
  ['(x^2 + y^2 - 1e-12)^0.5', 'x 1 2; y 1 2', 'convex'],
  ['sqrt(x^2 + y)', 'x 0 1; y 0 1', 'convex'],
  ['(x^-1 + y^-1)^-1', 'x 0.1 1; y 0.1 1', 'convex'],
  ['ln(x + y^2)', 'x 1 2; y 0 1', 'concave'],
  ['ln(exp(x) - exp(y))', 'x 2 3; y 0 1', 'convex'],
  ['x*ln(y)', 'x 1 2; y 1 2', 'convex'],
  ['x*ln(x/y^2)', 'x 1 2; y 1 2', 'convex'],
  ['x*ln(x*y)', 'x 1 2; y 1 2', 'convex'],
  ['exp(x*y)', 'x -1 1; y -1 1', 'convex'],
  ['exp(-(x^2 + y^2))', 'x -1 1; y -1 1', 'concave'],
  ['sin(x + y)', 'x 0 1; y 0 2.2', 'concave'],
  ['cos(x)*y', 'x 0 1; y 0 1', 'concave'],
  ['sigmoid(x + y)', 'x -1e-9 1; y 0 1', 'concave'],
  ['tanh(x)*tanh(y)', 'x 0 1; y 0 1', 'concave'],
  ['max(x, y) + min(x, y)', 'x 0 1; y 0 1', 'convex'],
  ['max(x*y, x + y)', 'x 0 3; y 0 3', 'linear'],
  ['max(x, y) - 1e-12*abs(x - y)', 'x 0 1; y 0 1', 'linear'],
  ['min(x, y + 1 - 1e-12)', 'x 0 1; y 0 1', 'linear'],
  ['if x + y < 1 then 0 else x + y - 1 - 1e-15', 'x 0 1; y 0 1', 'convex'],
  ['if x + y < 1 then x + y else 1', 'x 0 1; y 0 1', 'convex'],
  ['2^(x*y)', 'x 0 1; y 0 1', 'concave'],
  ['0.5^(x^3)', 'x -1 1', 'convex'],
  ['abs(x*y)', 'x -1 1; y 0 1', 'convex'],
  ['1/(x*y)', 'x 0 1; y 0 1', 'convex'],
  ['1/(x^2 + y)', 'x -1 1; y 0 1', 'convex'],
  ['-ln(x^2 + y)', 'x -1 1; y 0 1', 'convex'],
  ['sqrt(if x <= 0 then -1 else x) + y', 'x 0 1; y 0 1', 'concave'],
  ['x + y', 'x 0 1; y 0 1', 'convex'],
  ['(x + y)^2 - x^2 - y^2 - 2*x*y + x', 'x 0 1; y 0 1', 'convex'],
  ['sin(4)*x^2 + y', 'x 0 1; y 0 1', 'convex'],
  ['(x*y)^2', 'x 0 1; y 0 1', 'convex'],
  ['x^4 + y^4 - 3*x^2*y^2', 'x -1 1; y -1 1', 'convex'],
  ['x^2*y + y^3', 'x 0 1; y 0 1', 'convex'],
];

describe('false claims of functions of several variables', () => {
  test.each(FALSE_BOXES)('%s for %s is not %s', (text, over, verdict) => {
    for (const rule of RULES) expect([rule, accepts(byRule(text, over, verdict, rule))]).toEqual([rule, false]);
    const others: readonly BoxCertificate['proof'][] = [
      ...(['LDL', 'minors', 'Cholesky'] as const).map((how) => ({ method: 'hessian', test: how }) as const),
      { method: 'identity' },
      { method: 'witnesses' },
      { method: 'sum', parts: [] },
      { method: 'equal', to: encode(formula(text)), proof: { method: 'hessian', test: 'minors' } },
      { method: 'equal', to: encode(formula('x + 2')), proof: { method: 'identity' } },
    ];
    for (const proof of others) expect([proof, accepts(boxSaying(text, over, verdict, proof))]).toEqual([proof, false]);
  });
});

const chord = (p: Witness['p'], q: Witness['q'], mid: Witness['mid'], gap: number, shows: string): Witness => ({
  ...{ p, q, mid, gap },
  shows: shows as Witness['shows'],
});

describe('proofs that are put together from true parts', () => {
  const bowl = lineSaying('y^2', 'y 0 1', 'convex', [1]);

  test.each<readonly [string, unknown]>([
    [
      'a part in which another variable stands',
      boxSaying('x^2 + 5*x*y + y^2', 'x 0 1; y 0 1', 'convex', {
        method: 'sum',
        parts: [{ ...lineSaying('x^2', 'x 0 1', 'convex', [1]), expression: encode(formula('x^2 + 5*x*y')) }, bowl],
      }),
    ],
    [
      'a part with a value of its own at an end',
      boxSaying('x - y^2', 'x 0 1; y 0 1', 'mixed', {
        method: 'sum',
        parts: [
          lineSaying('if x <= 0 then 5 else x', 'x 0 1', 'convex', [0], { ends: [1, 0] }),
          lineSaying('-y^2', 'y 0 1', 'concave', [-1]),
        ],
      }),
    ],
    [
      'the same in what it is said to equal',
      boxSaying('x - y^2', 'x 0 1; y 0 1', 'mixed', {
        method: 'equal',
        to: encode(formula('(if x <= 0 then 5 else x) - y^2')),
        proof: {
          method: 'sum',
          parts: [
            lineSaying('if x <= 0 then 5 else x', 'x 0 1', 'convex', [0], { ends: [1, 0] }),
            lineSaying('-y^2', 'y 0 1', 'concave', [-1]),
          ],
        },
      }),
    ],
    [
      'a line with a value of its own at an end',
      boxSaying('-(x + y)^2', 'x 0 1; y 0 1', 'mixed', {
        method: 'affine-argument',
        line: lineSaying('if s <= 0 then 100 else -4*s^2', 's 0 1', 'mixed', [-1], { ends: [1, 0] }),
      }),
    ],
    [
      'a line that crosses half of the box',
      boxSaying('(x + y - 1)^3', 'x 0 1; y 0 1', 'convex', {
        method: 'affine-argument',
        line: lineSaying('s^3', 's 0 1', 'convex', [1]),
      }),
    ],
    [
      'two chords that show the same under two names',
      boxSaying('-x^2', 'x 0 1', 'mixed', { method: 'witnesses' }, [
        chord({ x: 0 }, { x: 1 }, { x: 0.5 }, 0.25, 'not-convex'),
        chord({ x: 0 }, { x: 1 }, { x: 0.5 }, 0.25, 'below'),
      ]),
    ],
    [
      'a gap without end',
      boxSaying('1/x', 'x 1e-300 1', 'mixed', { method: 'witnesses' }, [
        chord({ x: 1e-300 }, { x: 1 }, { x: 0.5 }, Number.POSITIVE_INFINITY, 'not-concave'),
        chord({ x: 1e-300 }, { x: 1 }, { x: 0.5 }, Number.NaN, 'not-convex'),
      ]),
    ],
    [
      'chords of what is not defined at a point of an edge',
      boxSaying('1/(x^2 + y)', 'x -1 1; y 0 1', 'mixed', { method: 'witnesses' }, [
        chord({ x: -1, y: 1 }, { x: 1, y: 1 }, { x: 0, y: 1 }, 0.5, 'not-convex'),
        chord({ x: 1, y: 0 }, { x: 1, y: 1 }, { x: 1, y: 0.5 }, 0.75 - 2 / 3, 'not-concave'),
      ]),
    ],
    [
      'a name that is read as a product of names',
      {
        ...boxSaying('x + y', 'x 0 1; y 0 1', 'linear', { method: 'identity' }),
        expression: ['subtract', ['multiply', ['name', 'x'], ['name', 'y']], ['name', 'x^1*$y']],
        domain: { ...domainOf('x 0 1; y 0 1'), 'x^1*$y': ['0', '1'] },
      },
    ],
  ])('%s', (_, certificate) => {
    expect(accepts(certificate)).toBe(false);
  });

  test('two parts of one variable', () => {
    const again = boxSaying('2*y^2', 'y 0 1', 'convex', { method: 'sum', parts: [bowl, bowl] });
    expect(accepts(again)).toBe(false);
  });
});

function nested(depth: number): EncodedExpression {
  let e: EncodedExpression = ['name', 'x'];
  for (let i = 0; i < depth; i++) e = ['negate', e];
  return e;
}

/** A form of forms, each standing several times in the next. */
function swelling(depth: number): EncodedExpression {
  let e: EncodedExpression = ['name', 'x'];
  for (let i = 0; i < depth; i++)
    e = ['power', ['add', ['add', e, ['divide', '1', ['add', '2', e]]], ['call', 'exp', e]], '3'];
  return e;
}

describe('what is no certificate is refused, soon and without a throw', () => {
  const line = lineSaying('x^2', 'x 0 1', 'convex', [1]);
  const box = byRule('x^2 + y^2', 'x 0 1; y 0 1', 'convex', 'sum');
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x${i}`, ['0', '1']]));

  test.each<readonly [string, unknown]>([
    ...[null, undefined, 7, 'line', [], {}, { kind: '__proto__' }, { kind: 'constructor', verdict: 'convex' }].map(
      (x) => [`${JSON.stringify(x)}`, x] as const,
    ),
    ...['1e999', 'NaN', 'Infinity', '-Infinity', '', '1/0', '0x10', '1_0', ' 1', '1.5', '1'.repeat(100_000)].flatMap(
      (text) => [
        [`from ${text.slice(0, 9)}`, { ...line, from: text }] as const,
        [
          `a stretch to ${text.slice(0, 9)}`,
          { ...line, stretches: [{ from: ['0', '0'], to: [text, text], bend: 1 }] },
        ] as const,
        [`a range to ${text.slice(0, 9)}`, { ...box, domain: { x: ['0', text], y: ['0', '1'] } }] as const,
        [`a literal ${text.slice(0, 9)}`, { ...line, expression: ['multiply', text, ['name', 'x']] }] as const,
      ],
    ),
    ['a number in place of a text', { ...line, from: 0, to: 1 }],
    ['a name of its prototype', { ...line, variable: '__proto__' }],
    ['a function of its prototype', { ...line, expression: ['call', 'constructor', ['name', 'x']] }],
    [
      'a rule of its prototype',
      {
        ...box,
        proof: { method: 'rules', tree: { rule: 'toString', text: 'x^2 + y^2', curvature: 'convex', parts: [] } },
      },
    ],
    ['a method of its prototype', { ...box, proof: { method: '__proto__' } }],
    ['no proof', { ...box, proof: undefined }],
    ['bends that are none', { ...line, stretches: [{ ...line.stretches[0], bend: Number.NaN }] }],
    ['bends in words', { ...line, stretches: [{ ...line.stretches[0], bend: '1' }] }],
    ['ends that are none', { ...line, ends: [0] }],
    ['deep nesting', { ...line, expression: nested(200_000) }],
    [
      'deep nesting of proofs',
      {
        ...box,
        proof: Array.from({ length: 20_000 }).reduce((proof) => ({ method: 'equal', to: box.expression, proof }), {}),
      },
    ],
    ['forms that swell', { ...line, verdict: 'concave', expression: swelling(6) }],
    [
      'a power of powers',
      { ...line, verdict: 'concave', expression: ['power', ['power', '9', '999999999'], ['name', 'x']] },
    ],
    ['many variables', { ...box, verdict: 'concave', expression: encode(formula('ln(x0*x1 + 1)')), domain: many }],
    ['a great many stretches', { ...line, stretches: Array.from({ length: 5000 }, () => line.stretches[0]) }],
  ])('%s', (_, certificate) => {
    const checked = checkCertificate(certificate as Certificate);
    expect(checked.valid).toBe(false);
  });
});
