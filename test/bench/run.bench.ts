import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureFloods } from './flood.bench.js';
import { median, middle, run, runGet, type Run } from './load.js';
import { startProgram, startService, type Server } from './servers.js';
import { EVERYBODY, makeStore, MEASURES, phaseCode, startPostgres, TOKEN, type Store } from './store.js';

/*
 * How fast the service is, measured against the least and the most that could be, side by side in one run: machines are
 * noisy, so ratios count and not times. It prints, and fails on none.
 */
const HELP = `Measures the service on this machine and prints ratios. Takes some minutes.

  npm run bench [-- options]

  --flood       instead: how ordinary callers fare beside 200 who send hostile bodies, first strangers, then known ones
  --seconds N   how long each load runs, by default 5; of a flood 20
  --rounds N    how often each load runs, one after the other, by default 5; the medians are told
  --phases N    how many phases the larger store has, by default 1300; filling it takes a minute and more
  --help        this text`;

const CONNECTIONS = 16;
const MEBIBYTE = 1024 ** 2;
const SMALL = 13;
const FORCES = 44;

const { values } = parseArgs({
  options: {
    flood: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    phases: { type: 'string', default: '1300' },
    help: { type: 'boolean', default: false },
  },
});

const LARGE = Number(values.phases);
const SECONDS = Number(values.seconds ?? (values.flood ? 20 : 5));

interface Contender {
  readonly name: string;
  readonly server: Server;
  readonly phase: string;
}

/** Runs every contender in every round, in turn, and gives each its medians. */
async function interleave(contenders: readonly Contender[], document: string): Promise<Map<string, Run>> {
  const runs = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  const load = ({ server, phase }: Contender, seconds: number): Promise<Run> => {
    const body = JSON.stringify({ query: document, variables: { phase } });
    return run({ url: server.url, token: TOKEN, connections: CONNECTIONS, seconds, body: () => body });
  };
  for (const contender of contenders) await load(contender, Math.min(2, SECONDS));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const contender of contenders) runs.get(contender.name)?.push(await load(contender, SECONDS));
  }
  return new Map([...runs].map(([name, all]) => [name, median(all)]));
}

/** Whole returns of forty figures, for one force and phase after the other. */
async function submissions(server: Server, writers: number, document: string, codes: readonly string[]): Promise<Run> {
  const forces = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];
  let sent = 0;
  const body = (): string => {
    sent += 1;
    const phase = phaseCode(1 + (sent % SMALL));
    const force = forces[sent % forces.length];
    const figures = codes.map((measure, place) => ({ measure, value: sent + place }));
    return JSON.stringify({ query: document, variables: { input: { phase, force, figures } } });
  };
  return run({ url: server.url, token: TOKEN, connections: writers, seconds: SECONDS * 2, body });
}

async function measureCodes(server: Server): Promise<string[]> {
  const answer = await ask(server, '{ measures(first: 500) { code breakdown } }');
  const { data } = JSON.parse(answer) as { data: { measures: { code: string }[] } };
  return data.measures.slice(0, MEASURES).map(({ code }) => code);
}

async function ask(server: Server, query: string, variables: object = {}): Promise<string> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

function say(line: string): void {
  console.log(line);
}

function sayRuns(runs: ReadonlyMap<string, Run>): void {
  for (const [name, { rate, p50, p99 }] of runs) {
    say(`${name.padEnd(58)} ${rate.toFixed(0).padStart(7)} /s   p50 ${p50} ms   p99 ${p99} ms`);
  }
}

async function reads(server: Store, folder: string, stop: (one: Server) => Server): Promise<Server> {
  const document = await readFile('test/contract/regional-totals.graphql', 'utf8');
  const small = await makeStore(server, 'small', { phases: SMALL, forces: FORCES });
  say(`In store: ${SMALL} phases. Filling another with ${LARGE}.`);
  const large = await makeStore(server, 'large', { phases: LARGE, forces: FORCES });
  const phase = phaseCode(7);
  const cached = stop(await startService(small, {}));
  const uncached = stop(await startService(small, { ANSWER_CACHE_BYTES: '0' }));
  const history = stop(await startService(large, { ANSWER_CACHE_BYTES: '0' }));
  const answer = await ask(cached, document, { phase });
  const bytes = join(folder, 'answer.json');
  await writeFile(bytes, answer);
  say(
    `An answer has ${Buffer.byteLength(answer)} bytes; ${CONNECTIONS} connections, ${values.rounds} rounds of ${SECONDS} s.`,
  );
  const bare = stop(await startProgram('bare-server.bench.js', { DATABASE_URL: small.servingUrl, PHASE: phase }));
  const fixed = stop(await startProgram('static-server.bench.js', { BYTES: bytes }));
  const a = { name: '(a) node:http and pg, the same SQL', server: bare, phase };
  const b = { name: '(b) regionalTotals, not cached', server: uncached, phase };
  const c = { name: '(c) regionalTotals, cached', server: cached, phase };
  const d = { name: '(d) the same bytes, static', server: fixed, phase };
  const e = { name: `(e) as b, with ${LARGE} phases in store`, server: history, phase };
  const f = { name: `(f) as b, a phase of ${FORCES} forces`, server: uncached, phase: EVERYBODY };
  const runs = await interleave([a, b, c, d, e, f], document);
  sayRuns(runs);
  const rate = ({ name }: Contender): number => runs.get(name)?.rate ?? NaN;
  const p50 = ({ name }: Contender): number => runs.get(name)?.p50 ?? NaN;
  say(`b / a                ${(rate(b) / rate(a)).toFixed(2)}   wanted: at least 0.25`);
  say(`c / d                ${(rate(c) / rate(d)).toFixed(2)}   wanted: at least 0.20`);
  say(`p50 of e / p50 of b  ${(p50(e) / p50(b)).toFixed(2)}   wanted: at most 1.30`);
  return cached;
}

/** The release of a phase as a file and as a query, each beside the same bytes from memory. */
async function releases(service: Server, folder: string, stop: (one: Server) => Server): Promise<void> {
  const phase = phaseCode(7);
  await publish(service, phase);
  const document = await readFile('test/contract/releases.graphql', 'utf8');
  const query = /^query Release\(.*?^}/ms.exec(document)?.[0] ?? '';
  const asked = new URLSearchParams({ query, variables: JSON.stringify({ phase }) });
  const paths = [
    ['the file of a release', `/api/releases/${phase}.json`, 0.25],
    ['the release query by GET', `/graphql?${asked.toString()}`, 0.1],
  ] as const;
  for (const [name, path, wanted] of paths) {
    const headers = { authorization: `Bearer ${TOKEN}`, 'apollo-require-preflight': 'true' };
    const answer = await fetch(`${service.url}${path}`, { headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const file = join(folder, 'release.json');
    await writeFile(file, bytes);
    const fixed = stop(await startProgram('static-server.bench.js', { BYTES: file }));
    const rates: [number, number][] = [];
    for (let round = -1; round < Number(values.rounds); round += 1) {
      const load = { token: TOKEN, connections: CONNECTIONS, seconds: SECONDS };
      const pair = [await runGet({ ...load, url: service.url }, path), await runGet({ ...load, url: fixed.url }, '/')];
      // The first round warms both up.
      if (round >= 0) rates.push([pair[0]?.rate ?? NaN, pair[1]?.rate ?? NaN]);
    }
    const [ours, bare] = [rates.map(([rate]) => rate), rates.map(([, rate]) => rate)].map(middle);
    say(
      `${name}, ${bytes.length} bytes: ${ours?.toFixed(0) ?? ''} /s, of the same bytes from memory ${((ours ?? NaN) / (bare ?? NaN)).toFixed(2)}   wanted: at least ${wanted.toFixed(2)}`,
    );
  }
}

/** Publishes a phase's release, with a reason for each warning. */
async function publish(service: Server, phase: string): Promise<void> {
  const draft = JSON.parse(
    await ask(service, `{ releaseDraft(phase: "${phase}") { problems { code severity } } }`),
  ) as {
    data: { releaseDraft: { problems: { code: string; severity: string }[] } };
  };
  const warnings = draft.data.releaseDraft.problems.filter(({ severity }) => severity === 'WARNING');
  const acknowledgements = [...new Set(warnings.map(({ code }) => code))].map((code) => ({ code, reason: 'A bench.' }));
  const answer = await ask(
    service,
    `mutation ($input: PublishReleaseInput!) { publishRelease(input: $input) { __typename ... on Rejection { problems { message } } } }`,
    { input: { phase, acknowledgements } },
  );
  if (!answer.includes('ReleasePublished')) throw new Error(`The release was refused: ${answer}`);
}

async function writes(service: Server): Promise<void> {
  const document = await readFile('test/contract/submit-return.graphql', 'utf8');
  const codes = await measureCodes(service);
  for (const writers of [1, 16]) {
    const { rate, p50, p99 } = await submissions(service, writers, document, codes);
    const wanted = writers === 16 ? '   wanted: at least 150' : '';
    say(
      `${String(writers).padStart(2)} writers: ${rate.toFixed(0)} whole returns of ${MEASURES} figures a second, p50 ${p50} ms, p99 ${p99} ms${wanted}`,
    );
  }
}

async function main(): Promise<void> {
  if (values.help) {
    say(HELP);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'scorpion-bench-bytes-'));
  const running: Server[] = [];
  const server = await startPostgres();
  try {
    if (values.flood) {
      await measureFloods(server, SECONDS, say);
      return;
    }
    const service = await reads(server, folder, (one) => {
      running.push(one);
      return one;
    });
    await releases(service, folder, (one) => {
      running.push(one);
      return one;
    });
    const before = service.memory();
    await writes(service);
    say(
      `Memory of the service: ${(before / MEBIBYTE).toFixed(0)} MiB after the reads, ${(service.memory() / MEBIBYTE).toFixed(0)} MiB after the writes; wanted: under 400 and level.`,
    );
  } finally {
    for (const one of running) await one.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
