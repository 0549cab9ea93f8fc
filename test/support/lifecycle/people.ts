import { createHash } from 'node:crypto';
import type { TestDatabase } from '../database/test-database.js';

/** The force of the return. */
export const FORCE = 'dorset';

/** A person who takes steps, with the role in the contract. */
export interface Somebody {
  /** Also the token. */
  readonly id: string;
  readonly role: 'ANALYST' | 'APPROVER' | 'COORDINATOR' | 'PCC' | 'PRESS' | 'ADMIN';
  /** False: of another force. True also for the roles without a force. */
  readonly isOwn: boolean;
}

const own = { isOwn: true } as const;
const other = { isOwn: false } as const;

/** Two of each role that moves a return on, and every role that may not. */
export const PEOPLE: readonly Somebody[] = [
  { id: `demo-analyst-${FORCE}`, role: 'ANALYST', ...own },
  { id: `second-analyst-${FORCE}`, role: 'ANALYST', ...own },
  { id: `demo-approver-${FORCE}`, role: 'APPROVER', ...own },
  { id: `second-approver-${FORCE}`, role: 'APPROVER', ...own },
  { id: 'demo-coordinator', role: 'COORDINATOR', ...own },
  { id: 'second-coordinator', role: 'COORDINATOR', ...own },
  { id: `demo-pcc-${FORCE}`, role: 'PCC', ...own },
  { id: 'demo-press', role: 'PRESS', ...own },
  { id: 'demo-admin', role: 'ADMIN', ...own },
  { id: 'demo-analyst-wiltshire', role: 'ANALYST', ...other },
  { id: 'demo-approver-wiltshire', role: 'APPROVER', ...other },
  { id: 'demo-pcc-wiltshire', role: 'PCC', ...other },
];

const SECOND = [
  [`second-analyst-${FORCE}`, 'FORCE_ANALYST', FORCE],
  [`second-approver-${FORCE}`, 'FORCE_APPROVER', FORCE],
  ['second-coordinator', 'REGIONAL_COORDINATOR', null],
] as const;

/** Adds identities that the demo does not have: a second one of each role that takes steps, whose id is the token. */
export async function addSecondPeople(database: TestDatabase): Promise<void> {
  for (const [id, role, force] of SECOND) {
    const hash = createHash('sha256').update(id).digest();
    await database.asOwner('INSERT INTO identities (id, role, force, token_hash) VALUES ($1, $2, $3, $4)', [
      id,
      role,
      force,
      hash,
    ]);
  }
}

/** Adds open phases `<prefix>-1` to `<prefix>-<count>` in which the force takes part, each alone in its operation. */
export async function addOpenPhases(database: TestDatabase, prefix: string, count: number): Promise<void> {
  const numbered = [prefix, count] as const;
  await database.asOwner(
    `INSERT INTO operations (code, name) SELECT $1 || '-' || n, $1 || ' ' || n FROM generate_series(1, $2::int) n`,
    numbered,
  );
  await database.asOwner(
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
     SELECT $1 || '-' || n, $1 || '-' || n, $1 || ' ' || n, '2026-01-05', '2026-01-11', 'DAY', 'OPEN'
     FROM generate_series(1, $2::int) n`,
    numbered,
  );
  await database.asOwner(
    `INSERT INTO participations (phase, force, participation)
     SELECT $1 || '-' || n, $3, 'TAKING_PART' FROM generate_series(1, $2::int) n`,
    [...numbered, FORCE],
  );
}
