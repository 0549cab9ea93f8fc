export { AUDIT_ENTITIES } from './audit.entity.js';
export { AuditModule } from './audit.module.js';
export { Audit } from './audit.service.js';
export type { AuditAction, AuditEntry } from './domain/index.js';
