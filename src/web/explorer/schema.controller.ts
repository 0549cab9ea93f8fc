import { All, Controller, Get, Header, Res } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { Response } from 'express';
import { methodNotAllowed, Public, schemaText } from '../../platform/index.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { schemaView, type SchemaView } from './schema.presenter.js';

/** The schema as a page and as a file to download. Served in demo mode only, as introspection is. */
@Controller()
export class SchemaController {
  /** Made on first use, because the schema does not exist before the application has started. */
  private view: SchemaView | null = null;

  constructor(private readonly host: GraphQLSchemaHost) {}

  @Public()
  @Get(ROUTES.schema)
  @Page('explorer/schema.njk')
  schema(): SchemaView {
    return (this.view ??= schemaView(this.host.schema));
  }

  @Public()
  @Get(ROUTES.schemaFile)
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="operation-scorpion.graphql"')
  @Header('Cache-Control', 'no-store')
  schemaFile(): string {
    return schemaText(this.host.schema);
  }

  @Public()
  @All([ROUTES.schema, ROUTES.schemaFile])
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
