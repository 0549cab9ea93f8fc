import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** An operation that can be run as it stands against a demo. */
export interface Example {
  /** Its address on the page: the name of its files. */
  readonly name: string;
  /** Examples stand in this order, from 1. */
  readonly place: number;
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A demo identity that may run it. */
  readonly identity: string;
}

/** What stands beside `<name>.graphql`, in `<name>.json`. */
const beside = z.strictObject({
  place: z.int().positive(),
  title: z.string(),
  identity: z.string(),
  variables: z.record(z.string(), z.unknown()),
});

const FOLDER = new URL('./examples/', import.meta.url);
const DOCUMENT = /^([a-z-]+)\.graphql$/;

/** The examples in their order: one for each document in the folder `examples`, so that a new one is two files. */
export function readExamples(): Example[] {
  return readdirSync(FOLDER)
    .flatMap((file) => DOCUMENT.exec(file)?.[1] ?? [])
    .map((name) => ({
      name,
      query: readFileSync(new URL(`${name}.graphql`, FOLDER), 'utf8'),
      ...beside.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))),
    }))
    .sort((one, other) => one.place - other.place);
}
