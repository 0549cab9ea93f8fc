import { Injectable } from '@nestjs/common';
import { CodedError } from '../common/errors.js';
import type { Caller } from './domain/actor.js';
import { IdentitiesService } from './identities.service.js';
import type { CallerRequest } from './request.js';

/** No token is longer; what is longer is not looked up. */
const LONGEST_TOKEN = 4096;

/** Finds out who sent a request. */
@Injectable()
export class Authentication {
  constructor(private readonly identities: IdentitiesService) {}

  /**
   * Who sent this request, and all that they may act as today; looked up once, however often it is asked.
   *
   * @throws CodedError UNAUTHENTICATED: no token, or one that is unknown or has expired
   */
  async callerOf(request: CallerRequest): Promise<Caller> {
    return (request.authentication ??= this.authenticate(request));
  }

  private async authenticate(request: CallerRequest): Promise<Caller> {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      throw new CodedError('UNAUTHENTICATED', "Send the header 'Authorization: Bearer <token>'.");
    }
    const caller = token.length > LONGEST_TOKEN ? null : await this.identities.findCaller(token);
    if (caller === null) {
      throw new CodedError('UNAUTHENTICATED', 'The bearer token is not known, or has expired.');
    }
    return caller;
  }
}
