import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** An operation that can be run in the demo without changes. */
export interface Example {
  /** Its name in links, and the name of its files. */
  readonly name: string;
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A demo identity that may run it. */
  readonly identity: string;
}

/** The content of `<name>.json`, which goes with `<name>.graphql`. */
const beside = z.strictObject({
  title: z.string(),
  identity: z.string(),
  variables: z.record(z.string(), z.unknown()),
});

const FOLDER = new URL('./examples/', import.meta.url);

/** The examples in the order shown. To add one, add its name here and its two files to the folder. */
const NAMES = [
  'regional-totals',
  'phase-totals',
  'submit-return',
  'refused-return',
  'current-return',
  'history',
  'board',
  'headlines',
  'release-draft',
  'create-phase',
  'dictionary',
] as const;

/** The examples in the order shown. */
export function readExamples(): Example[] {
  return NAMES.map(readExample);
}

/** One example. */
export function readExample(name: (typeof NAMES)[number]): Example {
  return {
    name,
    query: readFileSync(new URL(`${name}.graphql`, FOLDER), 'utf8'),
    ...beside.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))),
  };
}
