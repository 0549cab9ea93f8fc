import 'reflect-metadata';
import { ConfigInvalid, readConfig } from './config/config.js';
import { StartRefused } from './database/index.js';
import { Service } from './service.js';

const say = (line: string): void => {
  console.log(line);
};

/** Says what went wrong, in words where there are any, and ends with 1. */
const fail = (error: unknown): void => {
  const isForPerson = error instanceof ConfigInvalid || error instanceof StartRefused;
  // The stack and no more: a database error carries whole statements and their parameters.
  console.error(isForPerson ? error.message : error instanceof Error ? error.stack : error);
  process.exit(1);
};

async function main(): Promise<void> {
  const config = readConfig();
  const service = new Service(config, say);
  const told = { toStop: false };
  const stop = (): void => {
    if (!told.toStop) {
      say('Stopping.');
    }
    told.toStop = true;
    service.stop().then(() => process.exit(0), fail);
  };
  // For good, since a signal to a whole group of processes arrives twice: once by itself, and once handed on by npm.
  process.on('SIGTERM', stop).on('SIGINT', stop);
  try {
    const url = await service.start();
    say(`Ready at ${url}${config.demo ? ', in demo mode' : ''}. GraphQL: POST ${url}/graphql`);
  } catch (error) {
    // Being told to stop while coming up is no failure of the start.
    if (!told.toStop) {
      throw error;
    }
  }
}

main().catch(fail);
