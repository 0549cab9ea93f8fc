import { All, Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { OperationsService } from '../../operations/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ReleaseFiles, ReleaseReader, sendFile } from '../../releases/index.js';
import { ReaderInput } from '../reader.input.js';
import { DemoReaders } from '../demo-readers.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { PageCardInput } from './page-card.input.js';
import { headlinesPageView, type HeadlinesPageView } from './headlines.presenter.js';

/** How a file may be stored: until the release is replaced, which each use asks about. */
const CACHING = 'private, no-cache';

/** In the demo: the headlines of a phase's newest release, to copy, and its files, as any of the demo's identities. */
@Controller()
export class HeadlinesController {
  constructor(
    private readonly readers: DemoReaders,
    private readonly operations: OperationsService,
    private readonly releases: ReleaseReader,
    private readonly files: ReleaseFiles,
  ) {}

  @Public()
  @Get(ROUTES.headlines)
  @Page('headlines/headlines.njk')
  async headlines(@Param('phase') code: string, @Query() { as = null }: ReaderInput): Promise<HeadlinesPageView> {
    const reader = await this.readers.readerOf(code, as);
    const phase = await this.operations.getPhase(reader, code);
    return headlinesPageView({ phase, as, ...(await this.releases.read(reader, code, null)) });
  }

  @Public()
  @Get(ROUTES.releaseFile)
  async file(
    @Param() { phase, file }: { phase: string; file: string },
    @Query() { as = null }: ReaderInput,
    @Res() response: Response,
  ): Promise<void> {
    const reader = await this.readers.readerOf(phase, as);
    sendFile(response, await this.files.file(reader, { phase, version: null }, file), CACHING);
  }

  @Public()
  @Get(ROUTES.card)
  async card(
    @Param() { phase, file }: { phase: string; file: string },
    @Query() { breakdown = null, force = null, as = null }: PageCardInput,
    @Res() response: Response,
  ): Promise<void> {
    const reader = await this.readers.readerOf(phase, as);
    sendFile(response, await this.files.card(reader, { phase, version: null }, { file, breakdown, force }), CACHING);
  }

  @Public()
  @All([ROUTES.headlines, ROUTES.releaseFile, ROUTES.card])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
