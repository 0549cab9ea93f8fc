import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { aDocument, aHostileText, someVariables } from './malformed-graphql.js';
import { aBadReturn, GOOD_RETURN, SUBMIT } from './malformed-returns.js';

/* Requests that nobody should send, from the words of GraphQL down to the bytes of HTTP. */

/** Bytes for a connection of their own. */
export interface Request {
  /** Latin 1: a character a byte. */
  readonly text: string;
  /**
   * ANSWERED: whole as HTTP, so that an answer must come. PERHAPS: the service may hang up. HALF: the end is missing, and
   * the sender goes away.
   */
  readonly answer: 'ANSWERED' | 'PERHAPS' | 'HALF';
}

const ANALYST = 'Bearer demo-analyst-dorset';
const JSON_TYPE = 'application/json';
/** Smaller ones are read to their end, so that their answer arrives. */
const SURELY_READ = 500_000;

interface Parts {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer | string;
}

/** A request that is whole as HTTP; more or fewer headers than these may be what is wrong with it. */
function whole({ method = 'POST', path = '/graphql', headers = [], body = '' }: Parts): Request {
  const bytes = Buffer.from(body);
  const fields = [['Host', 'localhost'], ['Connection', 'close'], ...headers];
  if (bytes.length > 0) fields.push(['Content-Length', `${bytes.length}`]);
  const head = `${method} ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return { text: head + bytes.toString('latin1'), answer: bytes.length < SURELY_READ ? 'ANSWERED' : 'PERHAPS' };
}

const asking = (authorization: string, type = JSON_TYPE): [string, string][] => [
  ['Authorization', authorization],
  ['Content-Type', type],
];

const aHeaderText = fc.oneof(
  aHostileText.map((text) =>
    Buffer.from(text)
      .toString('latin1')
      .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, ''),
  ),
  fc.constantFrom(
    '*',
    '*/*',
    ';',
    ',',
    '=',
    '"',
    'q=0',
    '\t',
    'x'.repeat(3000),
    '\xff\xfe',
    '-1',
    '0',
    '{}',
    '() { :; };',
  ),
);
const aToken = fc.oneof(
  fc.constantFrom(
    ANALYST,
    'Bearer demo-coordinator',
    'Bearer demo-press',
    'Bearer demo-admin',
    'Bearer demo-pcc-dorset',
  ),
  fc.constantFrom(
    '',
    'Bearer',
    'Bearer ',
    'bearer x y',
    'Basic ZGVtbzpkZW1v',
    'Bearer ' + 'a'.repeat(8000),
    'Bearer %00',
    'Digest',
  ),
  aHeaderText.map((text) => `Bearer ${text}`),
);

const graphql = fc
  .record({
    token: aToken,
    query: aDocument,
    variables: someVariables,
    operationName: fc.constantFrom(undefined, 'Q', 'M', ''),
  })
  .map(({ token, ...body }) => whole({ headers: asking(token), body: JSON.stringify(body) }));

const badReturns = fc
  .record({ variables: aBadReturn, token: fc.constantFrom(ANALYST, 'Bearer demo-coordinator') })
  .map(({ variables, token }) =>
    whole({ headers: asking(token), body: `{"query":${JSON.stringify(SUBMIT)},"variables":${variables}}` }),
  );

/** A good submission: what carries it must be bad enough that it is not taken. */
const GOOD = JSON.stringify({ query: SUBMIT, variables: { input: GOOD_RETURN } });
/** With a note whose bytes are no UTF-8. */
const goodWith = (note: readonly number[]): Buffer => {
  const [start, end] = JSON.stringify({ query: SUBMIT, variables: { input: { ...GOOD_RETURN, note: '@' } } }).split(
    '@',
  );
  return Buffer.concat([Buffer.from(start!), Buffer.from(note), Buffer.from(end!)]);
};

const badCarriers: fc.Arbitrary<Request> = fc.oneof(
  fc
    .constantFrom(
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'json',
      '',
    )
    .map((type) => whole({ headers: asking(ANALYST, type), body: GOOD })),
  fc
    .constantFrom('utf-16', 'utf-16le', 'utf-32', 'utf-16be')
    .map((charset) => whole({ headers: asking(ANALYST, `${JSON_TYPE}; charset=${charset}`), body: GOOD })),
  fc
    .constantFrom('latin1', 'ascii', 'utf8mb4', 'none', 'utf-99')
    .map((charset) => whole({ headers: asking(ANALYST, `${JSON_TYPE}; charset=${charset}`), body: GOOD })),
  fc
    .constantFrom('text/html', 'image/png', 'application/json;q=0', 'text/*')
    .map((accept) => whole({ headers: [...asking(ANALYST), ['Accept', accept]], body: GOOD })),
  fc
    .constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'SEARCH')
    .map((method) => whole({ method, headers: asking(ANALYST), body: GOOD })),
  fc
    .constantFrom(
      '/',
      '/phases',
      '/phases/scorpion-7',
      '/glossary',
      '/graphqll',
      '/graphql/x',
      '//graphql',
      '/health/ready',
      '/metrics',
      '/explorer',
      '/schema',
      '/%67%72',
    )
    .map((path) => whole({ path, headers: asking(ANALYST), body: GOOD })),
  fc
    .constantFrom(
      'Bearer nobody',
      'Bearer demo-press',
      'Bearer demo-analyst-wiltshire',
      'Bearer demo-pcc-dorset',
      'Basic x',
      '',
    )
    .map((token) => whole({ headers: asking(token), body: GOOD })),
  fc
    .integer({ min: 1, max: GOOD.length - 1 })
    .map((end) => whole({ headers: asking(ANALYST), body: GOOD.slice(0, end) })),
  fc
    .constantFrom(
      `[${GOOD}]`,
      `[${GOOD},${GOOD}]`,
      `${GOOD}${GOOD}`,
      `${GOOD}x`,
      `'${GOOD}'`,
      JSON.stringify(GOOD),
      `(${GOOD})`,
    )
    .map((body) => whole({ headers: asking(ANALYST), body })),
  fc
    .constantFrom(
      [0xff],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xe2, 0x82],
      [0x80],
      [0xfe, 0xff],
    )
    .map((note) => whole({ headers: asking(ANALYST), body: goodWith(note) })),
  fc
    .constantFrom('gzip', 'deflate', 'br', 'zstd', 'compress', 'x', 'gzip, gzip', 'identity, br', '\xff')
    .map((encoding) => whole({ headers: [...asking(ANALYST), ['Content-Encoding', encoding]], body: GOOD })),
  fc
    .record({
      with: fc.constantFrom('gzip', 'deflate', 'br'),
      cut: fc.integer({ min: 1, max: 60 }),
      flip: fc.boolean(),
    })
    .map((how) => {
      const bytes = compressed[how.with](Buffer.from(GOOD));
      const broken = Buffer.from(bytes.subarray(0, bytes.length - how.cut));
      if (how.flip) broken[broken.length >> 1]! ^= 0xff;
      return whole({ headers: [...asking(ANALYST), ['Content-Encoding', how.with]], body: broken });
    }),
);

const compressed = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
/** Far more than a body may have, in some thousand bytes. */
const BOMBS = Object.entries(compressed).map(([encoding, compress]) => {
  const body = compress(Buffer.alloc(16 * 1024 * 1024, ' '));
  return whole({ headers: [...asking(ANALYST), ['Content-Encoding', encoding]], body });
});

const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

/** JSON, or nearly, that is no request of GraphQL over HTTP. */
const badBodies: fc.Arbitrary<Request> = fc
  .oneof(
    fc.constantFrom<Buffer | string>(
      ...[
        '',
        ' ',
        'null',
        'true',
        '5',
        '""',
        '[]',
        '{}',
        '[{}]',
        '{"query":null}',
        '{"query":5}',
        '{"query":[]}',
        '{"query":{}}',
      ],
      ...[
        '{"query":""}',
        '{"query":"{__typename}","variables":5}',
        '{"query":"{__typename}","variables":"{}"}',
        '{"query":"\\uD800"}',
      ],
      ...[
        '{"query":"{__typename}","variables":[]}',
        '{"query":"{__typename}","operationName":5}',
        '{"query":"{__typename}","operationName":{}}',
      ],
      ...[
        '{"query":"{__typename}","extensions":5}',
        '{"query":"{__typename}","extensions":{"persistedQuery":{"version":1}}}',
      ],
      ...[
        '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
        '{"id":"x"}',
        '{"__proto__":{"query":"{x}"}}',
      ],
      ...[
        '{"query":"{__typename}","__proto__":null}',
        '{"constructor":{"prototype":{"query":1}}}',
        "{'query':1}",
        '{"query":NaN}',
      ],
      ...[
        '{"query":1e400}',
        '{"query":"{__typename}",}',
        '\uFEFF{"query":"{x}"}',
        '{"query":"a\nb"}',
        '{"query":"\\x"}',
        'undefined',
      ],
    ),
    fc.integer({ min: 1, max: 60_000 }).map((depth) => nested('[', ']', depth)),
    fc
      .integer({ min: 1, max: 60_000 })
      .map((depth) => `{"query":"{__typename}","variables":{"v":${nested('[', ']', depth)}}}`),
    fc
      .integer({ min: 1, max: 30_000 })
      .map((depth) => `{"query":"{__typename}","extensions":${nested('{"a":', '}', depth)}`),
    fc.integer({ min: 1, max: 9000 }).map((count) => `{"query":"{__typename}",${'"a":1,'.repeat(count)}"a":1}`),
    fc.constant('{"query":"'.padEnd(1_200_000, '#')),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  )
  .map((body) => whole({ headers: asking(ANALYST), body }));

const PATHS = [
  '/',
  '/phases',
  '/phases/scorpion-7',
  '/headlines/scorpion-1',
  '/glossary',
  '/graphql',
  '/explorer',
  '/schema',
  '/metrics',
  '/health',
  '/health/live',
  '/health/ready',
  '/favicon.ico',
];
const aPath = fc.oneof(
  fc.constantFrom(...PATHS),
  fc.constantFrom(
    '/%',
    '/%00',
    '/%ff',
    '/%c0%ae%c0%ae/',
    '/../../etc/passwd',
    '/..%2f..%2f',
    '//x',
    '/;',
    '/\\',
    '/.git/config',
    '*',
  ),
  fc
    .tuple(fc.constantFrom(...PATHS), aHostileText)
    .map(([path, text]) => `${path}/${encodeURIComponent(text.toWellFormed())}`),
  fc
    .tuple(fc.constantFrom(...PATHS), aHostileText)
    .map(([path, text]) => `${path}?q=${encodeURIComponent(text.toWellFormed())}`),
  fc.tuple(fc.constantFrom(...PATHS), fc.webQueryParameters()).map(([path, query]) => `${path}?${query}`),
  fc
    .constantFrom('?a[b]=1&a[c]=2', '?__proto__[x]=1', `?${'a&'.repeat(3000)}`, '?%', '#x', '?q=%ff')
    .map((query) => `/graphql${query}`),
);
const aMethod = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PURGE',
  'LINK',
  'MKCOL',
);
const HEADERS = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Accept-Charset',
  'Authorization',
  'Cookie',
  'Content-Type',
  'Range',
  'Via',
  'Content-Encoding',
  'Content-Language',
  'If-None-Match',
  'If-Modified-Since',
  'Origin',
  'Referer',
  'User-Agent',
  'TE',
  'DNT',
  'X-Request-Id',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Forwarded-Host',
  'Forwarded',
  'X-HTTP-Method-Override',
  'Trailer',
  'traceparent',
  'tracestate',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'Sec-Fetch-Site',
  'Access-Control-Request-Method',
];
const someHeaders = fc.array(fc.tuple(fc.constantFrom(...HEADERS), aHeaderText), { maxLength: 8 });
const anywhere = fc
  .record({
    method: aMethod,
    path: aPath,
    headers: someHeaders,
    body: fc.constantFrom('', '', '{"query":"{__typename}"}', 'x', '{'),
  })
  .map(whole);
/** A good question with odd headers: it may be answered. */
const oddlyAsked = fc
  .record({ headers: someHeaders, document: aDocument })
  .map(({ headers, document }) =>
    whole({ headers: [...asking('Bearer demo-coordinator'), ...headers], body: JSON.stringify({ query: document }) }),
  );

const HEAD = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${ANALYST}\r\nContent-Type: ${JSON_TYPE}\r\n`;
const perhaps = (text: string): Request => ({ text, answer: 'PERHAPS' });
const half = (text: string): Request => ({ text, answer: 'HALF' });

/** What breaks HTTP itself. */
const badHttp: fc.Arbitrary<Request> = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => half(Buffer.from(bytes).toString('latin1'))),
  fc
    .constantFrom(
      'GET',
      'GET /',
      'GET / HTTP/9.9',
      'get / HTTP/1.1',
      'GET  / HTTP/1.1',
      'G\0T / HTTP/1.1',
      '/ GET',
      'GET / HTTP/1.1 x',
    )
    .map((line) => half(`${line}\r\nHost: x\r\n\r\n`)),
  fc
    .constantFrom(
      'GET http://[::1 HTTP/1.1',
      'GET / HTTP/1.0',
      'GET / HTTP/0.9',
      'PRI * HTTP/2.0',
      'CONNECT x:1 HTTP/1.1',
      'OPTIONS * HTTP/1.1',
    )
    .map((line) => half(`${line}\r\nConnection: close\r\n\r\n`)),
  fc
    .constantFrom('\x16\x03\x01\x02\x00\x01\x00', '\r\n\r\n\r\n', '\0', 'GET / HTTP/1.1\n\n', 'SSH-2.0-x\r\n')
    .map(half),
  fc
    .integer({ min: 1, max: 3000 })
    .map((count) => perhaps(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${'a: b\r\n'.repeat(count)}\r\n`)),
  fc
    .integer({ min: 1, max: 40_000 })
    .map((length) => perhaps(`GET / HTTP/1.1\r\nConnection: close\r\nHost: ${'x'.repeat(length)}\r\n\r\n`)),
  fc
    .integer({ min: 1, max: 40_000 })
    .map((length) => perhaps(`GET /${'x'.repeat(length)} HTTP/1.1\r\nConnection: close\r\nHost: x\r\n\r\n`)),
  fc
    .constantFrom(
      'Host',
      ': x',
      'a b: c',
      'a\0: b',
      'a: \0',
      'a: b\rc: d',
      ' folded: x',
      'a: b\r\n c',
      'Host: y',
      'é: x',
      'Expect: x',
    )
    .map((line) =>
      half(`${HEAD}${line}\r\nConnection: close\r\nContent-Length: ${GOOD.length}\r\n\r\n${GOOD.slice(0, -1)}`),
    ),
  // A good submission under a length that is not its own, or two, or none that can be.
  fc.integer({ min: 0, max: GOOD.length - 1 }).map((length) => half(`${HEAD}Content-Length: ${length}\r\n\r\n${GOOD}`)),
  fc
    .integer({ min: 1, max: 10_000 })
    .map((more) => half(`${HEAD}Content-Length: ${GOOD.length + more}\r\n\r\n${GOOD}`)),
  fc
    .constantFrom(
      '-1',
      '1e3',
      '0x1f',
      '',
      ' ',
      `${GOOD.length}, ${GOOD.length}`,
      '9'.repeat(30),
      `${GOOD.length}\r\nContent-Length: 5`,
    )
    .map((length) => half(`${HEAD}Content-Length: ${length}\r\n\r\n${GOOD}`)),
  fc
    .constantFrom(
      'chunked\r\nContent-Length: 5',
      'gzip, chunked',
      'chunked, identity',
      'xchunked',
      'chunked\r\nTransfer-Encoding: x',
      'identity',
    )
    .map((encoding) => half(`${HEAD}Transfer-Encoding: ${encoding}\r\n\r\n5\r\n{"que\r\n0\r\n\r\n`)),
  fc
    .constantFrom('zz', '-5', 'ffffffffffffffffff', '5;x="', '0x5', '', ' 5', '5 5', '5\n', GOOD.length.toString(16))
    .map((size) => half(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${size}\r\n${GOOD.slice(0, 5)}\r\n`)),
  fc.integer({ min: 1, max: HEAD.length }).map((end) => half(HEAD.slice(0, end))),
  fc
    .integer({ min: 0, max: GOOD.length - 1 })
    .map((end) => half(`${HEAD}Content-Length: ${GOOD.length}\r\n\r\n${GOOD.slice(0, end)}`)),
  fc.constant(half(`${HEAD}Expect: 100-continue\r\nContent-Length: ${GOOD.length}\r\n\r\n`)),
  fc.constant(
    half(`${HEAD}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nContent-Length: 1\r\n\r\n{`),
  ),
  // One behind the other on one connection, a broken one among them.
  fc
    .array(
      fc.constantFrom(
        'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
        'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n',
        'x\r\n\r\n',
        '\0',
      ),
      {
        minLength: 2,
        maxLength: 12,
      },
    )
    .map((requests) => perhaps(`${requests.join('')}GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)),
);

/** Any of them. */
export const aMalformedRequest: fc.Arbitrary<Request> = fc.oneof(
  { weight: 30, arbitrary: graphql },
  { weight: 20, arbitrary: badReturns },
  { weight: 15, arbitrary: badCarriers },
  { weight: 10, arbitrary: badBodies },
  { weight: 10, arbitrary: anywhere },
  { weight: 5, arbitrary: oddlyAsked },
  { weight: 15, arbitrary: badHttp },
  { weight: 1, arbitrary: fc.constantFrom(...BOMBS) },
);
