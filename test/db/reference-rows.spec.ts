import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM_ACTOR } from '../../src/access/index.js';
import type { CalendarDate } from '../../src/common/dates.js';
import { migrate, ownerDataSource } from '../../src/database/installation/migrate.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { DictionaryRepository } from '../../src/dictionary/dictionary.repository.js';
import { readDictionaryData, type DictionaryData } from '../../src/dictionary/reference-data.js';
import { OperationsRepository } from '../../src/operations/reading/operations.repository.js';
import { PhasesRepository } from '../../src/operations/phases/phases.repository.js';
import { readOperationsData, type OperationsData } from '../../src/operations/reference/reference-data.js';
import { ShippedPhasesRepository } from '../../src/operations/reference/shipped-phases.repository.js';
import { contentsOf } from '../support/database/database-states.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { recordContents, unrecorded } from '../support/database/recorded-contents.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* A release with new rows in the middle of its files, started on a database with the rows of the previous release. */

const LAST_DAY = '9999-12-31';
const dictionary = new DictionaryRepository();
const operations = new OperationsRepository();
const shippedRepository = new ShippedPhasesRepository(new PhasesRepository());
const OPEN = { status: 'OPEN', kept_open: false, kept_open_reason: null } as const;
const shipped = readDictionaryData();
const [SOME] = shipped.measures;

let database: TestDatabase;
let serving: ServingSide;

beforeEach(async () => {
  database = await createTestDatabase();
  serving = await connectServing(database);
});

afterEach(async () => {
  await serving.stop();
  await database.drop();
});

const load = (data: DictionaryData): Promise<Record<string, number>> =>
  serving.transactions.run(SYSTEM_ACTOR, (tx) => dictionary.addMissing(tx, data));
const measuresNow = () => serving.transactions.run(SYSTEM_ACTOR, (tx) => dictionary.measuresInForce(tx, LAST_DAY));
const drugsNow = async () => {
  const [drugs] = await serving.transactions.run(SYSTEM_ACTOR, (tx) => dictionary.breakdowns(tx, ['drug']));
  return drugs?.parts ?? [];
};
const codesOf = (items: readonly { readonly code: string }[]): string[] => items.map(({ code }) => code);

/** The files with one more row, inserted at an index. */
function withMeasure(index: number): DictionaryData {
  const added = { ...SOME!, code: 'drones-seized', name: 'Drones seized', also_known_as: ['drones'], breakdown: null };
  return { ...shipped, measures: shipped.measures.toSpliced(index, 0, added) };
}

function withDrug(index: number): DictionaryData {
  const cocaine = shipped.breakdowns.find(({ code }) => code === 'cocaine')!;
  const added = { ...cocaine, code: 'tusi', name: 'Tusi', class_from: '2026-01-01' };
  return { ...shipped, breakdowns: shipped.breakdowns.toSpliced(index, 0, added) };
}

describe('the reference rows of a release', () => {
  it.each([0, 20, shipped.measures.length])(
    'add a measure at %d in its place, and move none of the others',
    async (index) => {
      const before = await measuresNow();
      const data = withMeasure(index);
      await load(data);
      const after = await measuresNow();
      expect(codesOf(after)).toEqual(codesOf(data.measures));
      expect(after[index]).toMatchObject({ code: 'drones-seized', name: 'Drones seized', alsoKnownAs: ['drones'] });
      const kept = after.filter(({ code }) => code !== 'drones-seized');
      const placeless = (measures: typeof kept): object[] => measures.map(({ position: _, ...measure }) => measure);
      expect(placeless(kept)).toEqual(placeless(before));
    },
  );

  it('add a drug in the middle in its place, with its class, and leave the others unchanged', async () => {
    const before = await drugsNow();
    const data = withDrug(7);
    await load(data);
    const drugs = new Set(data.breakdowns.filter(({ breakdown }) => breakdown === 'drug').map(({ code }) => code));
    const after = await drugsNow();
    expect(codesOf(after)).toEqual([...drugs]);
    expect(after.find(({ code }) => code === 'tusi')).toMatchObject({
      name: 'Tusi',
      classes: [{ drugClass: 'A', validFrom: '2026-01-01', validUntil: null }],
    });
    expect(after.filter(({ code }) => code !== 'tusi')).toEqual(before);
  });

  it('follow the order of the files also for rows that existed before', async () => {
    const turned = { ...shipped, measures: shipped.measures.toReversed(), breakdowns: shipped.breakdowns.toReversed() };
    const drugs = codesOf(await drugsNow());
    await load(turned);
    expect(codesOf(await measuresNow())).toEqual(codesOf(turned.measures));
    expect(codesOf(await drugsNow()).toSorted()).toEqual(drugs.toSorted());
    expect(codesOf(await drugsNow())[0]).toBe(drugs.at(-1));
  });

  it('end the class of a drug on the day before its next one', async () => {
    const last = shipped.breakdowns.find(({ code, class_until }) => code === 'ketamine' && class_until === null)!;
    const classes = [
      { ...last, class_until: '2025-10-31' },
      { ...last, drug_class: 'A', class_from: '2025-11-01' },
    ] as const;
    const breakdowns = shipped.breakdowns.flatMap((row) => (row === last ? classes : [row]));
    await load({ ...shipped, breakdowns });
    expect((await drugsNow()).find(({ code }) => code === 'ketamine')?.classes).toEqual([
      { drugClass: 'C', validFrom: '2006-01-01', validUntil: '2014-06-09' },
      { drugClass: 'B', validFrom: '2014-06-10', validUntil: '2025-10-31' },
      { drugClass: 'A', validFrom: '2025-11-01', validUntil: null },
    ]);
  });

  it('have the right classes of drugs also where an earlier release had them from the beginning', async () => {
    const request = { ownerUrl: database.ownerUrl, servingUrl: database.servingUrl, demo: true };
    const right = await drugsNow();
    const source = await ownerDataSource(request).initialize();
    try {
      const last = MIGRATIONS.findIndex(({ name }) => name === 'DrugClasses1000000000025');
      for (let left = MIGRATIONS.length; left > last; left -= 1)
        await source.undoLastMigration({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
    const classesOf = async (drug: string) => (await drugsNow()).find(({ code }) => code === drug)?.classes;
    expect(await classesOf('methamphetamine')).toEqual([{ drugClass: 'A', validFrom: null, validUntil: null }]);
    expect(await classesOf('cannabis')).toEqual([{ drugClass: 'B', validFrom: null, validUntil: null }]);
    await recordContents(database);
    await migrate(request);
    expect(await drugsNow()).toEqual(right);
    expect(await unrecorded(database)).toEqual([]);
  });

  it('are accepted again after a later release, whose added rows then come last', async () => {
    await load({ ...withMeasure(20), breakdowns: withDrug(7).breakdowns });
    await load(shipped);
    expect(codesOf(await measuresNow())).toEqual([...codesOf(shipped.measures), 'drones-seized']);
    expect(codesOf(await drugsNow()).at(-1)).toBe('tusi');
    await load(withMeasure(20));
    expect(codesOf(await measuresNow())).toEqual(codesOf(withMeasure(20).measures));
  });

  it('add no part to a breakdown whose parts make the whole, because a definition would change its meaning', () => {
    const whole = new Set(shipped.measures.filter(({ exhaustive }) => exhaustive).map(({ breakdown }) => breakdown));
    const parts = shipped.breakdowns.filter(({ breakdown }) => whole.has(breakdown));
    expect(parts.map(({ breakdown, code }) => `${breakdown} ${code}`)).toEqual(['age-group adult', 'age-group child']);
  });

  it('leave changed rows, and rows defined since, unchanged', async () => {
    await database.asOwner("UPDATE measure_versions SET name = 'Arrests made' WHERE measure = 'arrests'");
    await database.asOwner("UPDATE parts SET name = 'Snow' WHERE code = 'cocaine'");
    await database.asOwner("UPDATE forces SET name = 'Dorset' WHERE code = 'dorset'");
    const [raids] = (await measuresNow()).filter(({ code }) => code === 'warrants-executed');
    const later = { ...raids!, version: 2, name: 'Raids made', validFrom: '2030-01-01' };
    await serving.transactions.run(SYSTEM_ACTOR, async (tx) => {
      await dictionary.addVersion(tx, later);
      await dictionary.addVersion(tx, { ...later, code: 'our-own', version: 1, name: 'Our own', validFrom: null });
    });
    await load(withMeasure(20));
    const after = await measuresNow();
    const nameOf = (code: string): string | undefined => after.find((measure) => measure.code === code)?.name;
    expect(['arrests', 'warrants-executed', 'our-own'].map(nameOf)).toEqual(['Arrests made', 'Raids made', 'Our own']);
    expect(codesOf(after)).toEqual([...codesOf(withMeasure(20).measures), 'our-own']);
    expect((await drugsNow()).find(({ code }) => code === 'cocaine')?.name).toBe('Snow');
    expect(await database.asOwner("SELECT name FROM forces WHERE code = 'dorset'")).toEqual([{ name: 'Dorset' }]);
  });

  it('write nothing the second time', async () => {
    const data = { ...withMeasure(20), breakdowns: withDrug(7).breakdowns };
    const state = async (): Promise<unknown> => [
      await contentsOf(database),
      await database.asOwner('SELECT code, xmin::text FROM measures ORDER BY code'),
      await database.asOwner('SELECT breakdown, code, xmin::text FROM parts ORDER BY breakdown, code'),
    ];
    await load(data);
    const once = await state();
    await load(data);
    expect(await state()).toEqual(once);
  });
});

describe('a phase shipped with a release', () => {
  const shippedPhases = readOperationsData();
  const day = (text: string): CalendarDate => text as CalendarDate;
  const [scorpion] = shippedPhases.phases.filter(({ operation }) => operation === 'scorpion');
  const phaseOn = (operation: string, code: string, day: CalendarDate): OperationsData['phases'][number] => ({
    ...scorpion!,
    operation,
    code,
    name: code,
    starts_on: day,
    ends_on: day,
    active_days: 1,
  });

  it('asks for what the dictionary asks for on its first day, if its operation asks for anything', async () => {
    const voluntary = (await measuresNow()).find(({ code }) => code === 'convictions')!;
    expect(voluntary.ask).toBe('VOLUNTARY');
    const [arrests] = await measuresNow();
    const phases = [
      phaseOn('scorpion', 'scorpion-98', day('2029-12-31')),
      phaseOn('scorpion', 'scorpion-99', day('2030-01-01')),
      phaseOn('viper', 'viper-2030', day('2030-01-01')),
    ];
    const asksOf = (phase: string) => serving.transactions.run(SYSTEM_ACTOR, (tx) => operations.asks(tx, phase));
    const before = await asksOf('scorpion-13');
    await serving.transactions.run(SYSTEM_ACTOR, async (tx) => {
      await dictionary.addVersion(tx, { ...voluntary, version: 2, ask: 'CORE', validFrom: '2030-01-01' });
      await dictionary.addVersion(tx, { ...arrests!, version: 2, ask: 'VOLUNTARY', validFrom: '2030-01-01' });
      const data = { ...shippedPhases, phases: [...shippedPhases.phases, ...phases] };
      await shippedRepository.addMissing(tx, data, OPEN);
    });
    expect(await asksOf('scorpion-98')).toEqual(before);
    const changed = (await asksOf('scorpion-99')).filter(({ measure }) => ['arrests', 'convictions'].includes(measure));
    expect(changed).toEqual([{ measure: 'convictions', ask: 'CORE' }]);
    expect((await asksOf('scorpion-99')).length).toBe(before.length);
    expect(await asksOf('viper-2030')).toEqual([]);
    expect(await asksOf('scorpion-13')).toEqual(before);
  });

  it('has the current participants of its operation, and earlier phases keep theirs', async () => {
    const joined = {
      operation: 'scorpion',
      force: 'dyfed-powys',
      participation: 'TAKING_PART',
      from_day: '-infinity' as const,
    };
    const participants = async (phase: string): Promise<string[]> => {
      const all = await serving.transactions.run(SYSTEM_ACTOR, (tx) => operations.participants(tx, phase));
      return all.map(({ force }) => force);
    };
    const before = await participants('scorpion-1');
    await serving.transactions.run(SYSTEM_ACTOR, async (tx) => {
      const [dorset] = shipped.forces.filter(({ code }) => code === 'dorset');
      await dictionary.addMissing(tx, {
        ...shipped,
        forces: [...shipped.forces, { ...dorset!, code: 'dyfed-powys', ons_code: null }],
      });
      const phases = [...shippedPhases.phases, phaseOn('scorpion', 'scorpion-99', day('2030-01-01'))];
      const memberships = [...shippedPhases.memberships, joined];
      await shippedRepository.addMissing(tx, { ...shippedPhases, phases, memberships }, OPEN);
    });
    expect(await participants('scorpion-1')).toEqual(before);
    expect(await participants('scorpion-99')).toEqual([...before, 'dyfed-powys'].toSorted());
  });
});
