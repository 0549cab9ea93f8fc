import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../config/settings.js';

const DOCUMENTS = [
  'README.md',
  'src/README.md',
  'src/API.md',
  'docker/README.md',
  'test/README.md',
  '.github/CONTRIBUTING.md',
  '.github/CHANGELOG.md',
];

const read = (path: string): string => readFileSync(path, 'utf8');

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (path: string): string[] =>
  [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));

/** Code in a document that looks like a file or folder of this project, such as `domain/` or `cli/schema.cli.ts`. */
const pathsOf = (document: string): string[] =>
  [...document.matchAll(/`([\w-][\w.-]*(?:\/[\w.-]+)*(?:\/|\.(?:ts|js|csv|graphql|njk)))`/g)].map(
    ([, path]) => path ?? '',
  );

describe.each(DOCUMENTS)('%s', (path) => {
  const document = read(path);
  const folder = dirname(path);

  it('links only to files and headings that exist', () => {
    const links = [...document.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link ?? '');
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(folder, file);
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('names only files and folders that exist, relative to its own folder, to src/ or to the root', () => {
    const places = [folder, 'src', 'test', '.'];
    // Folders that a feature may have, and the output of a build or a run.
    const elsewhere = /^(domain\/|index\.ts|dist\/.*|secrets\/|data\/)$/;
    const missing = pathsOf(document).filter(
      (name) => !elsewhere.test(name) && !places.some((place) => existsSync(join(place, name))),
    );
    expect(missing).toEqual([]);
  });

  it('names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...document.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? '');
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

describe('docker/README.md', () => {
  it('lists every setting with its default and meaning (npm run docs:write)', () => {
    const rows = SETTINGS.map(({ name, default: unset, meaning }) => `| \`${name}\` | ${unset ?? ''} | ${meaning} |`);
    expect(read('docker/README.md')).toContain(`\n${rows.join('\n')}\n\n<!-- end of settings -->`);
  });
});
