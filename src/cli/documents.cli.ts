import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { SETTINGS } from '../config/settings.js';
import { lifecycleDiagram } from '../returns/index.js';
import { glossaryTable } from '../web/index.js';

/* Writes what documents say of the code, from the code; with --check it compares. Run from the project's folder. */

const SCHEMA = buildSchema(await readFile('src/schema.graphql', 'utf8'));

/** Each generated text by the name of its place: between `<!-- name: ... -->` and `<!-- end of name -->`. */
const GENERATED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'src/README.md': { lifecycle: lifecycleDiagram(), glossary: glossaryTable(SCHEMA) },
  'docker/README.md': { settings: settingsTable() },
};

function settingsTable(): string {
  const rows = SETTINGS.map(({ name, default: unset, meaning }) => `| \`${name}\` | ${unset ?? ''} | ${meaning} |`);
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** @throws Error for a document that has no place of this name */
function put(document: string, name: string, text: string): string {
  const place = new RegExp(`(<!-- ${name}: .*? -->\n).*?(<!-- end of ${name} -->)`, 's');
  if (!place.test(document)) throw new Error(`There is no place for '${name}'.`);
  return document.replace(place, (_, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
}

for (const [path, texts] of Object.entries(GENERATED)) {
  const committed = await readFile(path, 'utf8');
  const generated = Object.entries(texts).reduce((document, [name, text]) => put(document, name, text), committed);
  if (!process.argv.includes('--check')) {
    await writeFile(path, generated);
    console.log(`Written: ${path}. Review it with git diff.`);
  } else if (committed !== generated) {
    console.error(`${path} is out of date. Run 'npm run docs:write', read the difference and commit it.`);
    process.exitCode = 1;
  }
}
