import { readFile } from 'node:fs/promises';
import { fareOf, flooding, type Fare } from './flood/measure.js';
import { startService } from './servers.js';
import { addPressOfficers, makeStore, phaseCode, TOKEN, type Store } from './store.js';

/*
 * How ordinary callers and probes fare while many send bodies of a megabyte that nobody sends in good faith, to a service
 * with as little memory as V8 takes in a container of 512 MB.
 */
const HEAP_MIB = 256;
const CLIENTS = 200;
const CONNECTIONS = 8;
const OFFICERS = 20;
const MEBIBYTE = 1024 ** 2;

/** Measures quiet, flooded by strangers, and flooded by callers who are known, and says what it found. */
export async function measureFloods(server: Store, seconds: number, say: (line: string) => void): Promise<void> {
  const store = await makeStore(server, 'flooded', { phases: 13, forces: 5 });
  const tokens = await addPressOfficers(store, OFFICERS);
  const service = await startService(store, {}, [`--max-old-space-size=${HEAP_MIB}`]);
  try {
    const document = await readFile('test/contract/regional-totals.graphql', 'utf8');
    const body = JSON.stringify({ query: document, variables: { phase: phaseCode(7) } });
    const ordinary = { url: service.url, token: TOKEN, body, connections: CONNECTIONS };
    await fareOf({ ...ordinary, seconds: 5 });
    const quiet = await fareOf({ ...ordinary, seconds });
    say(`quiet                                   ${inWords(quiet)}`);
    for (const [who, senders] of [
      ['strangers', []],
      ['callers who are known', tokens],
    ] as const) {
      const flood = { url: service.url, clients: CLIENTS, tokens: senders };
      const { result, answers } = await flooding(flood, () => fareOf({ ...ordinary, seconds }));
      say(`${`${CLIENTS} ${who}`.padEnd(40)}${inWords(result)}`);
      say(`  of the flood: ${answers}`);
      say(
        `  p99 / quiet p99 ${(result.p99 / quiet.p99).toFixed(1)}   wanted of strangers: under 4; live under 1000 ms`,
      );
    }
    say(`Memory of the service: ${(service.memory() / MEBIBYTE).toFixed(0)} MiB with a heap of ${HEAP_MIB}.`);
  } finally {
    await service.stop();
  }
}

const inWords = ({ rate, p50, p99, failed, live }: Fare): string =>
  `${rate.toFixed(0).padStart(6)} /s   p50 ${p50} ms   p99 ${p99} ms   ${failed} failed   live at most ${live.toFixed(0)} ms`;
