import { SetMetadata } from '@nestjs/common';

/** The metadata key under which a handler says what its caller must be allowed. */
export const REQUIREMENT = 'access:requirement';

/**
 * Anybody may call the handler, without a token. It stands here and not with the permissions, since the platform has
 * public handlers of its own and knows nothing of permissions.
 */
export const Public = (): MethodDecorator => SetMetadata(REQUIREMENT, 'PUBLIC');
