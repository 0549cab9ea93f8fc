import { readFileSync } from 'node:fs';

/** The address of the schema. It is the `$id` of the schema too. */
export const RELEASE_SCHEMA_PATH = '/api/schemas/release.schema.json';

export const RELEASE_SCHEMA_TYPE = 'application/schema+json';

/** The JSON Schema of the JSON file of a release (`ReleaseContent`), as it is sent. */
export const RELEASE_SCHEMA = readFileSync(new URL('./release.schema.json', import.meta.url));
