import type { Actor, Role } from './actor.js';

/** The table of who may what, by role. Whether it is the right force's is for the policies of the features. */
const PERMISSIONS = {
  /** Forces, the dictionary, operations and phases. */
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
  /** Submit a return, correct and withdraw it: an analyst for the own force, the coordinator on behalf of any. */
  SEND_RETURN: ['FORCE_ANALYST', 'REGIONAL_COORDINATOR'],
  /** Keep a draft of a return and read it. */
  DRAFT_RETURN: ['FORCE_ANALYST'],
  /** Say for a force that it stands by its return. */
  SIGN_OFF_RETURN: ['FORCE_APPROVER'],
  /** Ask a force about its return. */
  QUERY_RETURN: ['REGIONAL_COORDINATOR'],
  /** Answer what was asked about the own force's return. */
  ANSWER_QUERY: ['FORCE_ANALYST'],
  /** Accept a return for the region, and undo that. */
  ACCEPT_RETURN: ['REGIONAL_COORDINATOR'],
  /** Read what a force stated: its own people and commissioner, and the coordinator. */
  READ_RETURN: ['FORCE_ANALYST', 'FORCE_APPROVER', 'REGIONAL_COORDINATOR', 'PCC_OFFICE'],
  /** Read the region's totals with every force's part in them. */
  READ_TOTALS: ['FORCE_ANALYST', 'FORCE_APPROVER', 'REGIONAL_COORDINATOR', 'PCC_OFFICE'],
  /** Make operations and phases, open and close them, and say who takes part and what is asked for. */
  MANAGE_PHASES: ['REGIONAL_COORDINATOR'],
  /** Read who did what, when. */
  READ_AUDIT: ['ADMIN'],
  /** Appoint deputies and end that: the coordinator any, an approver those of the own force. */
  APPOINT_DEPUTY: ['REGIONAL_COORDINATOR', 'FORCE_APPROVER'],
  /** Read who stands in for whom: the coordinator all, an approver those of the own force, everybody the own. */
  READ_DEPUTIES: ['REGIONAL_COORDINATOR', 'FORCE_APPROVER', 'FORCE_ANALYST'],
  /** See to who may call, and erase the names of those who did. */
  MANAGE_IDENTITIES: ['ADMIN'],
  /** Read totals of what forces have submitted and the region has not accepted yet. */
  READ_PROVISIONAL_TOTALS: ['REGIONAL_COORDINATOR'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** The roles that have the permission. */
function rolesWith(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}

/** True when the actor's role has the permission. */
export function hasPermission(actor: Pick<Actor, 'role'>, permission: Permission): boolean {
  return rolesWith(permission).includes(actor.role);
}

/** Why a role may not do something, and which roles may, in words. */
export function sayRefusal(role: Role | undefined, permission: Permission | undefined): string {
  const roles = permission === undefined ? [] : rolesWith(permission);
  return `Your role, ${role ?? 'none'}, may not do this. ${roles.length === 0 ? 'Nobody' : roles.join(', ')} may.`;
}
