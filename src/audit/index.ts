export { AUDIT_ENTITIES } from './audit.entity.js';
export { AuditModule } from './audit.module.js';
export { Audit } from './audit.service.js';
export type { ChainBreak, ChainMark } from './domain/index.js';
export { AuditVerificationModule } from './verification/audit-verification.module.js';
export { ContentVerification, type ContentDifference } from './verification/content-verification.service.js';
export { AuditVerification } from './verification/audit-verification.service.js';
export type { AuditAction, AuditEntry } from './domain/index.js';
