import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import nunjucks from 'nunjucks';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { GRAPHQL_PATH } from '../../platform/index.js';
import { Assets, type AssetName } from '../assets.js';
import type { ErrorView } from './error.presenter.js';
import type { ExplorerView } from '../explorer/explorer.presenter.js';
import type { SchemaView } from '../explorer/schema.presenter.js';
import type { HomeView } from '../home/home.presenter.js';
import { PATHS } from '../paths.js';

/** Each template of a whole page, and what it is filled with. */
export interface TemplateViews {
  readonly 'home.njk': HomeView;
  readonly 'error.njk': ErrorView;
  readonly 'explorer.njk': ExplorerView;
  readonly 'schema.njk': SchemaView;
}

export type TemplateName = keyof TemplateViews;

const VIEWS = fileURLToPath(new URL('../views', import.meta.url));
/** The folder that has `govuk/` in it, as the documentation of govuk-frontend names its templates. */
const GOVUK = dirname(dirname(createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/template.njk')));

/** What a demo says above every page: true whatever anybody has sent since. */
const FROM_THE_RECORD = 'It starts from figures that forces published. ';
const DEMO_SAID = 'Anybody on this computer may read and change what is here: it is not for use.';

/** The pages' templates. What is put into them is escaped, and a name that a view does not have is an error. */
@Injectable()
export class Templates {
  private readonly environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([VIEWS, GOVUK]), {
    autoescape: true,
    throwOnUndefined: true,
  });

  constructor(assets: Assets, @Inject(CONFIG) { demo, loadRecord }: Config) {
    this.environment
      .addGlobal('asset', (name: AssetName) => assets.path(name))
      .addGlobal('homePath', PATHS.home())
      .addGlobal('explorerPath', PATHS.explorer())
      .addGlobal('schemaPath', PATHS.schema())
      .addGlobal('schemaFilePath', PATHS.schemaFile())
      .addGlobal('graphqlPath', GRAPHQL_PATH)
      .addGlobal('demo', demo)
      .addGlobal('demoSaid', `${loadRecord ? FROM_THE_RECORD : ''}${DEMO_SAID}`);
  }

  /** @throws Error for a view that lacks what the template needs */
  render<T extends TemplateName>(template: T, view: TemplateViews[T]): string {
    return this.environment.render(template, view);
  }
}
