import { All, Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { PhaseCoverageService } from '../../totals/index.js';
import { DEMO_VISITOR } from '../demo-readers.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { PHASES_A_PAGE } from '../phases/phases.presenter.js';
import { homeView, type HomeView } from './home.presenter.js';

/** The public home page: what the service is and, in the demo, the newest phases. */
@Controller()
export class HomeController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly coverage: PhaseCoverageService,
  ) {}

  @Public()
  @Get(ROUTES.home)
  @Page('home/home.njk')
  async home(): Promise<HomeView> {
    if (!this.config.demo) return homeView(null);
    return homeView(await this.coverage.newest(DEMO_VISITOR, { first: PHASES_A_PAGE, skip: 0 }));
  }

  @Public()
  @All(ROUTES.home)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
