import { All, Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { notFound } from '../common/errors.js';
import { methodNotAllowed, Public } from '../platform/index.js';
import { Assets } from './assets.js';
import { ROUTES } from './paths.js';

/** The content of such an address never changes, so it may be cached for a year. */
const FOR_GOOD = 'public, max-age=31536000, immutable';

@Controller()
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Public()
  @Get(ROUTES.asset)
  asset(@Param('version') version: string, @Param('name') name: string, @Res() response: Response): void {
    const asset = this.assets.find(version, name);
    if (asset === null) throw notFound('file', name);
    // Express answers 304 if the caller already has this version.
    response.set({ 'Content-Type': asset.type, 'Cache-Control': FOR_GOOD, ETag: `"${version}"` }).send(asset.content);
  }

  @Public()
  @All(ROUTES.asset)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
