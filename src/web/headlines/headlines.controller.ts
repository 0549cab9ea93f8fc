import { All, Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { hasPermission, IdentitiesService, type Actor } from '../../access/index.js';
import { isCode } from '../../common/code.js';
import { CodedError, notFound } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { OperationsService } from '../../operations/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ReleaseFiles, ReleaseReader, type FileToSend } from '../../releases/index.js';
import { DEMO_VISITOR } from '../demo-visitor.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { HeadlinesInput, PageCardInput } from './headlines.input.js';
import { headlinesPageView, type HeadlinesPageView } from './headlines.presenter.js';

/** In the demo: the headlines of a phase's newest release, to copy, and its files, as any of the demo's identities. */
@Controller()
export class HeadlinesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly identities: IdentitiesService,
    private readonly operations: OperationsService,
    private readonly releases: ReleaseReader,
    private readonly files: ReleaseFiles,
  ) {}

  @Public()
  @Get(ROUTES.headlines)
  @Page('headlines.njk')
  async headlines(@Param('phase') code: string, @Query() { as = null }: HeadlinesInput): Promise<HeadlinesPageView> {
    const reader = await this.readerOf(code, as);
    const phase = await this.operations.getPhase(reader, code);
    return headlinesPageView({ phase, as, ...(await this.releases.read(reader, code, null)) });
  }

  @Public()
  @Get(ROUTES.releaseFile)
  async file(
    @Param() { phase, file }: { phase: string; file: string },
    @Query() { as = null }: HeadlinesInput,
    @Res() response: Response,
  ): Promise<void> {
    const reader = await this.readerOf(phase, as);
    send(await this.files.file(reader, { phase, version: null }, file), response);
  }

  @Public()
  @Get(ROUTES.card)
  async card(
    @Param() { phase, file }: { phase: string; file: string },
    @Query() { breakdown = null, force = null, as = null }: PageCardInput,
    @Res() response: Response,
  ): Promise<void> {
    const reader = await this.readerOf(phase, as);
    send(await this.files.card(reader, { phase, version: null }, { file, breakdown, force }), response);
  }

  @Public()
  @All([ROUTES.headlines, ROUTES.releaseFile, ROUTES.card])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }

  /**
   * Who reads the page of a phase.
   *
   * @param as the id of a demo identity, which is no secret there: it is its token too; null: the demo's visitor
   * @throws CodedError NOT_FOUND outside the demo, for what is no code of a phase, and for an unknown identity; FORBIDDEN
   *   for an identity that reads no releases
   */
  private async readerOf(phase: string, as: string | null): Promise<Actor> {
    if (!this.config.demo || !isCode(phase)) throw notFound('phase', phase);
    if (as === null) return DEMO_VISITOR;
    const reader = isCode(as) ? await this.identities.find(as) : null;
    if (reader === null) throw notFound('identity', as);
    if (!hasPermission(reader, 'READ_RELEASES')) throw new CodedError('FORBIDDEN', 'This identity reads no releases.');
    return reader;
  }
}

function send({ bytes, etag, mediaType, downloadName, isRecorded }: FileToSend, response: Response): void {
  if (downloadName !== null) response.attachment(downloadName);
  if (isRecorded) response.set('Cache-Control', 'no-store');
  else response.set({ 'Cache-Control': 'private, no-cache', ETag: etag });
  response.set('Content-Type', mediaType).send(bytes);
}
