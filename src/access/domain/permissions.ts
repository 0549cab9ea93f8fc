import type { Actor, Role } from './actor.js';

/** The roles that have each permission. The policies of the features check that it is the right force. */
const PERMISSIONS = {
  /** Read forces, the dictionary, operations and phases. */
  READ_REFERENCE_DATA: [
    'FORCE_ANALYST',
    'FORCE_APPROVER',
    'REGIONAL_COORDINATOR',
    'PCC_OFFICE',
    'PRESS_OFFICER',
    'ADMIN',
  ],
  /** Define measures and new versions of them. */
  EDIT_DICTIONARY: ['ADMIN'],
  /** Submit, correct and withdraw a return: an analyst for their own force, the coordinator on behalf of any force. */
  SEND_RETURN: ['FORCE_ANALYST', 'REGIONAL_COORDINATOR'],
  /** Save and read a draft of a return. */
  DRAFT_RETURN: ['FORCE_ANALYST'],
  /** Sign off a force's return. */
  SIGN_OFF_RETURN: ['FORCE_APPROVER'],
  /** Ask a question about a return, and take it back: an approver of their own force's, the coordinator of any. */
  QUERY_RETURN: ['FORCE_APPROVER', 'REGIONAL_COORDINATOR'],
  /** Answer a question about their own force's return. */
  ANSWER_QUERY: ['FORCE_ANALYST'],
  /** Accept a return for the region, and undo an acceptance. */
  ACCEPT_RETURN: ['REGIONAL_COORDINATOR'],
  /** Read a force's return: its own people, its commissioner's office and the coordinator. */
  READ_RETURN: ['FORCE_ANALYST', 'FORCE_APPROVER', 'REGIONAL_COORDINATOR', 'PCC_OFFICE'],
  /** Read the region's totals with the figures of every force. */
  READ_TOTALS: ['FORCE_ANALYST', 'FORCE_APPROVER', 'REGIONAL_COORDINATOR', 'PCC_OFFICE'],
  /** Create operations and phases, open and close phases, and set participants and asks. */
  MANAGE_PHASES: ['REGIONAL_COORDINATOR'],
  /** Read the audit record. */
  READ_AUDIT: ['ADMIN'],
  /** Appoint deputies and end appointments: the coordinator any, an approver those of their own force. */
  APPOINT_DEPUTY: ['REGIONAL_COORDINATOR', 'FORCE_APPROVER'],
  /** Read appointments of deputies: the coordinator all, an approver those of their own force, everybody their own. */
  READ_DEPUTIES: ['REGIONAL_COORDINATOR', 'FORCE_APPROVER', 'FORCE_ANALYST'],
  /** Manage identities, and erase names of people. */
  MANAGE_IDENTITIES: ['ADMIN'],
  /** Read totals that include returns which the region has not accepted yet. */
  READ_PROVISIONAL_TOTALS: ['REGIONAL_COORDINATOR'],
  /** Read the totals of a phase whose totals are held back. */
  READ_HELD_BACK_TOTALS: ['REGIONAL_COORDINATOR'],
  /** Read releases and headlines that are out, and those under embargo for which one is named. */
  READ_RELEASES: ['PRESS_OFFICER', 'REGIONAL_COORDINATOR', 'PCC_OFFICE', 'FORCE_ANALYST', 'FORCE_APPROVER'],
  /** Prepare, publish and withdraw releases, and read all of them. */
  PUBLISH_RELEASE: ['REGIONAL_COORDINATOR'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** The roles that have the permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}

/** True when the actor's role has the permission. */
export function hasPermission(actor: Pick<Actor, 'role'>, permission: Permission): boolean {
  return rolesWith(permission).includes(actor.role);
}

/** The message for a role without a permission, with the roles that have it. */
export function describeRefusal(role: Role | undefined, permission: Permission | undefined): string {
  const roles = permission === undefined ? [] : rolesWith(permission);
  return `Your role (${role ?? 'none'}) may not do this. Roles that may: ${roles.length === 0 ? 'none' : roles.join(', ')}.`;
}
