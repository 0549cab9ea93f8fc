import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../http/public.decorator.js';
import { Readiness } from './readiness.js';

/** Health probes for a process supervisor or a load balancer. */
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** 200 while the process answers; does not use the database. */
  @Public()
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** 200 when the service can be used, else 503. */
  @Public()
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  ready(@Res({ passthrough: true }) response: Response): { status: string } {
    const status = this.readiness.state();
    if (status !== 'ready') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status };
  }
}
