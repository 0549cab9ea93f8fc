export { AUDIT_ACTIONS, type AuditAction, type AuditEntry } from './audit-action.js';
export {
  breakOfHead,
  breakOfLength,
  breakOfNote,
  explainBreak,
  follows,
  START,
  type ChainBreak,
  type ChainEntry,
  type ChainMark,
} from './chain.js';
export { madeByMigrations, type Recording } from './recordings.js';
