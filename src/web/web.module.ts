import { Global, Module } from '@nestjs/common';
import { ErrorPages, PlatformModule } from '../platform/index.js';
import { TotalsModule } from '../totals/index.js';
import { ReleasesModule } from '../releases/index.js';
import { Assets } from './assets.js';
import { AssetsController } from './assets.controller.js';
import { CheckController } from './check/check.controller.js';
import { DemoReaders } from './demo-readers.js';
import { GlossaryController } from './glossary/glossary.controller.js';
import { HeadlinesController } from './headlines/headlines.controller.js';
import { HomeController } from './home/home.controller.js';
import { TemplateErrorPages } from './page/template-error-pages.js';
import { Templates } from './page/templates.js';
import { PhasesController } from './phases/phases.controller.js';

/** The pages for a browser. Global, because it makes the error pages of every path. */
@Global()
@Module({
  imports: [PlatformModule, TotalsModule, ReleasesModule],
  controllers: [
    HomeController,
    PhasesController,
    CheckController,
    HeadlinesController,
    GlossaryController,
    AssetsController,
  ],
  providers: [Assets, Templates, DemoReaders, { provide: ErrorPages, useClass: TemplateErrorPages }],
  exports: [ErrorPages, Assets, Templates],
})
export class WebModule {}
