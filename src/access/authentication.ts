import { Injectable } from '@nestjs/common';
import { CodedError } from '../common/errors.js';
import { CallerAuthentication } from '../platform/index.js';
import type { Caller } from './domain/actor.js';
import { IdentitiesService } from './identities.service.js';
import type { CallerRequest } from './request.js';

/** A bearer token as RFC 6750 spells it. What is spelt otherwise, or is longer, is nobody's: it is not looked up. */
const BEARER_TOKEN = /^Bearer +([\w.~+/-]{1,4096}=*) *$/i;

/** Finds out who sent a request. */
@Injectable()
export class Authentication extends CallerAuthentication {
  constructor(private readonly identities: IdentitiesService) {
    super();
  }

  /** Puts into the request who sent it, before its body is read; as `callerOf`. */
  override async authenticate(request: CallerRequest): Promise<void> {
    request.caller = await this.callerOf(request);
  }

  /**
   * Who sent this request, and all that they may act as today; looked up once, however often it is asked.
   *
   * @throws CodedError UNAUTHENTICATED: no token, or one that is unknown or has expired
   */
  async callerOf(request: CallerRequest): Promise<Caller> {
    return (request.authentication ??= this.lookUp(request));
  }

  private async lookUp({ headers }: CallerRequest): Promise<Caller> {
    const { authorization = '' } = headers;
    if (!/^Bearer +\S/i.test(authorization)) {
      throw new CodedError(
        'UNAUTHENTICATED',
        "No bearer token was found. Send the header 'Authorization: Bearer <token>'.",
      );
    }
    const token = BEARER_TOKEN.exec(authorization)?.[1];
    const caller = token === undefined ? null : await this.identities.findCaller(token);
    if (caller === null) {
      throw new CodedError('UNAUTHENTICATED', 'The bearer token is unknown or has expired. Use a valid token.');
    }
    return caller;
  }
}
