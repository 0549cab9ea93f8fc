/** The roles of people and systems, who have one each. permissions.ts says what each role may do. */
export const ROLES = [
  'FORCE_ANALYST',
  'FORCE_APPROVER',
  'REGIONAL_COORDINATOR',
  'PCC_OFFICE',
  'PRESS_OFFICER',
  'ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** Who does something, and in which role. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** The force whose analyst, approver or commissioner's office this is; null for the other roles. */
  readonly force: string | null;
}

/** A caller with all capacities that they have today. Each capacity is the same object during a request. */
export interface Caller {
  readonly id: string;
  /** The caller in their own role. */
  readonly own: Actor;
  /** The caller in the roles in which they act as a deputy; the id is their own. */
  readonly deputising: readonly Actor[];
}

/** The service itself, which looks up tokens and loads reference data. It reads no figures. */
export const SYSTEM_ACTOR = { id: 'system', role: 'SYSTEM', force: null } as const;
