import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { PATHS } from './paths.js';

const CSS = 'text/css; charset=utf-8';
const GOVUK_FRONTEND = createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css');

/**
 * The style sheet of govuk-frontend, as it comes but for its typeface: GDS Transport is licensed for GOV.UK alone, so it
 * is asked for nowhere, and the one that stands after it is taken.
 */
function govukFrontend(): Buffer {
  return Buffer.from(readFileSync(GOVUK_FRONTEND, 'utf8').replaceAll('font-family:GDS Transport,', 'font-family:'));
}

function ownFile(name: string): Buffer {
  return readFileSync(new URL(`./public/${name}`, import.meta.url));
}

/** Every file that pages load. Of govuk-frontend no font, no crown and no crest: those are for GOV.UK only. */
const FILES = {
  'govuk-frontend.css': { type: CSS, read: govukFrontend },
  'app.css': { type: CSS, read: () => ownFile('app.css') },
  'favicon.svg': { type: 'image/svg+xml', read: () => ownFile('favicon.svg') },
} as const;

export type AssetName = keyof typeof FILES;

export interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

/** The files that pages load, each under an address that changes with what is in any of them. */
@Injectable()
export class Assets {
  private readonly assets = new Map<string, Asset>(
    Object.entries(FILES).map(([name, { type, read }]) => [name, { type, content: read() }]),
  );

  /** Of all of them together. */
  private readonly version = [...this.assets.values()]
    .reduce((hash, { content }) => hash.update(content), createHash('sha256'))
    .digest('hex')
    .slice(0, 16);

  /** Where a page finds the file. */
  path(name: AssetName): string {
    return PATHS.asset(this.version, name);
  }

  /** Null: there is no such file, or it was another one under that version. */
  find(version: string, name: string): Asset | null {
    return version === this.version ? (this.assets.get(name) ?? null) : null;
  }
}
