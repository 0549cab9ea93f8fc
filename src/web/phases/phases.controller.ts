import { All, Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isCode } from '../../common/code.js';
import { CodedError, notFound } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { UnknownCodes } from '../../operations/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ReleaseReader } from '../../releases/index.js';
import { PhaseCoverageService, TotalsService } from '../../totals/index.js';
import { DEMO_VISITOR } from '../demo-readers.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { phaseView, type PhaseView } from './phase.presenter.js';
import { PhasesInput } from './phases.input.js';
import { PHASES_A_PAGE, phasesView, type PhasesView } from './phases.presenter.js';

/** In the demo: the phases, and the accepted totals of one with its files. */
@Controller()
export class PhasesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly coverage: PhaseCoverageService,
    private readonly totals: TotalsService,
    private readonly releases: ReleaseReader,
    private readonly unknown: UnknownCodes,
  ) {}

  @Public()
  @Get(ROUTES.phases)
  @Page('phases/phases.njk')
  async phases(@Query() { page }: PhasesInput): Promise<PhasesView> {
    if (!this.config.demo) throw new CodedError('NOT_FOUND', 'This page is in the demo only.');
    const skip = (page - 1) * PHASES_A_PAGE;
    const listed = await this.coverage.newest(DEMO_VISITOR, { first: PHASES_A_PAGE, skip });
    if (listed.phases.length === 0 && page > 1) throw notFound('page', String(page));
    return phasesView(listed, page);
  }

  @Public()
  @Get(ROUTES.phase)
  @Page('phases/phase.njk')
  async phase(@Param('phase') code: string, @Req() request: Request): Promise<PhaseView> {
    if (!this.config.demo) throw notFound('phase', code);
    if (!isCode(code)) throw await this.unknown.phaseNotFound(DEMO_VISITOR, code);
    const found = await this.totals.acceptedTotals(DEMO_VISITOR, code);
    const releases = await this.releases.list(DEMO_VISITOR, code);
    return phaseView({ ...found, releases, origin: `${request.protocol}://${request.get('host') ?? ''}` });
  }

  @Public()
  @All([ROUTES.phases, ROUTES.phase])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
