import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CodedError } from '../../common/errors.js';
import { REQUIREMENT } from '../../platform/index.js';
import type { Requirement } from './access.decorators.js';
import { capacitiesWith } from '../domain/capacity.js';
import { describeRefusal } from '../domain/permissions.js';
import { PublicReferences } from './public-references.js';
import { argumentsOf, requestOf } from './request.js';

/**
 * Allows a call if the caller's own role, or one in which they are a deputy, has the permission of the handler.
 *
 * Codes of forces, phases and measures are public reference data. So an unknown code is reported even to a caller who
 * would be refused: NOT_FOUND comes before FORBIDDEN.
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly references: PublicReferences,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const requirement = this.reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler());
    if (requirement === 'PUBLIC') {
      return true;
    }
    const { caller } = requestOf(context);
    if (caller !== undefined && requirement !== undefined && capacitiesWith(caller, requirement).length > 0) {
      return true;
    }
    if (caller !== undefined) {
      await this.references.assertKnown(caller.own, argumentsOf(context));
    }
    throw new CodedError('FORBIDDEN', describeRefusal(caller?.own.role, requirement));
  }
}
