import type { Actor, NewIdentity, Role } from '../access/index.js';
import type { Force } from '../dictionary/index.js';

/** The demo identity that lists the forces, accepts the published returns and releases their totals. */
export const COORDINATOR: Actor = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };

/** The demo identity that is named for the release under embargo. */
export const PRESS_OFFICER_ID = 'demo-press';

const FORCE_ROLES: Readonly<Record<string, { role: Role; title: string }>> = {
  analyst: { role: 'FORCE_ANALYST', title: 'analyst' },
  approver: { role: 'FORCE_APPROVER', title: 'approver' },
  pcc: { role: 'PCC_OFFICE', title: "commissioner's office" },
};

const REGIONAL_ROLES: Readonly<Record<string, { role: Role; title: string }>> = {
  coordinator: { role: 'REGIONAL_COORDINATOR', title: 'Regional coordinator' },
  press: { role: 'PRESS_OFFICER', title: 'Press officer' },
  admin: { role: 'ADMIN', title: 'Administrator' },
};

/** The demo identities: one for each role and force. The id is also the token. They exist in demo databases only. */
export function demoIdentities(forces: readonly Force[]): NewIdentity[] {
  const ofForces = forces.flatMap(({ code, name }) =>
    Object.entries(FORCE_ROLES).map(([kind, { role, title }]) =>
      identity(`demo-${kind}-${code}`, `${name} ${title}`, role, code),
    ),
  );
  const regional = Object.entries(REGIONAL_ROLES).map(([kind, { role, title }]) =>
    identity(`demo-${kind}`, title, role, null),
  );
  return [...ofForces, ...regional];
}

function identity(id: string, name: string, role: Role, force: string | null): NewIdentity {
  return { id, name, role, force, token: id };
}
