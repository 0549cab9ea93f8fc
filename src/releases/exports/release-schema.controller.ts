import { createHash } from 'node:crypto';
import { All, Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { RELEASE_SCHEMA, RELEASE_SCHEMA_PATH, RELEASE_SCHEMA_TYPE } from './release-schema.js';

const HEADERS = {
  'Content-Type': `${RELEASE_SCHEMA_TYPE}; charset=utf-8`,
  'Cache-Control': 'public, max-age=3600',
  ETag: `"${createHash('sha256').update(RELEASE_SCHEMA).digest('hex')}"`,
};

/** The schema of the JSON file of a release. It has no figures, so everybody may read it. */
@Controller()
export class ReleaseSchemaController {
  @Public()
  @Get(RELEASE_SCHEMA_PATH)
  schema(@Res() response: Response): void {
    // Express answers 304 if the caller already has it.
    response.set(HEADERS).send(RELEASE_SCHEMA);
  }

  @Public()
  @All(RELEASE_SCHEMA_PATH)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
