import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setParticipation } from '../support/database/database-states.js';
import { signOffAndAccept } from '../support/api/return-steps.js';
import { mustSubmit, amount, codesOf, totalsOf, type Amount } from '../support/api/returns-api.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

interface CellView extends Amount {
  readonly measure: { readonly code: string };
  readonly state: string;
}
interface PhaseView {
  readonly phase: { readonly code: string };
  readonly participation: string;
  readonly version: number | null;
  readonly submittedAt: string | null;
  readonly cells: readonly CellView[];
}

const ASK = `query ($force: ID!, $operation: ID, $from: Date, $to: Date, $measures: [ID!], $newestFirst: Boolean! = false,
    $first: Int! = 100, $after: ID) {
  forceTotals(force: $force, operation: $operation, from: $from, to: $to, measures: $measures,
      newestFirst: $newestFirst, first: $first, after: $after) {
    phase { code } participation version submittedAt cells { measure { code } state value qualifier lower upper } } }`;
const SCORPION = Array.from({ length: 13 }, (_, index) => `scorpion-${index + 1}`);
const ALL = [...SCORPION.slice(0, 6), 'viper-2024', ...SCORPION.slice(6)];

let service: TestService;
let submittedAt: string | null = null;
beforeAll(async () => {
  service = await startTestService();
  const dorset = { force: 'dorset' };
  await mustSubmit(service, { ...dorset, phase: 'scorpion-7', nil: ['arrests'] });
  const newest = await mustSubmit(service, {
    ...dorset,
    phase: 'scorpion-7',
    notApplicable: ['lines-closed'],
    nil: ['charges'],
    figures: [
      { measure: 'arrests', value: 27, qualifier: 'AT_LEAST' },
      { measure: 'drugs-weight', breakdown: 'cocaine', value: 0.45, unit: 'KILOGRAM' },
      { measure: 'patrols', qualifier: 'UNQUANTIFIED' },
    ],
  });
  ({ submittedAt } = newest.return);
  await mustSubmit(service, { ...dorset, phase: 'viper-2024', figures: [{ measure: 'arrests', value: 3 }] });
  await mustSubmit(service, { phase: 'scorpion-7', force: 'wiltshire', figures: [{ measure: 'arrests', value: 99 }] });
  await mustSubmit(service, { phase: 'scorpion-8', force: 'btp', figures: [{ measure: 'arrests', value: 1 }] });
});
afterAll(async () => {
  await service.stop();
});

async function ask(variables: object, token = 'demo-coordinator'): Promise<readonly PhaseView[]> {
  const { data, errors } = await service.ask<{ forceTotals: PhaseView[] }>(token, ASK, {
    force: 'dorset',
    ...variables,
  });
  expect(errors).toEqual([]);
  return data.forceTotals;
}
const phasesOf = (lines: readonly PhaseView[]): string[] => codesOf(lines.map(({ phase }) => phase));

describe('one force across phases', () => {
  it('is the same line as in the totals of each phase, with the version used', async () => {
    const phases = await ask({});
    expect(phasesOf(phases)).toEqual(ALL);
    expect(phases.map(({ phase, version }) => [phase.code, version])).toEqual(
      ALL.map((code) => [code, code === 'scorpion-7' ? 2 : code === 'viper-2024' ? 1 : null]),
    );
    expect(phases.find(({ phase }) => phase.code === 'scorpion-7')?.submittedAt).toBe(submittedAt);
    for (const { phase, participation, cells } of phases) {
      expect(participation).toBe('TAKING_PART');
      const { totals } = await totalsOf(service, phase.code, null);
      const lines = totals.flatMap(({ measure, byForce }) =>
        byForce
          .filter(({ force }) => force.code === 'dorset')
          .map((line) => ({ code: measure.code, state: line.state, ...amount(line) })),
      );
      const own = cells.map((cell) => ({ code: cell.measure.code, state: cell.state, ...amount(cell) }));
      // A measure that only another force reported has a line in the totals too, and none here.
      expect(own).toEqual(lines.filter(({ code }) => own.some((cell) => cell.code === code)));
      expect(lines.filter((line) => line.state !== 'NOT_REPORTED')).toEqual(
        own.filter((cell) => cell.state !== 'NOT_REPORTED'),
      );
    }
  });

  it('gives what was reported, and never 0 for what was not', async () => {
    const measures = ['patrols', 'arrests', 'charges', 'lines-closed', 'drugs-weight', 'cash-seized', 'arrests'];
    const [lines] = await ask({ measures, from: '2024-03-04', to: '2024-03-04' });
    expect(lines?.cells.map((cell) => [cell.measure.code, cell.state, amount(cell)])).toEqual([
      ['arrests', 'REPORTED', { value: 27, qualifier: 'AT_LEAST', lower: 27, upper: null }],
      ['charges', 'NIL', { value: 0, qualifier: 'EXACT', lower: 0, upper: 0 }],
      ['drugs-weight', 'REPORTED', { value: 450, qualifier: 'EXACT', lower: 450, upper: 450 }],
      ['cash-seized', 'NOT_REPORTED', { value: null, qualifier: null, lower: 0, upper: null }],
      ['lines-closed', 'NOT_APPLICABLE', { value: null, qualifier: null, lower: 0, upper: 0 }],
      ['patrols', 'UNQUANTIFIED', { value: null, qualifier: 'UNQUANTIFIED', lower: 0, upper: null }],
    ]);
  });

  it('has lines for a force that is not expected only if it reported', async () => {
    const phases = await ask({ force: 'btp', measures: ['arrests', 'charges'] });
    expect(phasesOf(phases)).toEqual(SCORPION);
    expect(new Set(phases.map(({ participation }) => participation))).toEqual(new Set(['NOT_KNOWN']));
    const lines = phases.filter(({ cells }) => cells.length > 0);
    expect(lines.map(({ phase, cells }) => [phase.code, codesOf(cells.map(({ measure }) => measure))])).toEqual([
      ['scorpion-8', ['arrests']],
    ]);
    await setParticipation(service.database, { phase: 'scorpion-3', force: 'wiltshire' }, 'NOT_TAKING_PART');
    const [third] = await ask({ force: 'wiltshire', from: '2022-11-18', to: '2022-11-18' });
    expect(third).toEqual({
      phase: { code: 'scorpion-3' },
      participation: 'NOT_TAKING_PART',
      version: null,
      submittedAt: null,
      cells: [],
    });
  });

  it.each([
    [{ operation: 'viper' }, ['viper-2024']],
    [{ from: '2024-03-04', to: '2024-06-10' }, ['scorpion-7', 'scorpion-8']],
    [{ from: '2025-06-24' }, ['scorpion-13']],
    [{ to: '2022-03-06' }, []],
    [{ newestFirst: true, first: 2 }, ['scorpion-13', 'scorpion-12']],
    [{ newestFirst: true, first: 2, after: 'scorpion-7' }, ['viper-2024', 'scorpion-6']],
    [{ first: 2, after: 'scorpion-6' }, ['viper-2024', 'scorpion-7']],
    [{ first: 2, after: 'viper-2024', operation: 'scorpion' }, ['scorpion-7', 'scorpion-8']],
    [{ after: 'scorpion-13' }, []],
  ])('asked for %j gives %j', async (variables, phases) => {
    expect(phasesOf(await ask({ ...variables, measures: [] }))).toEqual(phases);
  });

  it.each<[object, string, unknown]>([
    [{ force: 'kent' }, 'NOT_FOUND', `There is no force "kent". The query 'forces' lists the codes.`],
    [{ operation: 'nope' }, 'NOT_FOUND', `There is no operation "nope". The query 'operations' lists the codes.`],
    [{ after: 'nope' }, 'BAD_USER_INPUT', "'after' must be the code of a phase, not 'nope'."],
    [
      { from: '2024-02-02', to: '2024-02-01' },
      'BAD_USER_INPUT',
      "'from', 2024-02-02, is later than 'to', 2024-02-01. Give an earlier 'from'.",
    ],
    [{ first: 101 }, 'BAD_USER_INPUT', expect.stringContaining('first')],
    [{ first: 0 }, 'BAD_USER_INPUT', expect.stringContaining('first')],
    [{ force: '\0' }, 'BAD_USER_INPUT', expect.stringContaining('force')],
    [
      { measures: ['arrests', 'nope'] },
      'BAD_USER_INPUT',
      "Not measures of the dictionary: 'nope'. The query 'measures' lists the codes.",
    ],
  ])('asked for %j is %s', async (variables, code, message) => {
    const { errors } = await service.ask('demo-coordinator', ASK, { force: 'dorset', ...variables });
    expect(errors).toMatchObject([{ message, extensions: { code } }]);
  });

  it('is the same for everybody who may read totals, and refused to others', async () => {
    await signOffAndAccept(service, { phase: 'scorpion-7', force: 'dorset', version: 2 });
    await signOffAndAccept(service, { phase: 'viper-2024', force: 'dorset', version: 1 });
    const lines = await ask({});
    for (const token of ['demo-analyst-dorset', 'demo-analyst-btp', 'demo-approver-wiltshire', 'demo-pcc-wiltshire']) {
      expect(await ask({}, token)).toEqual(lines);
    }
    for (const token of ['demo-press', 'demo-admin']) {
      const { data, errors } = await service.ask(token, ASK, { force: 'dorset' });
      expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([{ forceTotals: null }, ['FORBIDDEN']]);
    }
  });

  it('costs as many statements for all phases as for two, and may be asked for at once', async () => {
    const two = await countStatements(() => ask({ first: 2 }));
    expect(two).toBeGreaterThan(0);
    expect(await countStatements(() => ask({ first: 100 }))).toBe(two);
    const everything = `{ forceTotals(force: "dorset", first: 100) { version submittedAt participation
      phase { code operation name startsOn endsOn datesKnownTo activeDays windows focus leadForce status }
      cells { state value qualifier lower upper measure { code version name alsoKnownAs category unit breakdown
        breakdownRule exhaustive ask acrossPhases headline preferredDirection definition validFrom } } } }`;
    expect((await service.ask('demo-coordinator', everything)).errors).toEqual([]);
  });
});
