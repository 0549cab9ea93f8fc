import { Injectable } from '@nestjs/common';
import { CodedError } from '../common/errors.js';
import type { Actor } from './domain/actor.js';
import { IdentitiesService } from './identities.service.js';
import type { ActorRequest } from './request.js';

/** No token is longer; what is longer is not looked up. */
const LONGEST_TOKEN = 4096;

/** Finds out who sent a request. */
@Injectable()
export class Authentication {
  constructor(private readonly identities: IdentitiesService) {}

  /**
   * Who sent this request; looked up once, however often it is asked.
   *
   * @throws CodedError UNAUTHENTICATED: no token, or one that is unknown or has expired
   */
  async actorOf(request: ActorRequest): Promise<Actor> {
    return (request.authentication ??= this.authenticate(request));
  }

  private async authenticate(request: ActorRequest): Promise<Actor> {
    const token = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      throw new CodedError('UNAUTHENTICATED', "Send the header 'Authorization: Bearer <token>'.");
    }
    const actor = token.length > LONGEST_TOKEN ? null : await this.identities.findActor(token);
    if (actor === null) {
      throw new CodedError('UNAUTHENTICATED', 'The bearer token is not known, or has expired.');
    }
    return actor;
  }
}
