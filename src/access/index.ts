export { CurrentActor, RequirePermission } from './access.decorators.js';
export { AccessModule } from './access.module.js';
export { AuthenticationGuard } from './authentication.guard.js';
export { SYSTEM_ACTOR, type Actor, type Role } from './domain/actor.js';
export { IdentitiesService, type NewIdentity } from './identities.service.js';
export { IdentityEntity } from './identity.entity.js';
export { PermissionGuard } from './permission.guard.js';
export { PublicReferences } from './public-references.js';
