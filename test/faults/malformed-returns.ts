import fc from 'fast-check';
import { aHostileText } from './malformed-graphql.js';

/* Submissions each of which must be refused: a good one with one thing wrong that no rule allows. */

/** A good one, for the phase and force that every spoilt one here is for. */
export const GOOD_RETURN = { phase: 'scorpion-3', force: 'dorset', figures: [{ measure: 'arrests', value: 5 }] };

export const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  __typename ... on Rejection { problems { code message } } } }`;

/** Stands for a number that JSON.stringify would not write. */
const RAW = '@raw:';
const raw = (number: string): string => `${RAW}${number}`;

/** No text, nor anything that GraphQL would make one of. */
const noText = fc.constantFrom<unknown>(true, 1.5, {}, { a: 1 }, [[]], ['a', 'b']);
const unstorable = fc.constantFrom('\u0000', 'a\u0000', '\uD800', 'x\uDFFFx', '\u0007', '\u001B[0m', '\u0085');
const unknownCode = aHostileText.map((text) => `no-${text}`);
const noDay = fc.constantFrom<unknown>(
  'yesterday',
  '2024-02-30',
  '2024-13-01',
  '0000-00-00',
  '+12024-01-01',
  '',
  20240101,
  {},
);
const noCount = fc.oneof(
  fc.constantFrom<unknown>(
    -1,
    1.5,
    1e12,
    1e21,
    2 ** 53,
    1e308,
    5e-324,
    '5',
    '',
    true,
    [],
    {},
    [5, 6],
    raw('1e400'),
    raw('-1e400'),
  ),
  fc.integer({ max: -1 }),
  fc.bigInt(10n ** 12n, 10n ** 40n).map((big) => raw(big.toString())),
  fc.integer({ min: 0, max: 1000 }).map((whole) => whole + 0.25),
);

const arrests = (given: object): object => ({ figures: [{ measure: 'arrests', value: 5, ...given }] });

/** What replaces or joins the fields of the good one. */
const aSpoiling: fc.Arbitrary<object> = fc.oneof(
  noCount.map((value) => arrests({ value })),
  fc.oneof(unknownCode, noText).map((measure) => arrests({ measure })),
  unknownCode.map((breakdown) => arrests({ breakdown })),
  fc.constantFrom<unknown>('GRAM', 'KILOGRAM', 'GBP', 'gram', '', 5, {}).map((unit) => arrests({ unit })),
  fc.constantFrom<unknown>('UNQUANTIFIED', 'exact', '', 1, [[]]).map((qualifier) => arrests({ qualifier })),
  fc.oneof(unstorable, noText, fc.constant('x'.repeat(2001))).map((note) => arrests({ note })),
  fc.constantFrom('AT_LEAST', 'ALMOST', 'APPROXIMATE').map((qualifier) => arrests({ value: 0, qualifier })),
  fc.oneof(unknownCode, noText, fc.constantFrom<unknown>(null, '', 3)).map((phase) => ({ phase })),
  fc.oneof(unknownCode, noText, fc.constantFrom<unknown>(null, '', 3)).map((force) => ({ force })),
  fc.constantFrom<unknown>([], null, {}, [[]], 5, 'arrests', [null], [5], [{}]).map((figures) => ({ figures })),
  fc
    .integer({ min: 2, max: 6000 })
    .map((length) => ({ figures: Array.from({ length }, () => GOOD_RETURN.figures[0]) })),
  fc.oneof(unknownCode, noText, fc.constant('arrests')).map((nil) => ({ nil: [nil] })),
  fc.oneof(unknownCode, noText, fc.constant('arrests')).map((notApplicable) => ({ notApplicable: [notApplicable] })),
  fc.constantFrom<unknown>('true', 1, {}, [[]]).map((othersNil) => ({ othersNil })),
  fc.oneof(noDay, noText).map((asAt) => ({ asAt })),
  noDay.map((from) => ({ window: { from, to: '2022-11-20' } })),
  fc.constantFrom<unknown>({}, [[]], 5, { from: '2022-11-20', to: '2022-11-19' }).map((window) => ({ window })),
  fc.oneof(unstorable, noText, fc.constant('x'.repeat(5001))).map((note) => ({ note })),
  fc.oneof(unstorable, noText, fc.constant('x'.repeat(2001))).map((reason) => ({ reason })),
  fc.constantFrom<unknown>(1, -1, 1.5, 2 ** 31, '0', true, {}, [[]]).map((expectedVersion) => ({ expectedVersion })),
  fc.oneof(unstorable, noText, fc.constantFrom('', 'k'.repeat(201))).map((idempotencyKey) => ({ idempotencyKey })),
  aHostileText.map((field) => Object.fromEntries([[`${field}!`, 1]])),
);

/** The variables of a submission that must be refused, as JSON. */
export const aBadReturn: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: aSpoiling.map((spoiling) => asJson({ ...GOOD_RETURN, ...spoiling })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('"__proto__":{"phase":"scorpion-3"}', '"constructor":null', '"hasOwnProperty":1', '"":""')
      .map((field) => asJson(GOOD_RETURN).replace('{"phase"', `{${field},"phase"`)),
  },
);

/** As it stands in a request's `variables`. */
function asJson(input: object): string {
  return JSON.stringify({ input }).replaceAll(new RegExp(`"${RAW}([^"]*)"`, 'g'), '$1');
}
