// A service in little, to be killed by tests: node embedded-postgres-holder.mjs MODULE DATA_DIR claim|start SHARED PACKAGE
// Says `ready` once it holds DATA_DIR (and runs the database, with a table in it), or `refused`; ends with its input.
import process from 'node:process';
import pg from 'pg';

const [, , module, dataDir, act, shared, packageFolder] = process.argv;
const { EmbeddedPostgres } = await import(module);
process.stdin.resume().on('end', () => process.exit(0));
try {
  const machine = { packageFolder: () => packageFolder, shared, temporary: shared };
  const database = await EmbeddedPostgres.claim({ dataDir, say: () => undefined }, machine);
  if (act === 'start') {
    const client = new pg.Client({ connectionString: (await database.start()).ownerUrl });
    await client.connect();
    await client.query('CREATE TABLE held AS SELECT 7 AS n');
    await client.end();
  }
  process.stdout.write('ready\n');
} catch (error) {
  process.stdout.write(error.name === 'StartupError' ? 'refused\n' : `failed ${error.stack}\n`);
}
