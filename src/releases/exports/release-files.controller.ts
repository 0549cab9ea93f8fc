import { All, Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentCaller, RequirePermission, type Actor, type Caller } from '../../access/index.js';
import { isCode } from '../../common/code.js';
import { notFound } from '../../common/errors.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ResponseCache } from '../../totals/index.js';
import { releaseNotFound } from '../reading/not-found.js';
import { readerOf } from '../reading/reader-of.js';
import { ReleaseReader } from '../reading/release-reader.js';

/** The paths of the files of a release: its newest version that the caller may see, and one version. */
const NEWEST = '/api/releases/:phase.json';
const ONE_VERSION = '/api/releases/:phase/:version.json';

/** How long the file of one version may be stored: a year. It never changes. */
const FOR_EVER = 'private, max-age=31536000, immutable';

const VERSION = /^[1-9][0-9]{0,8}$/;

/** Releases as files. */
@Controller()
export class ReleaseFilesController {
  constructor(
    private readonly reader: ReleaseReader,
    private readonly responses: ResponseCache,
  ) {}

  /** The frozen content of the newest release of a phase that the caller may see. */
  @RequirePermission('READ_RELEASES')
  @Get(NEWEST)
  async newest(
    @CurrentCaller() caller: Caller,
    @Param('phase') phase: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.send(readerOf(caller), { phase, version: null }, request, response);
  }

  /** The frozen content of one version, which may be stored for ever. */
  @RequirePermission('READ_RELEASES')
  @Get(ONE_VERSION)
  async oneVersion(
    @CurrentCaller() caller: Caller,
    @Param('phase') phase: string,
    @Param('version') version: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!VERSION.test(version)) throw releaseNotFound(phase, version);
    await this.send(readerOf(caller), { phase, version: Number(version) }, request, response);
  }

  @Public()
  @All([NEWEST, ONE_VERSION])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }

  private async send(
    actor: Actor,
    { phase, version }: { readonly phase: string; readonly version: number | null },
    request: Request,
    response: Response,
  ): Promise<void> {
    if (!isCode(phase)) throw notFound('phase', phase);
    const file = await this.reader.file(actor, phase, version);
    if (file === null) throw releaseNotFound(phase, version);
    const { bytes, etag, stamp, isRecorded } = file;
    if (!isRecorded) {
      this.responses.restsOn(request, { phase, stamp, isPersonal: true });
      response.set('Cache-Control', version === null ? 'private, no-cache' : FOR_EVER);
      response.set('ETag', etag);
    } else response.set('Cache-Control', 'no-store');
    response.type('application/json').send(bytes);
  }
}
