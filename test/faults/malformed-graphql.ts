import fc from 'fast-check';

/* GraphQL as nobody should send it. None of it, with none of these variables, does anything if it is taken after all. */

const NAMES = [
  'query',
  'mutation',
  'subscription',
  'fragment',
  'on',
  'true',
  'null',
  'input',
  'schema',
  'extend',
  'repeatable',
  'forces',
  'phase',
  'phases',
  'regionalTotals',
  'return',
  'measures',
  'submitReturn',
  'defineMeasure',
  'breakdowns',
  'code',
  'name',
  'totals',
  'byForce',
  'coverage',
  'value',
  'asOf',
  'problems',
  'participants',
  'asks',
  'measure',
  '__typename',
  '__schema',
  '__type',
  'Query',
  'Force',
  'SubmitReturnInput',
  'Decimal',
  'ID',
  'Int',
  'x',
  '_',
  'é',
];
const TOKENS = [
  ...NAMES,
  '{',
  '}',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '!',
  '=',
  '|',
  '&',
  '$',
  '@',
  '...',
  ',',
  '#',
  '\n',
  '"',
  '"""',
  '\\',
  '$v',
  '@skip(if: true)',
  '@include(if: $v)',
  '@defer',
  '@nobody',
  '"text"',
  '"""block"""',
  '"\\u{110000}"',
  '-',
  '.',
  '0',
  '-0',
  '01',
  '1.',
  '1e',
  '1e999',
  '-1',
  '99999999999999999999',
  '2147483648',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '🦂',
];

const READS = [
  '{ forces { code name alsoKnownAs } }',
  'query Q($after: ID, $n: Int! = 5) { measures(after: $after, first: $n) { code parts: breakdown } }',
  '{ phase(code: "scorpion-1") { participants { force { code } participation } asks { measure { code name } } } }',
  'query ($v: ID!) { regionalTotals(phase: $v) { asOf totals { value byForce { force { code } value } } } }',
  '{ return(phase: "scorpion-1", force: "dorset", version: 1) { version figures { measure { code } value } } }',
  'fragment F on Force { code ... on Force { name } } { force(code: "dorset") { ...F @include(if: true) } }',
  '{ __schema { types { name fields { name type { name ofType { name } } } } } __type(name: "Force") { name } }',
  '{ measureHistory(measure: "arrests") { version definition } breakdowns(codes: ["drug"]) { parts { code } } }',
];
/** Only ever sent with the variables below, which keep all of them out. */
const WRITES = [
  'mutation ($v: SubmitReturnInput!) { submitReturn(input: $v) { __typename ... on Rejection { problems { code } } } }',
  'mutation M($v: DefineMeasureInput!) { defineMeasure(input: $v) { ... on MeasureDefined { measure { code } } } }',
  'mutation { submitReturn(input: { phase: "nowhere", force: "nobody", figures: [{ measure: "none", value: -1.5 }] }) { __typename } }',
];

const someTokens = fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 });
const aSoup = fc.tuple(someTokens, fc.constantFrom('', ' ', '\n')).map(([tokens, glue]) => tokens.join(glue));
const aSelection = someTokens.map((tokens) => `{ ${tokens.join(' ')} }`);

/** A document with a few pieces cut out, doubled, moved or put in. */
const aMutant = fc
  .record({
    document: fc.constantFrom(...READS, ...WRITES),
    edits: fc.array(
      fc.record({
        how: fc.constantFrom('CUT', 'DOUBLE', 'MOVE', 'PUT'),
        at: fc.nat(400),
        length: fc.integer({ min: 1, max: 30 }),
        to: fc.nat(400),
        text: fc.oneof(fc.constantFrom(...TOKENS), fc.string({ unit: 'binary', maxLength: 5 })),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ document, edits }) =>
    edits.reduce((text, { how, at, length, to, text: put }) => {
      const [start, piece, end] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
      if (how === 'CUT') return start + end;
      if (how === 'DOUBLE') return start + piece + piece + end;
      if (how === 'PUT') return start + put + piece + end;
      const rest = start + end;
      return rest.slice(0, to) + piece + rest.slice(to);
    }, document),
  );

const times = (count: number, of: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => of(n)).join(' ');

/** What is built to be too much: too deep, too wide, too long, in a circle. */
const tooMuch = fc
  .record({
    count: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 3000 })),
    shape: fc.constantFrom(
      (n: number) => `${'{ phase '.repeat(n)}${'}'.repeat(n)}`,
      (n: number) => `{ phases { ${'participants { force { '.repeat(n)} code ${'} } '.repeat(n)} } }`,
      (n: number) => `{ ${times(n, (i) => `a${i}: forces { code }`)} }`,
      (n: number) => `{ forces { ${times(n, () => 'code')} } }`,
      (n: number) => `{ forces ${times(n, () => '@include(if: true)')} { code } }`,
      (n: number) => `{ forces { ...f0 } } ${times(n, (i) => `fragment f${i} on Force { code ...f${(i + 1) % n} }`)}`,
      (n: number) => `{ ...f0 } ${times(n, (i) => `fragment f${i} on Query { a: ...f${i + 1} b: forces { code } }`)}`,
      (n: number) =>
        `{ ...g0 } ${times(Math.min(n, 40), (i) => `fragment g${i} on Query { ...g${i + 1} ...g${i + 1} }`)}`,
      (n: number) => `query (${times(n, (i) => `$v${i}: Int = ${i}`)}) { forces { code } }`,
      (n: number) => times(n, (i) => `query Q${i} { forces { code } }`),
      (n: number) => `{ ${'a'.repeat(100 * n)} }`,
      (n: number) => `{ force(code: "${'\\u0041'.repeat(n)}") { code } }`,
      (n: number) => `{ breakdowns(codes: ${'['.repeat(n)}${']'.repeat(n)}) { code } }`,
      (n: number) => `{ breakdowns(codes: [${times(n, () => '"x",')}]) { code } }`,
      (n: number) => `{ measures(first: ${'9'.repeat(n)}) { code } }`,
      (n: number) => `{ force(code: """${'"'.repeat(n % 3)} \\""" ${'\n'.repeat(n)}""") { code } }`,
      (n: number) => `{ __schema { types { ${'fields { type { '.repeat(n)} name ${'} } '.repeat(n)} } } }`,
      (n: number) => `{ __type(name: "Query") { ${'ofType { '.repeat(n)} name ${'} '.repeat(n)} } }`,
      (n: number) => `${'#'.repeat(n)}\n${','.repeat(n)}\uFEFF{ forces { code } }`,
    ),
  })
  .map(({ count, shape }) => shape(count));

/** A GraphQL document, or something in the place of one. */
export const aDocument: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: aSoup },
  { weight: 2, arbitrary: aSelection },
  { weight: 4, arbitrary: aMutant },
  { weight: 2, arbitrary: tooMuch },
  { weight: 1, arbitrary: fc.constantFrom(...READS, ...WRITES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
);

/** Text that trips who takes it for plain words. */
export const aHostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\u0000',
      'a\u0000b',
      '\uD800',
      '\uDC00\uD800',
      '\uFFFF',
      '\u202E',
      '🦂'.repeat(50),
      '__proto__',
      'constructor',
    ],
    ...[
      'toString',
      'hasOwnProperty',
      "'; DROP TABLE figures; --",
      '${7*7}',
      '{{7*7}}',
      '%s%n',
      '../../etc/passwd',
      'NaN',
    ],
    ...[
      'Infinity',
      'null',
      'undefined',
      '<script>',
      '\r\nX: y',
      'x'.repeat(5000),
      '\\u0000',
      '%00',
      '1e400',
      '0x10',
      '½',
      '١',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Any JSON value, not seldom an odd one. */
const aJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, -1, 1.5, 1e12, 1e21, 5e-324, 2 ** 53, 1e308, [], {}, [[]], [null], {
    length: 1,
  }),
  aHostileText,
  fc.jsonValue({ maxDepth: 3 }),
);

/** Variables that fit nothing, or that what they fit refuses. */
export const someVariables: fc.Arbitrary<unknown> = fc.oneof(
  aJson,
  fc.record({ v: aJson, after: aJson, n: aJson }, { requiredKeys: [] }),
  aHostileText.map((name) => Object.fromEntries([[name, 1]])),
);
