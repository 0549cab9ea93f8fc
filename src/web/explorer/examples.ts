import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** An operation that can be run as it stands against a demo. */
export interface Example {
  /** Its address on the page: the name of its files. */
  readonly name: string;
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A demo identity that may run it. */
  readonly identity: string;
}

/** What stands beside `<name>.graphql`, in `<name>.json`. */
const beside = z.strictObject({
  title: z.string(),
  identity: z.string(),
  variables: z.record(z.string(), z.unknown()),
});

const FOLDER = new URL('./examples/', import.meta.url);

/** In their order: a new one is a name here and two files in the folder. */
const NAMES = [
  'regional-totals',
  'submit-return',
  'refused-return',
  'standing-return',
  'history',
  'board',
  'create-phase',
  'dictionary',
] as const;

/** The examples in their order. */
export function readExamples(): Example[] {
  return NAMES.map((name) => ({
    name,
    query: readFileSync(new URL(`${name}.graphql`, FOLDER), 'utf8'),
    ...beside.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))),
  }));
}
