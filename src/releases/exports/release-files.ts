import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { isCode } from '../../common/code.js';
import { CodedError } from '../../common/errors.js';
import { UnknownCodes } from '../../operations/index.js';
import { CardDoesNotFitError } from '../cards/card-pictures.js';
import { headlineOf } from '../cards/card.js';
import type { HeadlineKey } from '../domain/index.js';
import { headlineNotFound, releaseNotFound } from '../reading/not-found.js';
import { ReleaseReader, type ReleaseFile } from '../reading/release-reader.js';
import { CARD_TYPES, FILE_TYPES, fileNamed, type FileSource, type FileType } from './file-types.js';
import { MadeFiles, type MadeFile } from './made-files.js';
import { RELEASE_SCHEMA_PATH, RELEASE_SCHEMA_TYPE } from './release-schema.js';

/** A release of a phase; version null: the newest that the reader may see. */
export interface WantedRelease {
  readonly phase: string;
  readonly version: number | null;
}

/** A file to send. */
export interface FileToSend extends MadeFile, Pick<ReleaseFile, 'stamp'> {
  /** Whether its release is under embargo, so that it may not be stored as it is. */
  readonly isHeld: boolean;
  readonly mediaType: string;
  /** The name under which a browser saves it; null: the browser shows it. */
  readonly downloadName: string | null;
  /** What describes it, for the header Link; null: nothing. */
  readonly describedBy: string | null;
}

/** Files of releases, and cards of their headlines. */
@Injectable()
export class ReleaseFiles {
  constructor(
    private readonly reader: ReleaseReader,
    private readonly files: MadeFiles,
    private readonly unknown: UnknownCodes,
  ) {}

  /**
   * A file of a release that the actor may see.
   *
   * @param file its name with its type, such as `scorpion-9.csv`
   * @throws CodedError NOT_FOUND for an unknown phase or type, and a release that the actor may not see or that was withdrawn
   */
  async file(actor: Actor, wanted: WantedRelease, file: string): Promise<FileToSend> {
    const named = fileNamed(file, FILE_TYPES);
    if (named === null) throw noFileOfThisType(Object.keys(FILE_TYPES));
    // Each file has one address.
    if (named.name !== String(wanted.version ?? wanted.phase)) throw releaseNotFound(wanted.phase, wanted.version);
    const release = await this.releaseOf(actor, wanted);
    const { content, bytes, contentHash, stamp, embargo } = release;
    const { name, type } = named;
    const embargoUntil = embargo?.until ?? null;
    const { mediaType, isDownload, isSlow, make }: FileType<FileSource> = FILE_TYPES[type];
    return {
      ...(await this.files.get(
        JSON.stringify([contentHash, file, embargoUntil]),
        () => make({ content, bytes, name, embargoUntil }),
        isSlow,
      )),
      stamp,
      isHeld: embargo !== null,
      mediaType,
      downloadName: isDownload ? `${content.phase.code}-release-${content.version}.${type}` : null,
      describedBy: linkToDescription(name, type),
    };
  }

  /**
   * A card of a headline of a release that the actor may see.
   *
   * @param file the code of the measure with the type, such as `arrests.png`
   * @throws CodedError NOT_FOUND as `file` does, and if the release has no such headline
   */
  async card(
    actor: Actor,
    wanted: WantedRelease,
    { file, ...part }: Omit<HeadlineKey, 'measure'> & { readonly file: string },
  ): Promise<FileToSend> {
    const named = fileNamed(file, CARD_TYPES);
    if (named === null) throw noFileOfThisType(Object.keys(CARD_TYPES));
    const { content, contentHash, stamp, embargo } = await this.releaseOf(actor, wanted);
    const key = { measure: named.name, ...part };
    const headline = headlineOf(content, key);
    if (headline === null) throw headlineNotFound(content, key);
    const { mediaType, make } = CARD_TYPES[named.type];
    const made = await this.files
      .get(JSON.stringify([contentHash, key, named.type]), () => make({ content, headline }))
      .catch((error: unknown) => {
        throw error instanceof CardDoesNotFitError ? cardDoesNotFit(named.name) : error;
      });
    const isHeld = embargo !== null;
    return { ...made, stamp, isHeld, mediaType, downloadName: null, describedBy: null };
  }

  private async releaseOf(actor: Actor, { phase, version }: WantedRelease): Promise<ReleaseFile> {
    if (!isCode(phase)) throw await this.unknown.phaseNotFound(actor, phase);
    const release = await this.reader.file(actor, phase, version);
    if (release === null) throw releaseNotFound(phase, version);
    return release;
  }
}

function noFileOfThisType(types: readonly string[]): CodedError {
  const endings = types.map((type) => `.${type}`).join(', ');
  return new CodedError('NOT_FOUND', `There is no file of this type. Its name must end in one of ${endings}.`);
}

/** Names of hundreds of wide letters do not fit into a picture. */
function cardDoesNotFit(measure: string): CodedError {
  return new CodedError(
    'NOT_FOUND',
    `The words of this headline do not fit into a picture. Use its text: the same address with ${measure}.txt.`,
  );
}

/** A link to what describes a file: the columns of the CSV file, the schema of the JSON file; null: nothing does. */
function linkToDescription(name: string, type: keyof typeof FILE_TYPES): string | null {
  if (type === 'csv') return link(`${name}.csv-metadata.json`, FILE_TYPES['csv-metadata.json'].mediaType);
  return type === 'json' ? link(RELEASE_SCHEMA_PATH, RELEASE_SCHEMA_TYPE) : null;
}

const link = (address: string, mediaType: string): string => `<${address}>; rel="describedby"; type="${mediaType}"`;
