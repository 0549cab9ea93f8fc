import { Injectable } from '@nestjs/common';
import { CodedError } from '../../common/errors.js';
import { CallerAuthentication } from '../../platform/index.js';
import type { Caller } from '../domain/actor.js';
import { IdentitiesService } from './identities.service.js';
import type { CallerRequest } from '../authorization/request.js';

/** A bearer token as in RFC 6750. A token of another form, or a longer one, is not looked up. */
const BEARER_TOKEN = /^Bearer +([\w.~+/-]{1,4096}=*) *$/i;

/** Authenticates the sender of a request. */
@Injectable()
export class Authentication extends CallerAuthentication {
  constructor(private readonly identities: IdentitiesService) {
    super();
  }

  /** Sets `request.caller`, before the body is read; as `callerOf`. */
  override async authenticate(request: CallerRequest): Promise<void> {
    request.caller = await this.callerOf(request);
  }

  /**
   * The sender of a request, with all capacities that they have today. It is looked up once for each request.
   *
   * @throws CodedError UNAUTHENTICATED if there is no token, or it is unknown or has expired
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
