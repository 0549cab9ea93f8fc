import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { parseConfig } from '../config/config.js';
import { printServedSchema } from '../platform/index.js';

/** The committed schema. Run this from the project's folder. */
const COMMITTED = 'src/schema.graphql';

const app = await NestFactory.create(AppModule.forRoot(parseConfig({})), { logger: false });
await app.init();
const served = printServedSchema(app);
await app.close();

if (process.argv.includes('--check')) {
  const committed = await readFile(COMMITTED, 'utf8');
  if (committed !== served) {
    console.error(
      `${COMMITTED} is not the schema that the service has now. Run 'npm run schema:write', review the difference and commit it.`,
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(COMMITTED, served);
  console.log(`Written: ${COMMITTED}. Review it with git diff.`);
}
