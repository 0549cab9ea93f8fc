import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLES, type Actor, type Caller, type Role } from './actor.js';
import { capacitiesByForce, capacitiesOf, capacitiesWith, capacityFor } from './capacity.js';
import { hasPermission, type Permission } from './permissions.js';

const as = (role: Role, force: string | null = null): Actor => ({ id: 'p-1', role, force });
const caller = (own: Actor, ...deputising: Actor[]): Caller => ({ id: 'p-1', own, deputising });

const ANALYST = as('FORCE_ANALYST', 'dorset');
const APPROVER = as('FORCE_APPROVER', 'dorset');
const APPROVER_OF_WILTSHIRE = as('FORCE_APPROVER', 'wiltshire');
const COORDINATOR = as('REGIONAL_COORDINATOR');

const EVERYTHING = caller(ANALYST, APPROVER, APPROVER_OF_WILTSHIRE, COORDINATOR);

describe('the capacity chosen for an action', () => {
  const CASES: readonly [string, Caller, Permission, string | null, Actor][] = [
    ['their own role where it has the permission', EVERYTHING, 'READ_RETURN', null, ANALYST],
    ['their own role for their own force', EVERYTHING, 'READ_RETURN', 'dorset', ANALYST],
    ['their own role where it belongs to no force', caller(COORDINATOR, ANALYST), 'READ_RETURN', 'dorset', COORDINATOR],
    ['the role of deputy for that force', EVERYTHING, 'READ_RETURN', 'wiltshire', APPROVER_OF_WILTSHIRE],
    ['the role without a force for any other force', EVERYTHING, 'READ_RETURN', 'btp', COORDINATOR],
    ['a role with the permission where their own has none', EVERYTHING, 'SIGN_OFF_RETURN', 'dorset', APPROVER],
    ['the first role with the permission where none fits the force', EVERYTHING, 'SIGN_OFF_RETURN', 'btp', APPROVER],
    ['the role without a force before any other', EVERYTHING, 'SEND_RETURN', 'btp', COORDINATOR],
    ['their own role where no role has the permission', EVERYTHING, 'READ_AUDIT', 'dorset', ANALYST],
    ['their own role to appoint deputies', caller(ANALYST, APPROVER, COORDINATOR), 'APPOINT_DEPUTY', 'dorset', ANALYST],
  ];

  it.each(CASES)('is %s', (_, who, permission, force, expected) => {
    expect(capacityFor(who, permission, force)).toBe(expected);
  });
});

describe('the capacities by force', () => {
  const COMMISSIONER = as('PCC_OFFICE', 'dorset');

  it.each<[string, Caller, Actor[]]>([
    ['the only one of each force, and the one without a force', caller(ANALYST, COORDINATOR), [ANALYST, COORDINATOR]],
    ['a deputised one before their own of the same force', caller(COMMISSIONER, ANALYST), [ANALYST]],
    ['a deputised one before their own without a force', caller(as('PRESS_OFFICER'), COORDINATOR), [COORDINATOR]],
    ['the last of several deputised ones', EVERYTHING, [APPROVER, APPROVER_OF_WILTSHIRE, COORDINATOR]],
  ])('include %s', (_, who, expected) => {
    expect(capacitiesByForce(who)).toEqual(expected);
  });
});

describe('a deputy', () => {
  it('cannot appoint deputies in the role of the person they replace', () => {
    expect(capacitiesWith(caller(ANALYST, APPROVER, COORDINATOR), 'APPOINT_DEPUTY')).toEqual([]);
    expect(capacitiesWith(caller(APPROVER, COORDINATOR), 'APPOINT_DEPUTY')).toEqual([APPROVER]);
  });

  it('acts in one of their own capacities, and in one with the permission if there is one', () => {
    const force = fc.constantFrom('dorset', 'wiltshire', 'btp');
    const actor = fc.tuple(fc.constantFrom(...ROLES), fc.option(force)).map(([role, own]) => as(role, own));
    const permission = fc.constantFrom<Permission>('READ_RETURN', 'SEND_RETURN', 'SIGN_OFF_RETURN', 'ACCEPT_RETURN');
    fc.assert(
      fc.property(actor, fc.array(actor), permission, fc.option(force), (own, deputising, required, about) => {
        const who = { id: 'p-1', own, deputising };
        const chosen = capacityFor(who, required, about);
        expect(capacitiesOf(who)).toContain(chosen);
        const able = capacitiesOf(who).filter((one) => hasPermission(one, required));
        expect(able.length === 0 ? chosen === own : able.includes(chosen)).toBe(true);
        const fits = (one: Actor): boolean => about === null || one.force === null || one.force === about;
        expect(able.some(fits) ? fits(chosen) : true).toBe(true);
      }),
      { seed: 20261122 },
    );
  });
});
