import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProblemCode } from '../../src/common/problem.js';
import { PHASE_PROBLEMS } from '../../src/common/problems/phase-problems.js';
import { contentsOf } from '../support/database/database-states.js';
import { tryStep, type PhaseStep } from '../support/api/phases-api.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

interface Case {
  readonly code: ProblemCode;
  readonly step: PhaseStep;
  readonly variables: object;
  /** What was found, what was expected, and how to correct it. */
  readonly message: RegExp;
}

const PHASE = 'scorpion-13';
const KEY = { phase: PHASE, force: 'dorset' };
const plan = (more: object): Pick<Case, 'step' | 'variables'> => ({
  step: 'createPhase',
  variables: {
    input: { operation: 'viper', name: 'V', startsOn: '2027-01-04', endsOn: '2027-01-05', confirm: true, ...more },
  },
});

const CASES: readonly Case[] = [
  {
    code: 'CODE_TAKEN',
    ...plan({ code: PHASE }),
    message: /'scorpion-13' already belongs to Operation Scorpion 13\. Give another/,
  },
  { code: 'NAME_MISSING', ...plan({ name: '\t' }), message: /phase has no name\. Give a name/ },
  {
    code: 'DAYS_NOT_POSSIBLE',
    ...plan({ endsOn: '2027-01-03' }),
    message: /^The days 2027-01-04 to 2027-01-03.*at most 366 days/,
  },
  {
    code: 'ACTIVE_DAYS_NOT_POSSIBLE',
    ...plan({ activeDays: 3 }),
    message: /3 days of activity.*1 to 2, or leave 'activeDays' out/,
  },
  {
    code: 'DEADLINES_OUT_OF_ORDER',
    ...plan({ returnsDueAt: '2027-06-01T11:00:00Z' }),
    message:
      /due at 12:00 on 1 June 2027 \(UK time\), the phase closes at 23:59 on 19 January 2027 \(UK time\), .*Returns are due first/,
  },
  {
    code: 'UNTIL_PASSED',
    step: 'grantException',
    variables: { ...KEY, until: '2026-01-01T00:00:00Z', reason: 'x' },
    message: /end at 00:00 on 1 January 2026 \(UK time\), which has passed\. Give a time/,
  },
  {
    code: 'STATE_CONFLICT',
    step: 'changePhase',
    variables: { input: { phase: PHASE, expectedStatus: 'PLANNED' } },
    message: /expected Operation Scorpion 13 to be PLANNED, but it is OPEN: it has changed/,
  },
  {
    code: 'REASON_REQUIRED',
    step: 'setParticipation',
    variables: { ...KEY, force: 'btp', participation: 'NOT_TAKING_PART' },
    message: /participants needs a reason\. Give one in 'reason'/,
  },
  {
    code: 'CONFIRMATION_NEEDED',
    ...plan({ startsOn: '2099-01-04', endsOn: '2099-01-05', confirm: null }),
    message:
      /^The days of V may be a mistake: it begins on 2099-01-04, more than a year after today, .*'confirm: true'/,
  },
  {
    code: 'NOT_POSSIBLE_NOW',
    step: 'setParticipation',
    variables: { ...KEY, participation: 'NOT_TAKING_PART', reason: 'x' },
    message: /Dorset has a return for Operation Scorpion 13.*Have the return withdrawn first/,
  },
];

/** Codes that other changes have too. */
const SHARED = ['REASON_REQUIRED', 'NOT_POSSIBLE_NOW'];

/** Problems of mergeForces alone: see memberships.spec.ts. */
const ELSEWHERE = ['ONS_CODE_NOT_POSSIBLE', 'TOO_FEW_FORCES'];

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await mustSubmit(service, { ...KEY, nil: ['arrests'] });
});
afterAll(async () => {
  await service.stop();
});

it('every problem code has a case here', () => {
  expect([...CASES.map(({ code }) => code), ...ELSEWHERE].sort()).toEqual(
    [...Object.keys(PHASE_PROBLEMS), ...SHARED].sort(),
  );
});

describe.each(CASES)('$code', ({ code, step, variables, message }) => {
  it('is reported with what was found and expected, and nothing is stored', async () => {
    const before = await contentsOf(service.database);
    const { problems } = await tryStep(service, step, variables);
    expect(problems).toEqual([{ code, message: expect.stringMatching(message) }]);
    expect(await contentsOf(service.database)).toEqual(before);
  });
});
