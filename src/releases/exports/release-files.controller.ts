import { All, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentCaller, RequirePermission, type Caller } from '../../access/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ResponseCache } from '../../totals/index.js';
import { releaseNotFound } from '../reading/not-found.js';
import { readerOf } from '../reading/reader-of.js';
import { CardInput } from './card.input.js';
import { ReleaseFiles, type FileToSend, type WantedRelease } from './release-files.js';
import { sendFile } from './send-file.js';

/** The paths of the files of a release: its newest version that the caller may see, and one version. */
const NEWEST = '/api/releases/:file';
const ONE_VERSION = '/api/releases/:phase/:file';
const NEWEST_CARD = '/api/releases/:phase/cards/:file';
const CARD_OF_VERSION = '/api/releases/:phase/:version/cards/:file';

/** How long a file of one version may be stored: a year. It never changes. */
const FOR_EVER = 'private, max-age=31536000, immutable';

const VERSION = /^[1-9][0-9]{0,8}$/;

/** Releases as files, and their headlines as pictures. */
@Controller()
export class ReleaseFilesController {
  constructor(
    private readonly files: ReleaseFiles,
    private readonly responses: ResponseCache,
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
    const [phase = file] = file.split('.', 1);
    const wanted = { phase, version: null };
    this.send(await this.files.file(readerOf(caller), wanted, file), wanted, { request, response });
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
    const wanted = wantedVersion(phase, file.split('.', 1)[0] ?? '');
    this.send(await this.files.file(readerOf(caller), wanted, file), wanted, { request, response });
  }

  /** The card of a headline of the newest release. */
  @RequirePermission('READ_RELEASES')
  @Get(NEWEST_CARD)
  async newestCard(
    @CurrentCaller() caller: Caller,
    @Param() { phase, file }: { phase: string; file: string },
    @Query() { breakdown = null, force = null }: CardInput,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = { phase, version: null };
    const card = await this.files.card(readerOf(caller), wanted, { file, breakdown, force });
    this.send(card, wanted, { request, response });
  }

  /** The card of a headline of one version, which may be stored for ever. */
  @RequirePermission('READ_RELEASES')
  @Get(CARD_OF_VERSION)
  async cardOfVersion(
    @CurrentCaller() caller: Caller,
    @Param() { phase, version, file }: { phase: string; version: string; file: string },
    @Query() { breakdown = null, force = null }: CardInput,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = wantedVersion(phase, version);
    const card = await this.files.card(readerOf(caller), wanted, { file, breakdown, force });
    this.send(card, wanted, { request, response });
  }

  @Public()
  @All([NEWEST, ONE_VERSION, NEWEST_CARD, CARD_OF_VERSION])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }

  private send(
    file: FileToSend,
    { phase, version }: WantedRelease,
    { request, response }: { readonly request: Request; readonly response: Response },
  ): void {
    const { stamp, isHeld, downloadName } = file;
    // Downloads are large, and MadeFiles stores them already.
    if (!isHeld && downloadName === null) this.responses.restsOn(request, { phase, stamp, isPersonal: true });
    response.vary('Authorization');
    sendFile(response, file, version === null ? 'private, no-cache' : FOR_EVER);
  }
}

/** @throws CodedError NOT_FOUND for what is no number of a version */
function wantedVersion(phase: string, version: string): WantedRelease {
  if (!VERSION.test(version)) throw releaseNotFound(phase, version);
  return { phase, version: Number(version) };
}
