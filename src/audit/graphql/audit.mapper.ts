import type { AuditFilter, RecordedEntry } from '../audit.repository.js';
import { AUDIT_ACTIONS } from '../domain/index.js';
import type { AuditEntriesArgs } from './audit-entries.args.js';
import type { AuditDetailType, AuditEntryType } from './audit.types.js';

/** The filter from the arguments. */
export function filterOf({ actor, action, phase, force, from, to, newestFirst }: AuditEntriesArgs): AuditFilter {
  return {
    actor: actor ?? null,
    action: action ?? null,
    phase: phase ?? null,
    force: force ?? null,
    from: from ?? null,
    to: to ?? null,
    newestFirst,
  };
}

/** An entry for GraphQL. */
export function entryOf({ details, action, ...entry }: RecordedEntry): AuditEntryType {
  // By hand, with SQL, any code can be recorded.
  const shown = Object.hasOwn(AUDIT_ACTIONS, action) ? action : 'UNKNOWN';
  return { ...entry, action: shown, details: Object.entries(details).map(([name, value]) => detailOf(name, value)) };
}

function detailOf(name: string, value: RecordedEntry['details'][string]): AuditDetailType {
  const values = Array.isArray(value) ? value : [value];
  return { name, values: values.filter((one) => one !== null).map(String) };
}
