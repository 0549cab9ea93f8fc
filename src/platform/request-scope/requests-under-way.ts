import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { CodedError } from '../../common/errors.js';
import type { RequestTime } from './request-time.js';

/** The requests that are not answered yet. */
@Injectable()
export class RequestsUnderWay {
  private readonly times = new Map<Response, RequestTime>();
  private lastAnswers = false;

  /** Counts a request in until its answer is out, or its caller gone. */
  add(response: Response, time: RequestTime): void {
    this.times.set(response, time);
    response.once('close', () => this.times.delete(response));
    if (this.lastAnswers) closeAfter(response);
  }

  /** From now on every answer is the last on its connection. */
  closeConnections(): void {
    this.lastAnswers = true;
    for (const response of this.times.keys()) closeAfter(response);
  }

  /** Ends the time of all of them: what runs for them is cancelled, and they are answered. */
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
