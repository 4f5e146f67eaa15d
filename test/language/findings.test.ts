import { expect, test } from 'vitest';
import type { FindingCode } from '../../src/economy/finding.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { check } from './check.ts';

type Row = readonly [string, ...(readonly [FindingCode, string])[]];

const GOODS = 'good apples, bananas\n';
const ALICE = 'agent Alice { frontier apples + bananas <= 10 }\n';
const UNITS = 'unit kg, l\ngood wood : kg, sap : l, apples\n';

/** Each found at its exact place, with its code and what to do. */
const CASES: readonly Row[] = [
  // Names.
  [
    `${GOODS}agent A { frontier «banannas» = 10 - «appels» }`,
    ['unknown-name', 'Did you mean `bananas`?'],
    ['unknown-name', 'Did you mean `apples`?'],
  ],
  [`${GOODS}agent A { frontier bananas = «sqrt» - apples }`, ['unknown-name', 'Call it, as in `sqrt(x)`']],
  [`${GOODS}agent A { frontier bananas = 10 - «sqr»(apples) }`, ['unknown-name', 'Did you mean `sqrt`?']],
  [`${GOODS}agent A { frontier bananas = 10 - «apples»(2) }`, ['unknown-name', 'For a product write `apples * (…)`']],
  [`${GOODS}agent A { frontier bananas = 10 - «A» }`, ['unknown-name', 'an agent, not a number']],
  [`${GOODS}agent A { frontier bananas = 10 - «hil»(apples, 1, 2) }`, ['unknown-name', '`hill`']],
  [
    `${GOODS}param k = 1\nagent A { frontier «k» = 10 - apples }`,
    ['unknown-name', 'is a param, but a good must stand here'],
  ],
  [`${GOODS}${ALICE}maximize «total»(apples)`, ['unknown-name', 'can stand in an `assert`']],
  [`${GOODS}agent A { frontier bananas = 10 - «site.area» * apples }`, ['unknown-name', 'no row is called `site`']],
  [`good «x»`, ['unused-good', 'nothing names it']],
  [`good g : «kgg»\nunit kg`, ['unknown-name', 'Did you mean `kg`?']],
  // Twice.
  [`good apples, «apples»`, ['duplicate-name', 'already declared']],
  [`good apples\nparam «apples» = 1`, ['duplicate-name', 'already declared']],
  [`${GOODS}${ALICE}agent «Alice» { frontier apples <= 1 }`, ['duplicate-name', 'another name']],
  [`unit kg, «kg»`, ['duplicate-name', 'already declared']],
  [`fun f(x, «x») = x`, ['duplicate-name', 'already declared']],
  [`economy A\n«economy» B`, ['duplicate-name', 'one `economy`']],
  [`${GOODS}${ALICE}maximize apples\n«maximize» bananas`, ['several-objectives', 'one objective']],
  // Units.
  [`${UNITS}agent A { frontier «wood + sap» <= 1 }`, ['unit-mismatch', '`1 * wood + 1 * sap`']],
  [`${UNITS}agent A { frontier wood = «sap» }`, ['unit-mismatch', '`wood` is in kg, but `sap` is in l']],
  [`${UNITS}agent A { frontier wood = exp(«sap») }`, ['unit-mismatch', '`sap / 1`']],
  [`${UNITS}agent A { frontier wood = 10 - 2^«sap» }`, ['unit-mismatch', 'An exponent is a plain number']],
  [`${UNITS}agent A { frontier wood = if «apples < sap» then 1 else 2 }`, ['unit-mismatch', 'is in l']],
  [`${UNITS}agent A { frontier wood = 1 * (10 - apples) for apples in 0..«3 [kg]» }`, ['unit-mismatch', 'in kg']],
  [`${UNITS}fun sum(x, y) = x + y\nagent A { frontier «sum(wood, sap)» <= 1 }`, ['unit-mismatch', 'is in kg']],
  [`unit kg\nparam m = 3 [kg] in 1..«10 [h]»\nunit h\nlet z = m`, ['unit-mismatch', 'in h']],
  [`unit kg\nunit «c» = 3 + 2`, ['unit-mismatch', 'a number above 0']],
  [
    `${UNITS}let bad = «wood + sap»\nagent A { frontier wood = 1 * bad }\nagent B { frontier bad <= 1 }`,
    ['unit-mismatch', ''],
  ],
  [`${UNITS}fun bad(x) = x * («wood + sap»)\nagent A { frontier wood = bad(1) }`, ['unit-mismatch', '']],
  // Frontiers.
  [`${GOODS}agent A { «frontier bananas = 10 - bananas» }`, ['not-a-frontier', 'on both sides']],
  [`${GOODS}agent A { frontier «2*bananas» = 10 - apples }`, ['not-a-frontier', 'one good']],
  [`${GOODS}agent A { frontier «apples + bananas == 3» }`, ['not-a-frontier', 'apples + bananas <= 10']],
  [`${GOODS}agent A { frontier «apples <= 3 and bananas <= 3» }`, ['not-a-frontier', 'a `frontier` line of its own']],
  [`${GOODS}agent A { «frontier 3 <= 4» }`, ['not-a-frontier', 'names at least one good']],
  [`${GOODS}agent «A» { }`, ['not-a-frontier', 'has no frontier']],
  [`${GOODS}agent A { «apples = 3» }`, ['not-a-frontier', 'needs a budget']],
  [`${GOODS}agent A { «budget» hours <= 8 }`, ['not-a-frontier', 'spent on']],
  [
    `${GOODS}agent A { budget hours <= 8\n apples = hours\n bananas = «2 * apples» }`,
    ['not-a-frontier', 'names the good `apples`'],
  ],
  [
    `${GOODS}agent A { frontier bananas = 1 - apples\n «frontier» apples <= 1 }`,
    ['not-a-frontier', 'Only implicit frontiers'],
  ],
  [`${GOODS}agent A { «frontier» through (apples, bananas): (1, 1) }`, ['not-a-frontier', 'two points']],
  [`${GOODS}agent A { frontier through (apples, bananas): (0, 1), «(1)» }`, ['bad-data', 'Write one for each']],
  [`${GOODS}agent A { frontier among (apples, bananas): («-1», 1) }`, ['bad-data', 'start from 0']],
  [`${GOODS}agent A { frontier apples <= 1 at «bananas = 1» }`, ['bad-data', 'does not make']],
  [`good a, b, c\nagent A { frontier a + b + c <= 1 «at a = 1» }`, ['bad-data', 'all but one']],
  // Numbers.
  [`${GOODS}param k = 1 in «3..0»\nagent A { frontier apples + bananas <= k }`, ['bad-range', 'Write `0..3`']],
  [`${GOODS}param k = «5» in 0..3\nagent A { frontier apples + bananas <= k }`, ['bad-range', 'outside the range']],
  [`${GOODS}param k = 1 in 0..3 step «0»\nagent A { frontier apples + bananas <= k }`, ['bad-range', 'above 0']],
  [`${GOODS}agent A { frontier bananas = 3 - apples for apples in «3..1» }`, ['bad-range', '`1..3`']],
  [`${GOODS}agent A { frontier bananas = 3 - apples for apples in «-1»..1 }`, ['bad-range', 'start from 0']],
  [`${GOODS}agent A[«0»] { frontier apples + bananas <= 1 }`, ['bad-count', 'from 1 to 10^12']],
  [`${GOODS}agent A[«1.5»] { frontier apples + bananas <= 1 }`, ['bad-count', 'whole number']],
  [`${GOODS}agent A[«10^12 + 1»] { frontier apples + bananas <= 1 }`, ['bad-count', 'from 1 to 10^12']],
  [`let big = «1e400»`, ['bad-data', 'beyond']],
  [`param k = 1\nparam m = «k»`, ['bad-data', 'fixed number']],
  // Definitions.
  [`let «a» = b\nlet «b» = a`, ['cyclic-definition', 'a → b → a'], ['cyclic-definition', 'b → a → b']],
  [`fun «f»(x) = f(x - 1)`, ['cyclic-definition', 'f → f']],
  [`unit a = 2 [b]\nunit «b» = 2 [a]`, ['cyclic-definition', 'defined by itself']],
  // Warnings and hints.
  [
    `good apples, «pears»\nagent A { frontier apples <= 1 }\nmaximize apples * pears`,
    ['unproduced-good', 'No agent makes `pears`'],
  ],
  [`good apples\nparam «k» = 1\nagent A { frontier apples <= 1 }\nmaximize apples`, ['unused-param', 'remove it']],
  [
    `good apples\nfun f(«apples») = apples\nagent A { frontier f(apples) <= 1 }\nmaximize apples`,
    ['shadowed-name', 'hides the good'],
  ],
  [`good «e»\nagent A { frontier e <= 1 }\nmaximize e`, ['shadowed-name', 'the constant']],
  [`good apples\nagent «A» { frontier apples <= 1 }`, ['no-objective', '`maximize`']],
  // Numbers and conditions.
  [`let a = 1 + («2 < 3»)`, ['syntax', 'A number is needed']],
  [`let a = if «2» then 3 else 4`, ['syntax', 'A condition is needed']],
  [`let a = «min()»`, ['syntax', 'takes at least 1']],
  [`let a = «sqrt(1, 2)»`, ['syntax', 'takes 1 number']],
  [`assert «3»`, ['syntax', 'A condition is needed']],
  [`${GOODS}${ALICE}assert «Alice»`, ['syntax', 'Say what holds']],
  [`${GOODS}${ALICE}assert «Alic» is concave`, ['unknown-name', 'Did you mean `Alice`?']],
  [`${GOODS}${ALICE}assert kinds(«apples») == 2`, ['unknown-name', 'is a good, but an agent']],
  [`${GOODS}${ALICE}assert price(«Alice») > 2`, ['unknown-name', 'is an agent, but a good']],
  [`${GOODS}${ALICE}assert total(apples) in «3..1»`, ['bad-range', '`1..3`']],
  [`${GOODS}agent A { frontier bananas = 1 - «log»(apples + 1) }`, ['unknown-name', 'Did you mean `ln` or `log10`?']],
  [`${GOODS}${ALICE}«proportions apples : bananas = 0 : 0»`, ['bad-range', 'above 0']],
  [`param n = 3\n${GOODS}agent A[«n»] { frontier apples <= 1 }`, ['bad-count', 'no param']],
  [`param k = «9^9^9»`, ['bad-data', 'beyond what']],
  [`«seed 1e99999999»`, ['bad-count', 'whole number']],
  [`unit kg\ngood w : «kg^1e99999999»`, ['unit-mismatch', 'exponent']],
  [`unit kg\nunit «t» = 1e99999999 [kg]`, ['unit-mismatch', 'a number above 0']],
  [`${GOODS}${ALICE}assert kinds(«Bob») == 2`, ['unknown-name', 'No agent is called']],
  // Members that differ.
  [
    `${GOODS}agent A[9] { vary s ~ «unifrom»(1, 2)\n frontier s * apples + bananas <= 1 }`,
    ['unknown-name', 'Did you mean `uniform`'],
  ],
  [
    `${GOODS}agent A[9] { vary s ~ «normal»(1)\n frontier s * apples + bananas <= 1 }`,
    ['bad-data', 'takes 2 numbers, as in `normal(10, 2)`, not 1'],
  ],
  [
    `${GOODS}agent A[9] { vary s ~ uniform(2, «1»)\n frontier s * apples + bananas <= 1 }`,
    ['bad-range', '`2` is not below `1`'],
  ],
  [
    `${GOODS}agent A[9] { vary s ~ normal(2, «-1»)\n frontier s * apples + bananas <= 1 }`,
    ['bad-range', 'A spread is 0 or more'],
  ],
  [
    `${GOODS}agent A[9] { vary s ~ uniform(1, «apples»)\n frontier s * apples + bananas <= 1 }`,
    ['bad-data', 'names the good `apples`'],
  ],
  [
    `${GOODS}unit kg, h\nagent A[9] { vary s ~ uniform(1 [kg], «2 [h]»)\n frontier s/s * apples + bananas <= 1 }`,
    ['unit-mismatch', 'in one unit'],
  ],
  // Markets.
  [
    `${GOODS}agent A { «endowment» apples = 1\n «utility» apples * bananas\n «owns» M = 1 }\n«firm» M { make apples = bananas }`,
    ['without-market', '`endowment` plays a part in a market only'],
    ['without-market', '`utility`'],
    ['without-market', '`owns`'],
    ['without-market', '`firm`'],
  ],
  [`${GOODS}${ALICE}«market»`, ['no-utility', 'somebody must want something']],
  [
    `${GOODS}agent «A» { endowment apples = 1 }\nagent B { endowment bananas = 1\n utility apples }\nmarket`,
    ['no-utility', '`A` owns something, but wants nothing'],
  ],
  [`${GOODS}${ALICE}agent B { utility «3» }\nmarket`, ['no-utility', 'names none']],
  [
    `${GOODS}${ALICE}agent B { utility apples\n «utility» bananas }\nmarket`,
    ['several-objectives', 'A consumer has one utility'],
  ],
  [`${GOODS}agent B { endowment apples = «-1»\n utility bananas }\nmarket`, ['bad-data', 'start from 0']],
  [`${GOODS}agent B { endowment apples = «bananas»\n utility bananas }\nmarket`, ['bad-data', 'names a good']],
  [
    `${GOODS}agent B { endowment apples = 1, «apples = 2»\n utility bananas }\nmarket`,
    ['duplicate-name', 'Say once how much of it is owned'],
  ],
  [`${GOODS}agent B { endowment «aples» = 1\n utility bananas }\nmarket`, ['unknown-name', 'Did you mean `apples`?']],
  [`${UNITS}agent B { endowment wood = «3 [l]»\n utility wood }\nmarket`, ['unit-mismatch', 'in l']],
  [`${UNITS}agent B { utility «wood + sap» }\nmarket`, ['unit-mismatch', '`1 * wood + 1 * sap`']],
  [
    `${GOODS}${ALICE}agent B { utility apples\n owns «Mil» = 1 }\nfirm Mill { make apples = bananas }\nmarket`,
    ['unknown-name', 'No firm is called `Mil`. Did you mean `Mill`?'],
  ],
  [
    `${GOODS}${ALICE}agent B { utility apples\n owns «Mil» = 1 }\nmarket`,
    ['unknown-name', 'Declare it, as in `firm Mil'],
  ],
  [
    `${GOODS}${ALICE}agent B { utility apples\n owns «Alice» = 1 }\nmarket`,
    ['unknown-name', '`Alice` is an agent, but a firm must stand here'],
  ],
  [
    `${GOODS}agent B { utility apples\n owns «M = 1.5» }\nagent C { utility apples\n owns «M = -0.1» }\nfirm M { make apples = bananas }\nmarket`,
    ['bad-shares', 'lies in 0..1'],
    ['bad-shares', 'lies in 0..1'],
  ],
  [
    `${GOODS}param s = 0.7\nagent B { utility apples\n owns M = 1/3 }\nagent C { utility apples\n owns «M = s» }\nfirm M { make apples = bananas }\nmarket`,
    ['bad-shares', 'the shares of `M` come to more than 1'],
  ],
  [
    `${GOODS}agent B { utility apples\n owns M = 0.2, «M = 0.2» }\nfirm M { make apples = bananas }\nmarket`,
    ['duplicate-name', 'one share'],
  ],
  [
    `${GOODS}agent B { utility apples\n owns M = «apples» }\nfirm M { make apples = bananas }\nmarket`,
    ['bad-shares', 'names a good'],
  ],
  [
    `${UNITS}agent B { utility wood\n owns M = «1 [kg]» }\nfirm M { make wood = 1 * apples }\nmarket`,
    ['unit-mismatch', 'in kg'],
  ],
  [`${GOODS}agent B { utility apples }\nfirm «M» { }\nmarket`, ['not-a-frontier', '`M` makes nothing']],
  [
    `${GOODS}agent B { utility apples }\nfirm M { make «apples = 2 * apples» }\nmarket`,
    ['not-a-frontier', 'both used up and made'],
  ],
  [
    `${GOODS}agent B { utility apples }\nfirm M { make «apples = 2», bananas = apples^0.5 }\nmarket`,
    ['not-a-frontier', '`apples` is both used up and made'],
  ],
  [
    `${UNITS}agent B { utility wood }\nfirm M { make wood = «sap» }\nmarket`,
    ['unit-mismatch', '`wood` is in kg, but `sap` is in l'],
  ],
  [
    `${GOODS}agent B { utility apples }\nfirm M[«0»] { make apples = bananas }\nmarket`,
    ['bad-count', 'from 1 to 10^12'],
  ],
  [
    `${GOODS}agent B[9] { vary s ~ uniform(1, 2)\n utility «apples * s» }\nmarket`,
    ['not-yet-supported', '`s` differs from member to member'],
  ],
  [
    `good apples, «pears»\nagent B { endowment apples = 1\n utility apples * pears }\nmarket`,
    ['unproduced-good', 'Nobody makes or owns `pears`'],
  ],
  // Not computed yet: once, at its place.
  [`«import» "x.econ"\n${GOODS}agent A { frontier unknown + apples <= 1 }`, ['not-yet-supported', '`import`']],
  [
    `${GOODS}«group» T[5] { good s, w\n agent P { frontier s + w <= 1 }\n yields apples = min(s, w) }\nassert T.P mixes`,
    ['not-yet-supported', '`group`'],
  ],
  [
    `${GOODS}${ALICE}param k = 1\n«scenario» dry { k = 2 }\n«sweep» k in 0..1 steps 3`,
    ['not-yet-supported', 'solved without it'],
    ['not-yet-supported', 'solved without it'],
  ],
];

test.each(CASES.map(([text, ...expected]) => ({ text, expected })))('$text', ({ text, expected }) =>
  check(text, expected),
);

test('what changes the result is an error, what asks for more is not', () => {
  const severities = (text: string) =>
    parseEconomy(text).findings.flatMap(({ code, severity }) => (code === 'not-yet-supported' ? [severity] : []));
  expect(severities(`${GOODS}${ALICE}import "crops.econ"`)).toEqual(['error']);
  expect(severities(`${GOODS}${ALICE}param k = 1\nsweep k in 0..1 steps 3\nmaximize apples`)).toEqual(['information']);
});

test('near names and replacements are there for quick fixes', () => {
  const data = (text: string) => parseEconomy(text).findings.map((finding) => finding.data);
  expect(data(`${GOODS}agent A { frontier banannas = 10 - apples }\nmaximize bananas`)).toContainEqual({
    name: 'banannas',
    near: ['bananas'],
    declare: 'good',
  });
  expect(data(`${UNITS}agent A { frontier wood + sap <= 1 }\nmaximize apples`)).toContainEqual({
    fix: 'weights',
    replacement: '1 * wood + 1 * sap',
  });
  for (const [text, replacement] of [
    ['wood = 10 - 2^sap', '(sap / 1)'],
    ['wood = 10 - sap^apples', '(sap / 1)'],
    ['wood = sap', '1 * sap'],
    ['wood = sap + sap', '1 * (sap + sap)'],
  ] as const)
    expect(data(`${UNITS}agent A { frontier ${text} }`)).toContainEqual({ fix: 'weights', replacement });
  expect(data('agnt A { }')).toContainEqual({ name: 'agnt', near: ['agent'] });
  expect(data('param k = 1 in 3..0')).toContainEqual({ fix: 'sort-range', replacement: '0..3' });
});
