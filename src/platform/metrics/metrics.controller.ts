import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { Public } from '../http/public.decorator.js';
import { Metrics } from './metrics.js';

/**
 * The metrics for Prometheus. Public in a demo, which can be reached from this machine only; elsewhere with a token.
 */
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  /** @throws 404 if no token is configured outside the demo; UNAUTHENTICATED for a wrong token */
  @Public()
  @Get()
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.assertMayRead(request);
    const { contentType, body } = await this.metrics.text();
    response.set({ 'Content-Type': contentType, 'Cache-Control': 'no-store' }).end(body);
  }

  private assertMayRead(request: Request): void {
    const { demo, metricsToken } = this.config;
    if (demo) return;
    if (metricsToken === null) throw new NotFoundException(`Cannot GET ${request.path}`);
    if (!isSame(request.headers.authorization ?? '', `Bearer ${metricsToken}`))
      throw new CodedError(
        'UNAUTHENTICATED',
        "The token for the metrics is missing or wrong. Send the header 'Authorization: Bearer <METRICS_TOKEN>'.",
      );
  }
}

/** Compares in constant time. */
function isSame(sent: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(expected));
}
