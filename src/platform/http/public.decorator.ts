import { SetMetadata } from '@nestjs/common';

/** The metadata key under which a handler declares its required permission, or that it is public. */
export const REQUIREMENT = 'access:requirement';

/**
 * Anybody may call the handler, without a token. This decorator is here, not with the permissions, because the platform
 * has public handlers and does not know permissions.
 */
export const Public = (): MethodDecorator => SetMetadata(REQUIREMENT, 'PUBLIC');
