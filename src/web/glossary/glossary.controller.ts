import { All, Controller, Get, Res } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { Response } from 'express';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { glossaryView, type GlossaryView } from './glossary.presenter.js';

/** The public page that explains the words of the other pages. */
@Controller()
export class GlossaryController {
  /** Made on first use, because the schema does not exist before the application has started. */
  private view: GlossaryView | null = null;

  constructor(private readonly host: GraphQLSchemaHost) {}

  @Public()
  @Get(ROUTES.glossary)
  @Page('glossary/glossary.njk')
  glossary(): GlossaryView {
    return (this.view ??= glossaryView(this.host.schema));
  }

  @Public()
  @All(ROUTES.glossary)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
