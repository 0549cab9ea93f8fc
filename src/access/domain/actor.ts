/** What a person or system does here; one role each. The table of who may what is in permissions.ts. */
export const ROLES = [
  'FORCE_ANALYST',
  'FORCE_APPROVER',
  'REGIONAL_COORDINATOR',
  'PCC_OFFICE',
  'PRESS_OFFICER',
  'ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** Who does something, and as what. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** The force whose analyst, approver or commissioner's office this is; null for the other roles. */
  readonly force: string | null;
}

/** Who calls: everything that they may act as today. Each of these is the same object for the whole of a request. */
export interface Caller {
  readonly id: string;
  /** What they are. */
  readonly own: Actor;
  /** What they stand in as, as deputies; in their own name, since the id is theirs. */
  readonly deputising: readonly Actor[];
}

/** The service itself: looks up tokens and loads reference data. It reads no figure. */
export const SYSTEM_ACTOR = { id: 'system', role: 'SYSTEM', force: null } as const;
