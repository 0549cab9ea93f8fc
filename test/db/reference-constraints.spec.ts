import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertion, type Row } from '../support/returns/return-rows.js';
import { refusalOf, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

/** Valid rows; the tests change one column of them. */
const WHOLE: Readonly<Record<string, Row>> = {
  forces: { code: 'kent', name: 'Kent Police', kind: 'TERRITORIAL_FORCE', ons_code: 'E23000032' },
  breakdowns: { code: 'hue' },
  parts: { breakdown: 'drug', code: 'khat', position: 900, name: 'Khat' },
  part_classes: { breakdown: 'drug', part: 'mixed', drug_class: 'C', valid_from: '2014-06-24' },
  measures: { code: 'dogs', unit: 'COUNT', breakdown: null },
  measure_versions: {
    measure: 'drugs-weight',
    version: 2,
    name: 'Weight',
    category: 'SEIZURES',
    breakdown: 'drug',
    breakdown_rule: 'SUBSET',
    exhaustive: true,
    ask: 'CORE',
    across_phases: 'SUM',
    headline: 'PARTS',
    preferred_direction: 'NONE',
    definition: 'Weight',
    valid_from: '2030-01-01',
  },
  measure_wholes: { part: 'arrests', whole: 'charges' },
  measure_implications: { measure: 'arrests', implied: 'charges' },
  single_haul_measures: { measure: 'arrests' },
  operations: { code: 'mille', name: 'Operation Mille' },
  phases: {
    code: 'mille-1',
    operation: 'scorpion',
    name: 'Mille 1',
    starts_on: '2026-03-02',
    ends_on: '2026-03-04',
    dates_known_to: 'DAY',
    active_days: 3,
    status: 'OPEN',
  },
  participations: { phase: 'viper-2024', force: 'btp', participation: 'NOT_KNOWN' },
  phase_asks: { phase: 'viper-2024', measure: 'arrests', ask: 'CORE' },
  identities: { id: 'someone', role: 'ADMIN', force: null, token_hash: Buffer.alloc(32) },
  audit_entries: {
    id: 900,
    at: '2026-01-05T12:00:00Z',
    actor: 'demo-admin',
    actor_role: 'ADMIN',
    action: 'MEASURE_DEFINED',
    details: '{}',
    previous_hash: Buffer.alloc(32),
    hash: Buffer.alloc(32),
  },
  returns: { phase: 'scorpion-1', force: 'dorset' },
};

/** A change, and the constraint that rejects it. */
const REFUSED: readonly [string, Row, string][] = [
  ['forces', { code: 'Kent' }, 'ck_forces_code'],
  ['forces', { code: 'dorset' }, 'pk_forces'],
  ['forces', { code: '' }, 'ck_forces_code'],
  ['forces', { code: 'kent\n' }, 'ck_forces_code'],
  ['forces', { kind: 'ARMY' }, 'ck_forces_kind'],
  ['forces', { ons_code: 'E2300003' }, 'ck_forces_ons_code'],
  ['forces', { ons_code: 'E23000039' }, 'uq_forces_ons_code'],
  ['breakdowns', { code: 'drug' }, 'pk_breakdowns'],
  ['breakdowns', { code: 'a--b' }, 'ck_breakdowns_code'],
  ['parts', { breakdown: 'nothing' }, 'fk_parts_breakdown'],
  ['parts', { position: 1 }, 'uq_parts_position'],
  ['parts', { code: 'cocaine' }, 'pk_parts'],
  ['parts', { code: 'Khat' }, 'ck_parts_code'],
  ['part_classes', { part: 'nothing' }, 'fk_part_classes_part'],
  ['part_classes', { drug_class: 'D' }, 'ck_part_classes_class'],
  ['part_classes', { valid_until: '2014-06-23' }, 'ck_part_classes_days'],
  ['part_classes', { part: 'ketamine', valid_from: '2014-06-10' }, 'pk_part_classes'],
  ['measures', { code: 'arrests' }, 'pk_measures'],
  ['measures', { code: '-dogs' }, 'ck_measures_code'],
  ['measures', { unit: 'KILOGRAM' }, 'ck_measures_unit'],
  ['measures', { breakdown: 'nothing' }, 'fk_measures_breakdown'],
  ['measures', { position: 1 }, 'uq_measures_position'],
  ['measure_versions', { measure: 'nothing' }, 'fk_measure_versions_measure'],
  ['measure_versions', { breakdown: 'weapon' }, 'fk_measure_versions_breakdown'],
  ['measure_versions', { version: 1, valid_from: null }, 'pk_measure_versions'],
  ['measure_versions', { valid_from: null }, 'ck_measure_versions_first_is_always'],
  ['measure_versions', { version: 1 }, 'ck_measure_versions_first_is_always'],
  ['measure_versions', { version: 0 }, 'ck_measure_versions_version'],
  ['measure_versions', { category: 'DRUGS' }, 'ck_measure_versions_category'],
  ['measure_versions', { breakdown: null }, 'ck_measure_versions_rule'],
  ['measure_versions', { breakdown_rule: null, exhaustive: false }, 'ck_measure_versions_rule'],
  ['measure_versions', { breakdown_rule: 'SUM', exhaustive: false }, 'ck_measure_versions_rule'],
  ['measure_versions', { breakdown_rule: 'PARTITION' }, 'ck_measure_versions_exhaustive'],
  ['measure_versions', { breakdown: null, breakdown_rule: null }, 'ck_measure_versions_exhaustive'],
  ['measure_versions', { ask: 'MAYBE' }, 'ck_measure_versions_ask'],
  ['measure_versions', { across_phases: 'MEAN' }, 'ck_measure_versions_across_phases'],
  ['measure_versions', { headline: 'ALL' }, 'ck_measure_versions_headline'],
  ['measure_versions', { preferred_direction: 'LEFT' }, 'ck_measure_versions_direction'],
  ['measure_wholes', { whole: 'arrests' }, 'ck_measure_wholes_differ'],
  ['measure_wholes', { whole: 'nothing' }, 'fk_measure_wholes_whole'],
  ['measure_wholes', { part: 'nothing' }, 'fk_measure_wholes_part'],
  ['measure_implications', { implied: 'arrests' }, 'ck_measure_implications_differ'],
  ['measure_implications', { implied: 'nothing' }, 'fk_measure_implications_implied'],
  ['measure_implications', { measure: 'nothing' }, 'fk_measure_implications_measure'],
  ['measure_implications', { measure: 'drugs-weight', implied: 'drug-seizures' }, 'pk_measure_implications'],
  ['single_haul_measures', { measure: 'nothing' }, 'fk_single_haul_measures_measure'],
  ['single_haul_measures', { measure: 'drugs-weight' }, 'pk_single_haul_measures'],
  ['operations', { code: 'scorpion' }, 'pk_operations'],
  ['operations', { code: 'Mille' }, 'ck_operations_code'],
  ['phases', { code: 'scorpion-1' }, 'pk_phases'],
  ['phases', { code: 'mille 1' }, 'ck_phases_code'],
  ['phases', { operation: 'nothing' }, 'fk_phases_operation'],
  ['phases', { lead_force: 'nothing' }, 'fk_phases_lead_force'],
  ['phases', { ends_on: '2026-03-01', active_days: null }, 'ck_phases_days'],
  ['phases', { dates_known_to: 'WEEK' }, 'ck_phases_dates_known_to'],
  ['phases', { active_days: 4 }, 'ck_phases_active_days'],
  ['phases', { active_days: 0 }, 'ck_phases_active_days'],
  ['phases', { status: 'NEW' }, 'ck_phases_status'],
  ['participations', { phase: 'nothing' }, 'fk_participations_phase'],
  ['participations', { force: 'nothing' }, 'fk_participations_force'],
  ['participations', { participation: 'MAYBE' }, 'ck_participations_participation'],
  ['participations', { phase: 'scorpion-1' }, 'pk_participations'],
  ['phase_asks', { phase: 'nothing' }, 'fk_phase_asks_phase'],
  ['phase_asks', { measure: 'nothing' }, 'fk_phase_asks_measure'],
  ['phase_asks', { ask: 'VOLUNTARY' }, 'ck_phase_asks_ask'],
  ['phase_asks', { phase: 'scorpion-1' }, 'pk_phase_asks'],
  ['identities', { role: 'SYSTEM' }, 'ck_identities_role'],
  ['identities', { force: 'dorset' }, 'ck_identities_force'],
  ['identities', { role: 'FORCE_ANALYST' }, 'ck_identities_force'],
  ['identities', { role: 'PCC_OFFICE', force: 'nothing' }, 'fk_identities_force'],
  ['identities', { token_hash: Buffer.alloc(31) }, 'ck_identities_token_hash'],
  ['identities', { id: 'demo-admin' }, 'pk_identities'],
  ['audit_entries', { id: 0 }, 'ck_audit_entries_id'],
  ['audit_entries', { id: 1 }, 'pk_audit_entries'],
  ['audit_entries', { action: 'Somebody did this' }, 'ck_audit_entries_action'],
  ['audit_entries', { details: '[]' }, 'ck_audit_entries_details'],
  ['audit_entries', { hash: Buffer.alloc(31) }, 'ck_audit_entries_hashes'],
  ['audit_entries', { previous_hash: Buffer.alloc(33) }, 'ck_audit_entries_hashes'],
  ['returns', { force: 'kent' }, 'fk_returns_participation'],
  ['returns', { phase: 'viper-2024', force: 'btp' }, 'fk_returns_participation'],
  ['returns', { versions: -1 }, 'ck_returns_versions'],
];

async function refusing(table: string, change: Row): Promise<string | null> {
  return withClient(database.ownerUrl, async (client) => {
    await client.query('BEGIN');
    // Positions are checked at the end of a transaction, which a test does not reach.
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    const refused = await refusalOf(client.query(...insertion(table, { ...WHOLE[table], ...change })));
    return refused === null ? null : (refused.constraint ?? refused.code);
  });
}

describe('the database', () => {
  it.each(Object.keys(WHOLE))('accepts a complete row of %s', async (table) => {
    expect(await refusing(table, {})).toBeNull();
  });

  it.each(REFUSED)('rejects in %s %j', async (table, change, constraint) => {
    expect(await refusing(table, change)).toBe(constraint);
  });

  it('numbers measures that are defined later after those shipped with the service', async () => {
    const position = await withClient(database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      const sql = `INSERT INTO measures (code, unit) VALUES ('dogs', 'COUNT') RETURNING position`;
      return (await client.query<{ position: number }>(sql)).rows[0]?.position;
    });
    expect(position).toBeGreaterThan(10_000);
  });
});

describe('the versions and keys of a return', () => {
  const dorset = { phase: 'scorpion-1', force: 'dorset' };
  const version = { ...dorset, version: 1, submitted_by: 'demo-analyst-dorset' };

  it.each<[string, Row, string | null]>([
    ['with a window', { window_from: '2022-03-07', window_to: '2022-03-07' }, null],
    ['numbered 0', { version: 0 }, 'ck_return_versions_version'],
    ['by nobody', { submitted_by: 'nobody' }, 'fk_return_versions_submitted_by'],
    ['of a return that is not there', { force: 'wiltshire' }, 'fk_return_versions_return'],
    ['with half a window', { window_from: '2022-03-07' }, 'ck_return_versions_window'],
    ['with a reversed window', { window_from: '2022-03-07', window_to: '2022-03-06' }, 'ck_return_versions_window'],
  ])('are checked, such as one %s', async (_, change, constraint) => {
    const refused = await inTransaction([['returns', dorset]], ['return_versions', { ...version, ...change }]);
    expect(refused?.constraint ?? null).toBe(constraint);
  });

  it('have unique numbers', async () => {
    const before: [string, Row][] = [
      ['returns', dorset],
      ['return_versions', version],
    ];
    const refused = await inTransaction(before, ['return_versions', version]);
    expect(refused?.constraint).toBe('uq_return_versions_phase_force_version');
  });

  async function inTransaction(before: [string, Row][], last: [string, Row]): ReturnType<typeof refusalOf> {
    return withClient(database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      for (const one of before) await client.query(...insertion(...one));
      return refusalOf(client.query(...insertion(...last)));
    });
  }
});
