import { All, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentCaller, RequirePermission, type Caller } from '../../access/index.js';
import { isCode } from '../../common/code.js';
import { notFound } from '../../common/errors.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ResponseCache } from '../../totals/index.js';
import { headlineOf } from '../cards/card.js';
import { headlineNotFound, releaseNotFound } from '../reading/not-found.js';
import { readerOf } from '../reading/reader-of.js';
import { ReleaseReader, type ReleaseFile } from '../reading/release-reader.js';
import { CardInput } from './card.input.js';
import { CARD_TYPES, FILE_TYPES, fileNamed } from './file-types.js';
import { MadeFiles } from './made-files.js';

/** The paths of the files of a release: its newest version that the caller may see, and one version. */
const NEWEST = '/api/releases/:file';
const ONE_VERSION = '/api/releases/:phase/:file';
const NEWEST_CARD = '/api/releases/:phase/cards/:file';
const CARD_OF_VERSION = '/api/releases/:phase/:version/cards/:file';

/** How long a file of one version may be stored: a year. It never changes. */
const FOR_EVER = 'private, max-age=31536000, immutable';

const VERSION = /^[1-9][0-9]{0,8}$/;

/** A release, or a version of it; null: the newest. */
interface Wanted {
  readonly phase: string;
  readonly version: number | null;
}

/** What is sent of a release: the key tells it from other files of the same release. */
interface SentFile {
  readonly key: string;
  readonly mediaType: string;
  /** The name under which a browser saves it; null: the browser shows it. */
  readonly downloadName: string | null;
  readonly make: () => Buffer | Promise<Buffer>;
}

/** Releases as files, and their headlines as pictures. */
@Controller()
export class ReleaseFilesController {
  constructor(
    private readonly reader: ReleaseReader,
    private readonly responses: ResponseCache,
    private readonly files: MadeFiles,
  ) {}

  /** A file of the newest release of a phase that the caller may see. */
  @RequirePermission('READ_RELEASES')
  @Get(NEWEST)
  async newest(
    @CurrentCaller() caller: Caller,
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { name, type } = fileNamed(file, FILE_TYPES) ?? { name: file, type: null };
    const wanted = { phase: name, version: null };
    if (type === null) throw releaseNotFound(name, null);
    await this.sendFile(caller, wanted, { name, type }, { request, response });
  }

  /** A file of one version, which may be stored for ever. */
  @RequirePermission('READ_RELEASES')
  @Get(ONE_VERSION)
  async oneVersion(
    @CurrentCaller() caller: Caller,
    @Param('phase') phase: string,
    @Param('file') file: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const named = fileNamed(file, FILE_TYPES);
    if (named === null || !VERSION.test(named.name)) throw releaseNotFound(phase, named?.name ?? file);
    await this.sendFile(caller, { phase, version: Number(named.name) }, named, { request, response });
  }

  /** The card of a headline of the newest release. */
  @RequirePermission('READ_RELEASES')
  @Get(NEWEST_CARD)
  async newestCard(
    @CurrentCaller() caller: Caller,
    @Param() { phase, file }: { phase: string; file: string },
    @Query() { breakdown, force }: CardInput,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.sendCard(caller, { phase, version: null }, { file, breakdown, force }, { request, response });
  }

  /** The card of a headline of one version, which may be stored for ever. */
  @RequirePermission('READ_RELEASES')
  @Get(CARD_OF_VERSION)
  async cardOfVersion(
    @CurrentCaller() caller: Caller,
    @Param() { phase, version, file }: { phase: string; version: string; file: string },
    @Query() { breakdown, force }: CardInput,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!VERSION.test(version)) throw releaseNotFound(phase, version);
    await this.sendCard(caller, { phase, version: Number(version) }, { file, breakdown, force }, { request, response });
  }

  @Public()
  @All([NEWEST, ONE_VERSION, NEWEST_CARD, CARD_OF_VERSION])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }

  private async sendFile(
    caller: Caller,
    wanted: Wanted,
    { name, type }: { readonly name: string; readonly type: keyof typeof FILE_TYPES },
    exchange: Exchange,
  ): Promise<void> {
    const release = await this.releaseOf(caller, wanted);
    const { content, bytes } = release;
    const { mediaType, isDownload, make } = FILE_TYPES[type];
    if (type === 'csv')
      exchange.response.set('Link', `<${name}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`);
    await this.send(release, wanted, exchange, {
      key: `${name}.${type}`,
      mediaType,
      downloadName: isDownload ? `${content.phase.code}-release-${content.version}.${type}` : null,
      make: () => make({ content, bytes, name }),
    });
  }

  private async sendCard(
    caller: Caller,
    wanted: Wanted,
    { file, breakdown, force }: CardInput & { readonly file: string },
    exchange: Exchange,
  ): Promise<void> {
    const named = fileNamed(file, CARD_TYPES);
    const release = await this.releaseOf(caller, wanted);
    const { content } = release;
    const key = { measure: named?.name ?? file, breakdown: breakdown ?? null, force: force ?? null };
    const headline = headlineOf(content, key);
    if (named === null || headline === null) throw headlineNotFound(content.version, key);
    const { mediaType, make } = CARD_TYPES[named.type];
    await this.send(release, wanted, exchange, {
      key: JSON.stringify([key, named.type]),
      mediaType,
      downloadName: null,
      make: () => make({ content, headline }),
    });
  }

  /** The release that the caller may see. @throws CodedError NOT_FOUND */
  private async releaseOf(caller: Caller, { phase, version }: Wanted): Promise<ReleaseFile> {
    if (!isCode(phase)) throw notFound('phase', phase);
    const release = await this.reader.file(readerOf(caller), phase, version);
    if (release === null) throw releaseNotFound(phase, version);
    return release;
  }

  private async send(
    { contentHash, stamp, isRecorded }: ReleaseFile,
    { phase, version }: Wanted,
    { request, response }: Exchange,
    { key, mediaType, downloadName, make }: SentFile,
  ): Promise<void> {
    const { bytes, etag } = await this.files.get(`${contentHash} ${key}`, make);
    if (downloadName !== null) response.attachment(downloadName);
    if (!isRecorded) {
      // A stored answer would lose the name of a download.
      if (downloadName === null) this.responses.restsOn(request, { phase, stamp, isPersonal: true });
      response.set('Cache-Control', version === null ? 'private, no-cache' : FOR_EVER);
      response.set('ETag', etag);
    } else response.set('Cache-Control', 'no-store');
    response.set('Content-Type', mediaType).send(bytes);
  }
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}
