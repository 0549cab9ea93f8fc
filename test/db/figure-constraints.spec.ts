import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addVersion, insertion, type Row } from '../support/returns/return-rows.js';
import { refusalOf, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * Rows that nobody can store, not even the owner: a figure or a result that is half stated, contradicts itself, or
 * belongs to something that does not exist.
 */
const PHASE = 'scorpion-1';
const FORCE = 'dorset';

const EXACT_5 = { state: 'REPORTED', value: '5', qualifier: 'EXACT', lower: '5', upper: '5' };
const NIL = { state: 'NIL', value: '0', qualifier: 'EXACT', lower: '0', upper: '0' };
const SOME = { state: 'UNQUANTIFIED', value: null, qualifier: 'UNQUANTIFIED', lower: '0', upper: null };
const NOT_APPLICABLE = { state: 'NOT_APPLICABLE', value: null, qualifier: null, lower: '0', upper: '0' };
const AT_LEAST_5 = { ...EXACT_5, qualifier: 'AT_LEAST', upper: null };
const AT_MOST_5 = { ...EXACT_5, qualifier: 'AT_MOST', lower: '0' };
const ALMOST_100 = { state: 'REPORTED', value: '100', qualifier: 'ALMOST', lower: '90', upper: '100' };
const ABOUT_100 = { state: 'REPORTED', value: '100', qualifier: 'APPROXIMATE', lower: '50', upper: '150' };

/** Values that no state allows, as changes to correct rows. */
const HALF_STATED: [string, Row][] = [
  ['an unknown state', { ...EXACT_5, state: 'SUPPRESSED' }],
  ['not reported, which is no row', { ...SOME, state: 'NOT_REPORTED', qualifier: null, upper: '0' }],
  ['a nil with a value', { ...NIL, value: '1' }],
  ['a nil without a value', { ...NIL, value: null }],
  ['a nil without a qualifier', { ...NIL, qualifier: null }],
  ['a nil that is at least none', { ...NIL, qualifier: 'AT_LEAST' }],
  ['a nil without an upper bound', { ...NIL, upper: null }],
  ['a nil that may be more', { ...NIL, upper: '1' }],
  ['a nil with a lower bound above it', { ...NIL, lower: '1', upper: '1' }],
  ['an unknown quantity with a value', { ...SOME, value: '5' }],
  ['an unknown quantity of 0', { ...SOME, value: '0' }],
  ['an unknown quantity that is exact', { ...SOME, qualifier: 'EXACT' }],
  ['an unknown quantity without a qualifier', { ...SOME, qualifier: null }],
  ['an unknown quantity with an upper bound', { ...SOME, upper: '9' }],
  ['an unknown quantity with a lower bound', { ...SOME, lower: '1' }],
  ['not applicable with a value', { ...NOT_APPLICABLE, value: '0' }],
  ['not applicable with a qualifier', { ...NOT_APPLICABLE, qualifier: 'EXACT' }],
  ['not applicable without an upper bound', { ...NOT_APPLICABLE, upper: null }],
  ['not applicable that may be some', { ...NOT_APPLICABLE, upper: '1' }],
  ['reported without a value', { ...EXACT_5, value: null }],
  ['reported without a qualifier', { ...EXACT_5, qualifier: null }],
  ['reported as unquantified', { ...EXACT_5, qualifier: 'UNQUANTIFIED' }],
  ['an unknown qualifier', { ...EXACT_5, qualifier: 'ABOUT' }],
  ['a negative value', { ...EXACT_5, value: '-5', lower: '-5', upper: '-5' }],
  ['a value that is not a number', { ...EXACT_5, value: 'NaN', lower: 'NaN', upper: 'NaN' }],
  ['exact with a lower bound below', { ...EXACT_5, lower: '4' }],
  ['exact with an upper bound above', { ...EXACT_5, upper: '6' }],
  ['exact with an upper bound below its lower one', { ...EXACT_5, upper: '4' }],
  ['exact without an upper bound', { ...EXACT_5, upper: null }],
  ['at least, with an upper bound', { ...AT_LEAST_5, upper: '5' }],
  ['at least, with another lower bound', { ...AT_LEAST_5, lower: '4' }],
  ['at most, without an upper bound', { ...AT_MOST_5, upper: null }],
  ['at most, with another upper bound', { ...AT_MOST_5, upper: '6' }],
  ['at most, with a negative lower bound', { ...AT_MOST_5, lower: '-1' }],
  ['at most, with a lower bound above', { ...AT_MOST_5, lower: '6' }],
  ['almost, with a lower bound too low', { ...ALMOST_100, lower: '89.999' }],
  ['almost, with a lower bound above', { ...ALMOST_100, lower: '101' }],
  ['almost, with another upper bound', { ...ALMOST_100, upper: '101' }],
  ['almost, without an upper bound', { ...ALMOST_100, upper: null }],
  ['about, with a lower bound above', { ...ABOUT_100, lower: '101' }],
  ['about, with an upper bound below', { ...ABOUT_100, upper: '99' }],
  ['about, with a negative lower bound', { ...ABOUT_100, lower: '-1' }],
  ['about, without an upper bound', { ...ABOUT_100, upper: null }],
  ['about, with an upper bound that is not a number', { ...ABOUT_100, upper: 'NaN' }],
  ['about, with an infinite upper bound', { ...ABOUT_100, upper: 'Infinity' }],
  ['about, with a lower bound that is not a number', { ...ABOUT_100, lower: 'NaN' }],
];

let database: TestDatabase;
let versionId = '';
let otherPhasesVersion = '';

beforeAll(async () => {
  database = await createTestDatabase();
  versionId = await addVersion(database, PHASE, FORCE);
  otherPhasesVersion = await addVersion(database, 'scorpion-2', FORCE);
});

afterAll(async () => {
  await database.drop();
});

const figure = (row: Row = {}): Row => ({
  version_id: versionId,
  phase: PHASE,
  force: FORCE,
  measure: 'arrests',
  breakdown: null,
  part: null,
  ...EXACT_5,
  ...row,
});
/** A result whose flags agree with its values. */
const result = (row: Row = {}): Row =>
  figure({
    measure_version: 1,
    approximate: row['qualifier'] === 'APPROXIMATE',
    settles_parts: row['part'] === undefined && ['NIL', 'NOT_APPLICABLE'].includes(String(row['state'])),
    ...row,
  });
const ROWS = { figures: figure, results: result };
type Table = keyof typeof ROWS;

/** The constraint that rejects the last of these rows, after the others were inserted; everything is rolled back. */
async function refusing(table: Table, ...rows: Row[]): Promise<unknown> {
  return withClient(database.ownerUrl, async (client) => {
    await client.query('BEGIN');
    for (const row of rows.slice(0, -1)) await client.query(...insertion(table, row));
    return refusalOf(client.query(...insertion(table, rows.at(-1) ?? {})));
  });
}
const by = (constraint: string, code = '23514'): object => ({ code, constraint });

describe.each(['figures', 'results'] as const)('the table of %s', (table) => {
  const row = ROWS[table];

  it.each([
    ['an exact value', EXACT_5],
    ['a nil', NIL],
    ['an unknown quantity', SOME],
    ['not applicable', NOT_APPLICABLE],
    ['at least', AT_LEAST_5],
    ['at most', AT_MOST_5],
    ['almost', ALMOST_100],
    ['about', ABOUT_100],
  ])('accepts %s', async (_, statement: Row) => {
    expect(await refusing(table, row(statement))).toBeNull();
  });

  it.each(HALF_STATED)('rejects %s', async (_, statement) => {
    expect(await refusing(table, row(statement))).toEqual(by(`ck_${table}_whole_statement`));
  });

  it.each([
    ['a state', { state: null }],
    ['a lower bound', { lower: null }],
    ['a measure', { measure: null }],
    ['a version', { version_id: null }],
    ['a phase', { phase: null }],
    ['a force', { force: null }],
  ])('rejects a row without %s', async (_, change) => {
    expect(await refusing(table, row(change))).toMatchObject({ code: '23502' });
  });

  it('rejects a measure, phase or force that does not exist', async () => {
    const measure = table === 'figures' ? 'fk_figures_measure' : 'fk_results_measure_version';
    expect(await refusing(table, row({ measure: 'not-a-measure' }))).toEqual(by(measure, '23503'));
    expect(await refusing(table, row({ phase: 'not-a-phase' }))).toEqual(by(`fk_${table}_version`, '23503'));
    expect(await refusing(table, row({ force: 'not-a-force' }))).toEqual(by(`fk_${table}_version`, '23503'));
  });

  it('rejects a row of a version that does not exist or belongs to another phase or force', async () => {
    const fk = by(`fk_${table}_version`, '23503');
    expect(await refusing(table, row({ version_id: otherPhasesVersion }))).toEqual(fk);
    expect(await refusing(table, row({ force: 'wiltshire' }))).toEqual(fk);
    expect(await refusing(table, row({ version_id: '999999' }))).toEqual(fk);
  });

  it('rejects a part without its breakdown, a breakdown without a part, and a part of another breakdown', async () => {
    const cocaine = { measure: 'drugs-weight', breakdown: 'drug', part: 'cocaine' };
    const own = `fk_${table}_measure_breakdown`;
    expect(await refusing(table, row(cocaine))).toBeNull();
    expect(await refusing(table, row({ ...cocaine, breakdown: null }))).toEqual(by(`ck_${table}_part`));
    expect(await refusing(table, row({ ...cocaine, part: null }))).toEqual(by(`ck_${table}_part`));
    expect(await refusing(table, row({ ...cocaine, part: 'knife' }))).toEqual(by(`fk_${table}_part`, '23503'));
    expect(await refusing(table, row({ ...cocaine, measure: 'arrests' }))).toEqual(by(own, '23503'));
    const knife = { measure: 'drugs-weight', breakdown: 'weapon', part: 'knife' };
    expect(await refusing(table, row(knife))).toEqual(by(own, '23503'));
  });
});

describe('a figure', () => {
  const identity = by('uq_figures_identity', '23505');
  const day = '2022-03-08';

  it('is unique by measure and part, even if part, reference and day are NULL', async () => {
    const cocaine = figure({ measure: 'drugs-weight', breakdown: 'drug', part: 'cocaine' });
    const heroin = figure({ measure: 'drugs-weight', breakdown: 'drug', part: 'heroin' });
    expect(await refusing('figures', figure(), figure())).toEqual(identity);
    expect(await refusing('figures', cocaine, cocaine)).toEqual(identity);
    expect(await refusing('figures', cocaine, heroin, figure())).toBeNull();
  });

  it('may have one of-which row for each joint reference and each day', async () => {
    const joint = figure({ joint_reference: 'J1' });
    const other = figure({ joint_reference: 'J2' });
    const daily = figure({ day });
    expect(await refusing('figures', figure(), joint, other, daily, figure({ joint_reference: 'J1', day }))).toBeNull();
    expect(await refusing('figures', figure(), joint, joint)).toEqual(identity);
    expect(await refusing('figures', figure(), daily, daily)).toEqual(identity);
  });

  it('is never REPORTED as 0: none is NIL', async () => {
    const zero = { state: 'REPORTED', value: '0', lower: '0' };
    const refused = by('ck_figures_zero_is_nil');
    expect(await refusing('figures', figure({ ...zero, qualifier: 'EXACT', upper: '0' }))).toEqual(refused);
    expect(await refusing('figures', figure({ ...zero, qualifier: 'AT_LEAST', upper: null }))).toEqual(refused);
    expect(await refusing('figures', figure({ ...zero, qualifier: 'AT_MOST', upper: '0' }))).toEqual(refused);
  });

  it('has at most 12 digits before the point and 3 after it', async () => {
    const amount = (value: string): Row => figure({ value, lower: value, upper: value });
    expect(await refusing('figures', amount('999999999999.999'))).toBeNull();
    expect(await refusing('figures', amount('1000000000000'))).toMatchObject({ code: '22003' });
    expect(await refusing('figures', amount('Infinity'))).toMatchObject({ code: '22003' });
    expect(await refusing('figures', amount('0.0005'))).toEqual(by('ck_figures_whole_statement'));
  });
});

describe('a result', () => {
  it('is unique by version, measure and part', async () => {
    const cocaine = result({ measure: 'drugs-weight', breakdown: 'drug', part: 'cocaine' });
    const once = by('uq_results_version_measure_part', '23505');
    expect(await refusing('results', result(), cocaine)).toBeNull();
    expect(await refusing('results', result(), result())).toEqual(once);
    expect(await refusing('results', cocaine, cocaine)).toEqual(once);
  });

  it('may be at least 0, from an unknown quantity and a nil', async () => {
    const atLeastNone = { state: 'REPORTED', value: '0', qualifier: 'AT_LEAST', lower: '0', upper: null };
    expect(await refusing('results', result(atLeastNone))).toBeNull();
  });

  it('is never infinite', async () => {
    const infinite = { value: 'Infinity', lower: 'Infinity', upper: 'Infinity' };
    expect(await refusing('results', result(infinite))).toEqual(by('ck_results_whole_statement'));
  });

  it('needs an existing version of its measure', async () => {
    const refused = by('fk_results_measure_version', '23503');
    expect(await refusing('results', result({ measure_version: 2 }))).toEqual(refused);
  });

  it('settles its parts only as the result of the whole measure', async () => {
    const cocaine = { measure: 'drugs-weight', breakdown: 'drug', part: 'cocaine', settles_parts: true };
    expect(await refusing('results', result({ settles_parts: true }))).toBeNull();
    expect(await refusing('results', result(cocaine))).toEqual(by('ck_results_settles_parts'));
  });

  it.each([NIL, NOT_APPLICABLE])('settles its parts if the whole is nil or not applicable', async (statement) => {
    const refused = by('ck_results_settles_parts');
    expect(await refusing('results', result({ ...statement, settles_parts: false }))).toEqual(refused);
  });

  it.each([
    ['about, without an approximate figure', { ...ABOUT_100, approximate: false }],
    ['none, with an approximate figure', { ...NIL, approximate: true }],
    ['an unknown quantity, with an approximate figure', { ...SOME, approximate: true }],
  ])('cannot be %s', async (_, statement) => {
    expect(await refusing('results', result(statement))).toEqual(by('ck_results_approximate'));
  });
});
