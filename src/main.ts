import 'reflect-metadata';
import { ConfigInvalid, parseConfig } from './config/config.js';
import { StartRefused } from './database/index.js';
import { Service } from './service.js';

const say = (line: string): void => {
  console.log(line);
};

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const service = new Service(config, say);
  const stop = async (): Promise<void> => {
    await service.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  const url = await service.start();
  say(`Ready at ${url}${config.demo ? ', in demo mode' : ''}. GraphQL: POST ${url}/graphql`);
}

try {
  await main();
} catch (error) {
  const isForPerson = error instanceof ConfigInvalid || error instanceof StartRefused;
  console.error(isForPerson ? error.message : error);
  process.exit(1);
}
