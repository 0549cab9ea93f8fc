import { All, Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Actor } from '../../access/index.js';
import { notFound } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { PhaseCoverageService } from '../../totals/index.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { homeView, type HomeView } from './home.presenter.js';
import { HomeInput } from './home.input.js';

/**
 * The identity with which visitors of the demo read totals: accepted ones, and nothing restricted. It belongs to no
 * force, because a force's people see figures that it withholds from everybody else.
 */
const DEMO_VISITOR: Actor = { id: 'demo-pcc-dorset', role: 'PCC_OFFICE', force: null };

const PHASES_A_PAGE = 25;

@Controller()
export class HomeController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly coverage: PhaseCoverageService,
  ) {}

  /** The public home page: what the service is and, in the demo, the phases and one phase's totals. */
  @Public()
  @Get(ROUTES.home)
  @Page('home.njk')
  async home(@Query() query: HomeInput): Promise<HomeView> {
    if (!this.config.demo) return homeView(null);
    const { page } = query;
    const overview = await this.coverage.overview(DEMO_VISITOR, {
      phase: query.phase ?? null,
      first: PHASES_A_PAGE,
      skip: (page - 1) * PHASES_A_PAGE,
    });
    if (overview.listed.phases.length === 0 && page > 1) throw notFound('page', String(page));
    return homeView({ ...overview, page });
  }

  @Public()
  @All(ROUTES.home)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
