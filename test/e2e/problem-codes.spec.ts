import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEMS, RETURN_PROBLEMS, type ProblemCode } from '../../src/common/problem.js';
import { SHARED_PROBLEMS } from '../../src/common/problems/shared-problems.js';
import { contentsOf, setParticipation, setPhaseStatus } from '../support/database/database-states.js';
import {
  mustSubmit,
  codesOf,
  readReturn,
  mustBeRefused,
  totalsOf,
  type ReturnInput,
} from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

interface Case {
  readonly code: ProblemCode;
  readonly sent: Omit<ReturnInput, 'phase' | 'force'>;
  /** The measure and part of the problem. */
  readonly about: readonly [string | null, string | null];
  /** What was found, and what was expected. */
  readonly message: RegExp;
  readonly phase?: string;
  readonly force?: string;
  /** The sender; by default the force's analyst. */
  readonly token?: string;
  /** What the force sent earlier. */
  readonly before?: Omit<ReturnInput, 'phase' | 'force'>;
  /** What the force sent in each of the first phases of the operation. */
  readonly earlier?: readonly Omit<ReturnInput, 'phase' | 'force'>[];
}

/** An open phase whose first day is in the future. */
const TO_COME = 'scorpion-12';

const ARRESTS_NIL = { nil: ['arrests'] };
const WHOLE_RETURN = [null, null] as const;

const CASES: readonly Case[] = [
  {
    code: 'UNKNOWN_MEASURE',
    sent: { figures: [{ measure: 'people arrested', value: 1 }] },
    about: ['people arrested', null],
    message: /'people arrested'.*Did you mean 'arrests'\?$/,
  },
  {
    code: 'UNKNOWN_BREAKDOWN',
    sent: { figures: [{ measure: 'drugs-weight', breakdown: 'knife', value: 1 }] },
    about: ['drugs-weight', 'knife'],
    message: /'knife'.*drugs-weight.*'drug'.*query 'breakdowns'/,
  },
  {
    code: 'VALUE_MISSING',
    sent: { figures: [{ measure: 'arrests' }] },
    about: ['arrests', null],
    message: /no value.*or 0 if there was none.*UNQUANTIFIED/,
  },
  {
    code: 'VALUE_NOT_ALLOWED',
    sent: { figures: [{ measure: 'cash-seized', value: 3, qualifier: 'UNQUANTIFIED' }] },
    about: ['cash-seized', null],
    message: /UNQUANTIFIED.*£3.*Leave the value out/,
  },
  {
    code: 'NEGATIVE_VALUE',
    sent: { figures: [{ measure: 'drugs-weight', breakdown: 'heroin', value: -5 }] },
    about: ['drugs-weight', 'heroin'],
    message: /drugs-weight heroin was -5 g.*0 or more/,
  },
  {
    code: 'FRACTIONAL_COUNT',
    sent: { figures: [{ measure: 'arrests', value: 2.5 }] },
    about: ['arrests', null],
    message: /2\.5.*whole number/,
  },
  {
    code: 'TOO_MANY_DECIMALS',
    sent: { figures: [{ measure: 'cash-seized', value: 1.005 }] },
    about: ['cash-seized', null],
    message: /£1\.005.*2 decimals/,
  },
  {
    code: 'VALUE_TOO_LARGE',
    sent: { figures: [{ measure: 'drugs-weight', breakdown: 'cocaine', value: 1e9, unit: 'KILOGRAM' }] },
    about: ['drugs-weight', 'cocaine'],
    message: /drugs-weight cocaine was 1,000,000,000 kg.*12 digits before the decimal point in GRAM/,
  },
  {
    code: 'SOFT_ZERO',
    sent: { figures: [{ measure: 'arrests', value: 0, qualifier: 'AT_LEAST' }] },
    about: ['arrests', null],
    message: /0 cannot be AT_LEAST.*nil/,
  },
  {
    code: 'UNIT_MISMATCH',
    sent: { figures: [{ measure: 'arrests', value: 1, unit: 'KILOGRAM' }] },
    about: ['arrests', null],
    message: /arrests was sent in KILOGRAM. Send it in COUNT; without a unit it is in COUNT/,
  },
  {
    code: 'DUPLICATE_FIGURE',
    sent: { figures: [{ measure: 'arrests', value: 1 }], notApplicable: ['arrests'] },
    about: ['arrests', null],
    message: /'arrests'.*more than once.*Name it once/,
  },
  {
    code: 'BREAKDOWN_EXCEEDS_TOTAL',
    sent: {
      figures: [
        { measure: 'people-safeguarded', value: 5 },
        { measure: 'people-safeguarded', breakdown: 'child', value: 6 },
      ],
    },
    about: ['people-safeguarded', null],
    message: /exactly 6, but its total is 5\. .*cannot be above/,
  },
  {
    code: 'BREAKDOWN_DOES_NOT_ADD_UP',
    sent: {
      figures: [
        { measure: 'drugs-weight', value: 10 },
        { measure: 'drugs-weight', breakdown: 'cocaine', value: 4 },
      ],
    },
    about: ['drugs-weight', null],
    message: /exactly 4 g, but its total is 10 g\. .*add up to the total/,
  },
  { code: 'NOTHING_REPORTED', sent: {}, about: WHOLE_RETURN, message: /no figure.*othersNil/ },
  {
    code: 'WINDOW_REVERSED',
    sent: { ...ARRESTS_NIL, window: { from: '2022-03-08', to: '2022-03-07' } },
    about: WHOLE_RETURN,
    message: /2022-03-08.*2022-03-07.*'from' on or before 'to'/,
  },
  {
    code: 'WITHHELD_UNTIL_NOT_POSSIBLE',
    sent: { figures: [{ measure: 'arrests', value: 1, withheldUntil: '2026-01-05T12:00:00Z' }] },
    about: ['arrests', null],
    message:
      /arrests is to be withheld until 12:00 on 5 January 2026 \(UK time\), which is not in the future. Give a time in the next 2 years/,
  },
  {
    code: 'PHASE_NOT_OPEN',
    phase: 'scorpion-13',
    sent: ARRESTS_NIL,
    about: WHOLE_RETURN,
    message: /Operation Scorpion 13 (is|has been) closed.*coordinator/,
  },
  {
    code: 'FORCE_NOT_PARTICIPATING',
    phase: 'viper-2024',
    sent: ARRESTS_NIL,
    about: WHOLE_RETURN,
    message: /Wiltshire does not take part in Operation Viper 2024/,
  },
  {
    code: 'VERSION_CONFLICT',
    sent: { ...ARRESTS_NIL, expectedVersion: 3 },
    about: WHOLE_RETURN,
    message: /expected version 3, but there is no version/,
  },
  {
    code: 'IDEMPOTENCY_KEY_REUSED',
    phase: 'scorpion-2',
    before: { ...ARRESTS_NIL, idempotencyKey: 'once' },
    sent: { nil: ['charges'], idempotencyKey: 'once' },
    about: WHOLE_RETURN,
    message: /different return.*new key/,
  },
  {
    code: 'RECEIVED_AT_NOT_POSSIBLE',
    token: 'demo-coordinator',
    sent: { ...ARRESTS_NIL, onBehalf: { from: 'The duty desk', at: '2999-03-14T09:00:00Z', by: 'PHONE' } },
    about: WHOLE_RETURN,
    message: /^'onBehalf.at' .* received on 2999-03-14\. Expected a day from 2000-01-01 to today.*correct it/,
  },
  {
    code: 'NOT_ON_BEHALF',
    sent: { ...ARRESTS_NIL, onBehalf: { from: 'The duty desk', at: '2022-03-14T09:00:00Z', by: 'PHONE' } },
    about: WHOLE_RETURN,
    message: /'onBehalf' is only for a return that the region enters.*Leave it out/,
  },
  {
    code: 'FIGURE_DROPPED',
    phase: 'scorpion-3',
    before: { figures: [{ measure: 'cash-seized', value: 8000, qualifier: 'AT_LEAST' }], nil: ['charges'] },
    sent: { nil: ['charges'] },
    about: ['cash-seized', null],
    message: /at least £8,000 in version 1.*left out of this version, so it counts as not reported\. Send it again/,
  },
  {
    code: 'WINDOW_OUTSIDE_PHASE',
    phase: 'scorpion-4',
    sent: { ...ARRESTS_NIL, window: { from: '2023-03-31', to: '2023-04-02' } },
    about: WHOLE_RETURN,
    message: /2023-03-31 to 2023-04-02.*2023-04-01 to 2023-04-30/,
  },
  {
    code: 'PART_OUTSIDE_WHOLE',
    phase: 'scorpion-5',
    sent: {
      figures: [
        { measure: 'weapons-seized', value: 1 },
        { measure: 'firearms-seized', value: 5 },
      ],
    },
    about: ['firearms-seized', null],
    message: /firearms-seized is exactly 5.*weapons-seized.*exactly 1.*Check both/,
  },
  {
    code: 'NONE_BUT_IMPLIED',
    phase: 'scorpion-6',
    sent: { figures: [{ measure: 'cannabis-plants', value: 7 }], nil: ['drug-seizures'] },
    about: ['drug-seizures', null],
    message: /drug-seizures is none, but cannabis-plants is exactly 7.*Check both/,
  },
  {
    code: 'AS_AT_UNLIKELY',
    phase: 'scorpion-7',
    sent: { ...ARRESTS_NIL, asAt: '2024-03-03' },
    about: WHOLE_RETURN,
    message: /2024-03-03.*before the phase began on 2024-03-04\. Check the day/,
  },
  {
    code: 'UNUSUAL_VALUE',
    phase: 'scorpion-10',
    force: 'avon-and-somerset',
    earlier: [20, 22, 19, 23].map((value) => ({ figures: [{ measure: 'arrests', value }] })),
    sent: { figures: [{ measure: 'arrests', value: 210 }] },
    about: ['arrests', null],
    message: /exactly 210.*between 19 and 23, with a median of 21.*ten times.*Check it/,
  },
  {
    code: 'SAME_AS_LAST_PHASE',
    phase: 'scorpion-10',
    force: 'devon-and-cornwall',
    earlier: [{ figures: [{ measure: 'arrests', value: 27 }] }],
    sent: { figures: [{ measure: 'arrests', value: 27 }] },
    about: ['arrests', null],
    message: /arrests is 27, exactly as in Operation Scorpion 1\. Check/,
  },
  {
    code: 'PHASE_NOT_BEGUN',
    phase: TO_COME,
    sent: { figures: [{ measure: 'arrests', value: 27 }] },
    about: WHOLE_RETURN,
    message: /^The phase has not begun: it begins on 2090-03-01, and today is \d{4}-\d\d-\d\d\. Check .* phase\.$/,
  },
  {
    code: 'NOTHING_CHANGED',
    phase: 'scorpion-8',
    before: { figures: [{ measure: 'drugs-weight', value: 1.5, unit: 'KILOGRAM' }], nil: ['arrests'] },
    sent: {
      figures: [
        { measure: 'arrests', value: 0 },
        { measure: 'drugs-weight', value: 1500, qualifier: 'EXACT' },
      ],
      reason: 'Sent twice.',
    },
    about: WHOLE_RETURN,
    message: /^The return is the same as version 1, the current one: .* send the return again with the change\./,
  },
  {
    code: 'PERSONAL_DATA',
    phase: 'scorpion-9',
    sent: { figures: [{ measure: 'arrests', value: 1, note: 'Call 07700 900123' }] },
    about: ['arrests', null],
    message:
      /^The note on 'arrests' contains what looks like a phone number\. .* submit the return again without it\. .* data protection officer/,
  },
];

/** The warning of a step that succeeds: see withdrawal.spec.ts. */
const ELSEWHERE: readonly ProblemCode[] = ['EARLIER_VERSION_CURRENT', 'QUESTIONS_ENDED'];

/** The problem with which a step is rejected after the force has sent this. */
interface StepCase {
  readonly code: ProblemCode;
  readonly sent: Omit<ReturnInput, 'phase' | 'force'>;
  /** The sender; by default the force's analyst. */
  readonly by?: string;
  readonly token: string;
  /** The mutation, without the arguments that name the version. */
  readonly step: readonly [name: string, more: string];
  readonly message: RegExp;
}

const STEP_FORCE = 'gloucestershire';
const STEP_CASES: readonly StepCase[] = [
  {
    code: 'REASON_REQUIRED',
    sent: { ...ARRESTS_NIL, window: { from: '2020-01-01', to: '2020-01-02' } },
    token: `demo-approver-${STEP_FORCE}`,
    step: ['signOffReturn', ''],
    message: /WINDOW_OUTSIDE_PHASE needs a reason.*have it corrected.*2020-01-01 to 2020-01-02/,
  },
  {
    code: 'ACKNOWLEDGEMENT_NOT_EXPECTED',
    sent: ARRESTS_NIL,
    token: `demo-approver-${STEP_FORCE}`,
    step: ['signOffReturn', ', acknowledgements: [{ code: SOFT_ZERO, reason: "So it was." }]'],
    message: /SOFT_ZERO covers no warning of this version\. Give one reason for each warning of the version/,
  },
  {
    code: 'NOT_POSSIBLE_NOW',
    sent: ARRESTS_NIL,
    token: 'demo-coordinator',
    step: ['acceptReturn', ''],
    message:
      /Version \d was submitted and is not signed off\. Only a version .* give the reason in the argument 'withoutSignOff'/,
  },
  {
    code: 'SAME_PERSON',
    sent: ARRESTS_NIL,
    by: 'demo-coordinator',
    token: 'demo-coordinator',
    step: ['acceptReturn', ', withoutSignOff: "The desk is closed."'],
    message: /You submitted version \d, so somebody else/,
  },
];

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await setPhaseStatus(service.database, 'scorpion-13', 'CLOSED');
  const days = `starts_on = '2090-03-01', ends_on = '2090-03-07'`;
  await service.database.asOwner(`UPDATE phases SET ${days} WHERE code = '${TO_COME}'`);
});
afterAll(async () => {
  await service.stop();
});

/** Everything that must not change on a rejection. */
async function currentOf(key: { phase: string; force: string }): Promise<unknown> {
  const [totals, contents] = [await totalsOf(service, key.phase), await contentsOf(service.database)];
  return { totals, contents, return: await readReturn(service, key) };
}

it('every problem code has a case here', () => {
  expect([...[...CASES, ...STEP_CASES].map(({ code }) => code), ...ELSEWHERE].sort()).toEqual(
    Object.keys({ ...RETURN_PROBLEMS, ...SHARED_PROBLEMS }).sort(),
  );
});

describe.each(CASES)('$code', ({ code, sent, about, message, before, earlier = [], ...of }) => {
  const { phase = 'scorpion-1', force = 'wiltshire', token } = of;
  const key = { phase, force };
  const { severity } = PROBLEMS[code];
  const expected = { code, severity, measure: about[0], breakdown: about[1], message: expect.stringMatching(message) };

  it(`is reported as ${severity} with what was found and expected${severity === 'BLOCK' ? ', and nothing is stored' : ''}`, async () => {
    for (const [place, one] of earlier.entries()) {
      await mustSubmit(service, { ...one, phase: `scorpion-${place + 1}`, force });
    }
    if (before !== undefined) {
      await mustSubmit(service, { ...before, ...key });
    }
    const current = await currentOf(key);
    if (severity === 'BLOCK') {
      expect(await mustBeRefused(service, { ...sent, ...key }, token)).toEqual([expected]);
      expect(await currentOf(key)).toEqual(current);
    } else {
      expect((await mustSubmit(service, { ...sent, ...key })).warnings).toEqual([expected]);
    }
  });
});

describe.each(STEP_CASES)('$code', ({ code, sent, by, token, step: [name, more], message }) => {
  it('is reported for a step with the current state and what was expected, and nothing is stored', async () => {
    const key = { phase: 'scorpion-9', force: STEP_FORCE };
    const { version } = (await mustSubmit(service, { ...sent, ...key }, by)).return;
    const current = await currentOf(key);
    const STEP = `mutation ($phase: ID!, $force: ID!, $version: Int!) {
      done: ${name}(phase: $phase, force: $force, version: $version${more}) {
        ... on Rejection { problems { code severity message } } } }`;
    const { data } = await service.ask<{ done: object }>(token, STEP, { ...key, version });
    const { severity } = PROBLEMS[code];
    expect(data.done).toEqual({ problems: [{ code, severity, message: expect.stringMatching(message) }] });
    expect(await currentOf(key)).toEqual(current);
  });
});

describe('a return with several problems', () => {
  const key = { phase: 'scorpion-6', force: 'dorset' };

  it('lists them all at once, warnings included, and the current version remains', async () => {
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 27 }] });
    const current = await currentOf(key);
    const problems = await mustBeRefused(service, {
      ...key,
      figures: [
        { measure: 'cash-seized', value: -1.005 },
        { measure: 'nothing-like-it', value: 1 },
        { measure: 'weapons-seized', value: 1 },
        { measure: 'firearms-seized', value: 2 },
      ],
      nil: ['charges', 'charges'],
      window: { from: '2023-10-01', to: '2023-10-15' },
      expectedVersion: 0,
    });
    expect(codesOf(problems).sort()).toEqual([
      'DUPLICATE_FIGURE',
      'FIGURE_DROPPED',
      'NEGATIVE_VALUE',
      'PART_OUTSIDE_WHOLE',
      'TOO_MANY_DECIMALS',
      'UNKNOWN_MEASURE',
      'VERSION_CONFLICT',
      'WINDOW_OUTSIDE_PHASE',
    ]);
    expect(await currentOf(key)).toEqual(current);
  });

  it('lists them all at once even if the force does not take part', async () => {
    const left = { phase: 'scorpion-7', force: 'dorset' };
    await mustSubmit(service, { ...left, figures: [{ measure: 'arrests', value: 27 }] });
    await setParticipation(service.database, left, 'NOT_TAKING_PART');
    const current = await currentOf(left);
    const figures = [
      { measure: 'weapons-seized', value: 1 },
      { measure: 'firearms-seized', value: 2 },
    ];
    const problems = await mustBeRefused(service, { ...left, figures, expectedVersion: 3 });
    expect(codesOf(problems).sort()).toEqual([
      'FIGURE_DROPPED',
      'FORCE_NOT_PARTICIPATING',
      'PART_OUTSIDE_WHOLE',
      'VERSION_CONFLICT',
    ]);
    expect(problems.find(({ code }) => code === 'VERSION_CONFLICT')?.message).toContain('but version 1 is current');
    expect(await currentOf(left)).toEqual(current);
    // Not named in the phase at all, so it can have no version.
    const unnamed = { phase: 'viper-2024', force: 'wiltshire' };
    expect(codesOf(await mustBeRefused(service, { ...unnamed, figures, expectedVersion: 3 })).sort()).toEqual([
      'FORCE_NOT_PARTICIPATING',
      'PART_OUTSIDE_WHOLE',
      'VERSION_CONFLICT',
    ]);
  });

  it('does not suggest othersNil in a phase that asks for nothing', async () => {
    const problems = await mustBeRefused(service, { phase: 'viper-2024', force: 'dorset', othersNil: true });
    expect(problems).toMatchObject([
      {
        code: 'NOTHING_REPORTED',
        message:
          "The return has no figures, and 'othersNil' had no effect because the phase asks for no measures. List the nil measures in 'nil'.",
      },
    ]);
  });

  it('leaves a force that has sent nothing at NOT_STARTED, version 0', async () => {
    const untouched = { phase: 'scorpion-6', force: 'gloucestershire' };
    await mustBeRefused(service, { ...untouched, figures: [{ measure: 'arrests', value: -1 }] });
    expect(await readReturn(service, untouched)).toEqual({
      version: 0,
      status: 'NOT_STARTED',
      submittedAt: null,
      window: null,
      asAt: null,
      note: null,
      reason: null,
      figures: [],
    });
  });
});

describe.each([
  ['for a phase that has not begun', 'PHASE_NOT_BEGUN', TO_COME, 1],
  ['that is the same as the current version', 'NOTHING_CHANGED', 'scorpion-5', 2],
] as const)('a return %s', (_, warning, phase, versions) => {
  const key = { phase, force: 'avon-and-somerset' };
  const input = { ...key, figures: [{ measure: 'arrests', value: 27 }] };

  it('gives a warning even as a draft, and is signed off with a reason for it', async () => {
    for (let sent = 1; sent < versions; sent += 1) await mustSubmit(service, input);
    const SAVE = `mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) {
      ... on DraftSaved { problems { code severity } } } }`;
    const { data } = await service.ask<{ saveDraft: { problems: object[] } }>(`demo-analyst-${key.force}`, SAVE, {
      input,
    });
    expect(data.saveDraft.problems).toContainEqual({ code: warning, severity: 'WARNING' });
    const { version } = (await mustSubmit(service, input)).return;
    const signOff = async (more: string): Promise<object> => {
      const named = `phase: "${key.phase}", force: "${key.force}", version: ${version}`;
      const STEP = `mutation { done: signOffReturn(${named}${more}) {
        ... on ReturnChanged { return { status } } ... on Rejection { problems { code } } } }`;
      return (await service.ask<{ done: object }>(`demo-approver-${key.force}`, STEP)).data.done;
    };
    expect(await signOff('')).toEqual({ problems: [{ code: 'REASON_REQUIRED' }] });
    expect(await signOff(`, acknowledgements: [{ code: ${warning}, reason: "It is so." }]`)).toEqual({
      return: { status: 'SIGNED_OFF' },
    });
  });
});
