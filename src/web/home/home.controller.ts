import { All, Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Actor } from '../../access/index.js';
import { notFound } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { PhaseCoverageService, TotalsService } from '../../totals/index.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { homeView, type HomeView } from './home.presenter.js';
import { HomeInput } from './home.input.js';

/** Whose eyes a visitor of the demo sees with: a demo identity that reads accepted totals, and nothing held back. */
const DEMO_VISITOR: Actor = { id: 'demo-pcc-dorset', role: 'PCC_OFFICE', force: 'dorset' };

const PHASES_A_PAGE = 25;

@Controller()
export class HomeController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly coverage: PhaseCoverageService,
    private readonly totals: TotalsService,
  ) {}

  /** What the service is, to anybody; in the demo with the phases and one phase's totals. */
  @Public()
  @Get(ROUTES.home)
  @Page('home.njk')
  async home(@Query() query: HomeInput): Promise<HomeView> {
    if (!this.config.demo) return homeView(null);
    const listed = await this.coverage.newest(DEMO_VISITOR, PHASES_A_PAGE, (query.page - 1) * PHASES_A_PAGE);
    if (listed.phases.length === 0 && query.page > 1) throw notFound('page', String(query.page));
    const phase = query.phase ?? listed.latestReported;
    const totals = phase === null ? null : await this.totals.regionalTotals(DEMO_VISITOR, phase, null);
    return homeView({ listed, totals, page: query.page });
  }

  @Public()
  @All(ROUTES.home)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
