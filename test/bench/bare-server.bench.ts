import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type * as Totals from '../../src/totals/regional/totals.repository.js';

/*
 * The least that could answer a phase's totals: node:http and pg with the statement of the service, for one actor, with
 * no token looked up, nothing checked and no GraphQL.
 */
const compiled = new URL('../../totals/regional/totals.repository.js', import.meta.url).href;
const { parametersOf, TOTALS_SQL } = (await import(compiled)) as typeof Totals;
const values = parametersOf(process.env['PHASE'] ?? '', {
  measures: null,
  basis: 'PROVISIONAL',
  asOf: null,
  withoutWithheld: false,
});

const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 20,
  options: '-c scorpion.actor_id=bench-coordinator -c scorpion.actor_role=REGIONAL_COORDINATOR',
});

async function answer(response: ServerResponse): Promise<void> {
  const { rows } = await pool.query<object>({ name: 'totals', text: TOTALS_SQL, values });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(rows[0]));
}

const server = createServer((request, response) => {
  request.resume();
  answer(response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
});
server.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
process.once('SIGTERM', () => process.exit(0));
