import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import nunjucks from 'nunjucks';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { GRAPHQL_PATH } from '../../platform/index.js';
import { Assets, type AssetName } from '../assets.js';
import type { CheckView } from '../check/check.presenter.js';
import type { ErrorView } from './error.presenter.js';
import type { ExplorerView } from '../explorer/explorer.presenter.js';
import type { SchemaView } from '../explorer/schema.presenter.js';
import type { GlossaryView } from '../glossary/glossary.presenter.js';
import type { HeadlinesPageView } from '../headlines/headlines.presenter.js';
import type { HomeView } from '../home/home.presenter.js';
import { PATHS } from '../paths.js';
import type { PhaseView } from '../phases/phase.presenter.js';
import type { PhasesView } from '../phases/phases.presenter.js';

/** The template of each page, and its view. */
export interface TemplateViews {
  readonly 'home/home.njk': HomeView;
  readonly 'phases/phases.njk': PhasesView;
  readonly 'phases/phase.njk': PhaseView;
  readonly 'glossary/glossary.njk': GlossaryView;
  readonly 'check/check.njk': CheckView;
  readonly 'headlines/headlines.njk': HeadlinesPageView;
  readonly 'page/error.njk': ErrorView;
  readonly 'explorer/explorer.njk': ExplorerView;
  readonly 'explorer/schema.njk': SchemaView;
}

export type TemplateName = keyof TemplateViews;

/** Each page has a folder, with its template beside its presenter; what pages share is in `layout/`. */
const WEB = fileURLToPath(new URL('..', import.meta.url));
/** The folder that has `govuk/` in it, as the documentation of govuk-frontend names its templates. */
const GOVUK = dirname(dirname(createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/template.njk')));

/** The demo's notice above every page. It must stay true whatever anybody has submitted since. */
const FROM_THE_RECORD = 'It starts with published figures. ';
const DEMO_SAID = 'Anybody on this computer can read and change the data, so send no real returns.';

/** The templates of the pages. Values are escaped, and a name that the view does not have is an error. */
@Injectable()
export class Templates {
  private readonly environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([WEB, GOVUK]), {
    autoescape: true,
    throwOnUndefined: true,
  });

  constructor(assets: Assets, @Inject(CONFIG) { demo, loadRecord }: Config) {
    this.environment
      .addGlobal('asset', (name: AssetName) => assets.path(name))
      .addGlobal('homePath', PATHS.home())
      .addGlobal('phasesPath', PATHS.phases())
      .addGlobal('glossaryPath', PATHS.glossary())
      .addGlobal('explorerPath', PATHS.explorer())
      .addGlobal('schemaPath', PATHS.schema())
      .addGlobal('schemaFilePath', PATHS.schemaFile())
      .addGlobal('graphqlPath', GRAPHQL_PATH)
      .addGlobal('demo', demo)
      .addGlobal('demoSaid', `${loadRecord ? FROM_THE_RECORD : ''}${DEMO_SAID}`);
  }

  /** @throws Error if the view lacks a value that the template needs */
  render<T extends TemplateName>(template: T, view: TemplateViews[T]): string {
    return this.environment.render(template, view);
  }
}
