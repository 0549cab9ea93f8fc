import { All, Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isCode } from '../../common/code.js';
import { notFound } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { OperationsService } from '../../operations/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { CardInput, ReleaseFiles, ReleaseReader, type FileToSend } from '../../releases/index.js';
import { DEMO_PRESS_VISITOR } from '../demo-visitor.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { headlinesPageView, type HeadlinesPageView } from './headlines.presenter.js';

/** In the demo: the headlines of a phase's newest release, to copy, and its files. */
@Controller()
export class HeadlinesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly operations: OperationsService,
    private readonly releases: ReleaseReader,
    private readonly files: ReleaseFiles,
  ) {}

  @Public()
  @Get(ROUTES.headlines)
  @Page('headlines.njk')
  async headlines(@Param('phase') code: string): Promise<HeadlinesPageView> {
    this.assertShown(code);
    const phase = await this.operations.getPhase(DEMO_PRESS_VISITOR, code);
    const { release } = await this.releases.find(DEMO_PRESS_VISITOR, code, null);
    return headlinesPageView(phase, release);
  }

  @Public()
  @Get(ROUTES.releaseFile)
  async file(@Param() { phase, file }: { phase: string; file: string }, @Res() response: Response): Promise<void> {
    this.assertShown(phase);
    send(await this.files.file(DEMO_PRESS_VISITOR, { phase, version: null }, file), response);
  }

  @Public()
  @Get(ROUTES.card)
  async card(
    @Param() { phase, file }: { phase: string; file: string },
    @Query() { breakdown = null, force = null }: CardInput,
    @Res() response: Response,
  ): Promise<void> {
    this.assertShown(phase);
    send(await this.files.card(DEMO_PRESS_VISITOR, { phase, version: null }, { file, breakdown, force }), response);
  }

  @Public()
  @All([ROUTES.headlines, ROUTES.releaseFile, ROUTES.card])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }

  private assertShown(code: string): void {
    if (!this.config.demo || !isCode(code)) throw notFound('phase', code);
  }
}

function send({ bytes, etag, mediaType, downloadName }: FileToSend, response: Response): void {
  if (downloadName !== null) response.attachment(downloadName);
  response.set({ 'Content-Type': mediaType, 'Cache-Control': 'no-cache', ETag: etag }).send(bytes);
}
