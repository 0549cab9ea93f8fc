import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { REQUIREMENT } from '../../platform/index.js';
import type { Requirement } from '../authorization/access.decorators.js';
import { Authentication } from './authentication.js';
import { requestOf } from '../authorization/request.js';

/** Authenticates the caller, before anything else is decided. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler()) === 'PUBLIC') {
      return true;
    }
    const request = requestOf(context);
    request.caller = await this.authentication.callerOf(request);
    return true;
  }
}
