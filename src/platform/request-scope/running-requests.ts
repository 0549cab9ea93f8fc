import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { CodedError } from '../../common/errors.js';
import type { RequestTime } from './request-time.js';

/** The requests that have not been answered yet. */
@Injectable()
export class RunningRequests {
  private readonly times = new Map<Response, RequestTime>();
  private lastAnswers = false;

  /** Adds a request until its answer is sent or its caller has gone. */
  add(response: Response, time: RequestTime): void {
    this.times.set(response, time);
    response.once('close', () => this.times.delete(response));
    if (this.lastAnswers) closeAfter(response);
  }

  /** Makes every later answer the last one on its connection. */
  closeConnections(): void {
    this.lastAnswers = true;
    for (const response of this.times.keys()) closeAfter(response);
  }

  /** Ends the time of all requests: their work is cancelled and they are answered with an error. */
  giveUp(): void {
    const reason = new CodedError(
      'SERVICE_UNAVAILABLE',
      'The service is stopping: the request was cancelled and nothing was stored. Send it again shortly.',
    );
    for (const time of this.times.values()) time.end(reason);
  }
}

function closeAfter(response: Response): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
