export { AUDIT_ACTIONS, type AuditAction, type AuditEntry } from './audit-action.js';
