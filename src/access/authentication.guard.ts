import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CodedError } from '../common/errors.js';
import { REQUIREMENT } from '../platform/index.js';
import type { Requirement } from './access.decorators.js';
import type { Actor } from './domain/actor.js';
import { IdentitiesService } from './identities.service.js';
import { requestOf, type ActorRequest } from './request.js';

/** No token is longer; what is longer is not looked up. */
const LONGEST_TOKEN = 4096;

/** Finds out who calls, before anything else is decided. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identities: IdentitiesService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler()) === 'PUBLIC') {
      return true;
    }
    const request = requestOf(context);
    request.actor = await (request.authentication ??= this.authenticate(request));
    return true;
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
