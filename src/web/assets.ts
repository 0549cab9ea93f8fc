import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { PATHS } from './paths.js';

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const require = createRequire(import.meta.url);
const GOVUK_FRONTEND = require.resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css');
// The packages do not export these files, so they are found through the folders of the packages.
const GRAPHIQL = dirname(require.resolve('graphiql/package.json'));
const REACT = dirname(require.resolve('react/package.json'));
const REACT_DOM = dirname(require.resolve('react-dom/package.json'));

/**
 * The style sheet of govuk-frontend without its typeface: GDS Transport is licensed for GOV.UK only, so it is removed
 * from every list of fonts and the next font is used.
 */
function govukFrontend(): Buffer {
  return Buffer.from(readFileSync(GOVUK_FRONTEND, 'utf8').replaceAll('font-family:GDS Transport,', 'font-family:'));
}

function ownFile(name: string): Buffer {
  return readFileSync(new URL(`./public/${name}`, import.meta.url));
}

/** The files that all pages load. The fonts, the crown and the crest of govuk-frontend are for GOV.UK only. */
const FILES = {
  'govuk-frontend.css': { type: CSS, read: govukFrontend },
  'app.css': { type: CSS, read: () => ownFile('app.css') },
  'page.js': { type: SCRIPT, read: () => ownFile('page.js') },
  'favicon.svg': { type: 'image/svg+xml', read: () => ownFile('favicon.svg') },
} as const;

/** Files that are served in demo mode only: among them those of GraphiQL and React, from their packages. */
const DEMO_FILES = {
  'schema.css': { type: CSS, read: () => ownFile('schema.css') },
  'explorer.css': { type: CSS, read: () => ownFile('explorer.css') },
  'explorer.js': { type: SCRIPT, read: () => ownFile('explorer.js') },
  'graphiql.css': { type: CSS, read: () => readFileSync(join(GRAPHIQL, 'graphiql.min.css')) },
  'graphiql.js': { type: SCRIPT, read: () => readFileSync(join(GRAPHIQL, 'graphiql.min.js')) },
  'react.js': { type: SCRIPT, read: () => readFileSync(join(REACT, 'umd/react.production.min.js')) },
  'react-dom.js': { type: SCRIPT, read: () => readFileSync(join(REACT_DOM, 'umd/react-dom.production.min.js')) },
} as const;

export type AssetName = keyof typeof FILES | keyof typeof DEMO_FILES;

export interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

/** The files that pages load. Their addresses contain a version, which changes with the content of any of them. */
@Injectable()
export class Assets {
  private readonly assets: ReadonlyMap<string, Asset>;

  /** A hash of the content of all files. */
  private readonly version: string;

  constructor(@Inject(CONFIG) { demo }: Config) {
    const files = Object.entries(demo ? { ...FILES, ...DEMO_FILES } : FILES);
    this.assets = new Map(files.map(([name, { type, read }]) => [name, { type, content: read() }]));
    this.version = [...this.assets.values()]
      .reduce((hash, { content }) => hash.update(content), createHash('sha256'))
      .digest('hex')
      .slice(0, 16);
  }

  /** The address of a file. */
  path(name: AssetName): string {
    return PATHS.asset(this.version, name);
  }

  /** Null if there is no such file, or the version is not the present one. */
  find(version: string, name: string): Asset | null {
    return version === this.version ? (this.assets.get(name) ?? null) : null;
  }
}
