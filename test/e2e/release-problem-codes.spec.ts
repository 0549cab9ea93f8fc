import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProblemCode } from '../../src/common/problem.js';
import { RELEASE_PROBLEMS } from '../../src/common/problems/release-problems.js';
import { openPhaseWith } from '../support/api/release-scenes.js';
import { mustPublish, readRelease } from '../support/api/releases-api.js';
import { mustTakeStep, sendAccepted } from '../support/api/return-steps.js';
import { mustSubmit, type Problem, type ReturnInput } from '../support/api/returns-api.js';
import { contentsOf } from '../support/database/database-states.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const COORDINATOR = 'demo-coordinator';
const LATER = '2089-04-20T12:00:00Z';
const IN_ELECTION = '2089-05-01T08:00:00Z';
const PERIOD = '{ name: "Elections of 2089", from: "2089-04-25", until: "2089-05-05" }';

let service: TestService;

/** What each phase is for: named by what stands against a release of it. */
beforeAll(async () => {
  service = await startTestService();
  await openPhaseWith(service, { code: 'bare', forces: 0 });
  await openPhaseWith(service, { code: 'few', forces: 2 });
  await openPhaseWith(service, { code: 'short', forces: 4 });
  await openPhaseWith(service, { code: 'whole', forces: 5 });
  await openPhaseWith(service, { code: 'held', forces: 5, totalsHeldBack: true });
  await openPhaseWith(service, { code: 'out', forces: 5 });
  await mustPublish(service, { phase: 'out' });
  await openPhaseWith(service, { code: 'asked', forces: 5 });
  const asked = { phase: 'asked', force: 'dorset', version: 1, question: 'All of them?' };
  await mustTakeStep(service, COORDINATOR, 'queryReturn', asked);
  await openPhaseWith(service, { code: 'unsigned', forces: 4 });
  const last = { phase: 'unsigned', force: 'wiltshire' };
  await mustSubmit(service, { ...last, nil: ['arrests'] });
  await mustTakeStep(service, COORDINATOR, 'acceptReturn', { ...last, version: 1, withoutSignOff: 'Nobody is there.' });
  await openPhaseWith(service, { code: 'children', forces: 3 });
  for (const force of ['gloucestershire', 'wiltshire']) await sendAccepted(service, withChildren('children', force, 1));
  await openPhaseWith(service, { code: 'ages', forces: 3 });
  for (const force of ['gloucestershire', 'wiltshire']) await sendAccepted(service, withChildren('ages', force, 4));
  await mustPublish(service, { phase: 'ages' });
  await sendAccepted(service, { ...withChildren('ages', 'wiltshire', 9), reason: 'Five more came in.' });
  expect(await problemsOf(`setPreElectionPeriods(periods: [${PERIOD}])`)).toEqual([]);
}, 60_000);

afterAll(async () => {
  await service.stop();
});

/** A return with this many children among the people safeguarded. */
function withChildren(phase: string, force: string, value: number): ReturnInput {
  const people = { measure: 'people-safeguarded', value: 10 };
  return {
    phase,
    force,
    figures: [{ measure: 'arrests', value: 26 }, people, { ...people, breakdown: 'child', value }],
  };
}

/** The problems that the coordinator gets. */
async function problemsOf(mutation: string): Promise<Problem[]> {
  const { data, errors } = await service.ask<{ done: { problems?: Problem[] } | null } | null>(
    COORDINATOR,
    `mutation { done: ${mutation} { ... on Rejection { problems { code severity measure breakdown message } } } }`,
  );
  if (data?.done == null) throw new Error(`${mutation} was not answered: ${JSON.stringify(errors)}`);
  return data.done.problems ?? [];
}

const publishing = (phase: string, more = ''): string => `publishRelease(input: { phase: "${phase}"${more} })`;
const version2 = ', kind: CORRECTION, note: "One was counted twice."';

interface Case {
  readonly code: ProblemCode;
  readonly when: string;
  readonly mutation: string;
  /** What was found, what was expected, and how to correct it. */
  readonly message: RegExp;
}

/** Refusals. */
const BLOCKING: readonly Case[] = [
  {
    code: 'NOTHING_ACCEPTED',
    when: 'no return is accepted',
    mutation: publishing('bare', ', acknowledgements: [{ code: NOT_ALL_ACCEPTED, reason: "r" }]'),
    message: /^No return is accepted for this phase\. Accept returns first\.$/,
  },
  {
    code: 'COVERAGE_BELOW_FLOOR',
    when: 'two of five forces are accepted',
    mutation: publishing('few', ', acknowledgements: [{ code: NOT_ALL_ACCEPTED, reason: "r" }]'),
    message: /^2 of 5 expected forces.*at least 3 are needed\. Accept more returns first\.$/,
  },
  {
    code: 'KIND_REQUIRED',
    when: 'a later version has no kind',
    mutation: publishing('out', ', note: "One was counted twice."'),
    message: /^Release 2 needs a kind: REVISION for .*, CORRECTION for /,
  },
  {
    code: 'REASON_REQUIRED',
    when: 'a later version has a blank note',
    mutation: publishing('out', ', kind: CORRECTION, note: " "'),
    message: /^Release 2 needs a note that says what has changed/,
  },
  {
    code: 'VERSION_CONFLICT',
    when: 'another version is the newest',
    mutation: publishing('out', `${version2}, expectedVersion: 0`),
    message: /^You expected no release yet, but the newest is release 1\. Read the releases again/,
  },
  {
    code: 'VERSION_CONFLICT',
    when: 'there is none yet',
    mutation: publishing('whole', ', expectedVersion: 3'),
    message: /expected release 3 to be the newest, but there is none/,
  },
  {
    code: 'EMBARGO_NOT_POSSIBLE',
    when: 'the totals can be read already',
    mutation: publishing('whole', `, embargoUntil: "${LATER}"`),
    message: /can be read already, so an embargo would hide nothing\. Set 'totalsHeldBack' with changePhase first/,
  },
  {
    code: 'EMBARGO_NOT_POSSIBLE',
    when: 'readers are named for a release without an embargo',
    mutation: publishing('whole', ', namedReaders: ["demo-press"]'),
    message: /^'namedReaders' were given without 'embargoUntil'/,
  },
  {
    code: 'UNTIL_PASSED',
    when: 'the embargo has ended already',
    mutation: publishing('held', ', embargoUntil: "2026-01-01T00:00:00Z"'),
    message: /would end at 00:00 on 1 January 2026 \(UK time\), which has passed\. Give a time in the future/,
  },
  {
    code: 'PERSON_NOT_KNOWN',
    when: 'somebody named does not exist',
    mutation: publishing('held', `, embargoUntil: "${LATER}", namedReaders: ["nobody"]`),
    message: /^There is no active person "nobody"\. Check the id\.$/,
  },
  {
    code: 'PERSON_NOT_SUITABLE',
    when: 'somebody named does not read releases',
    mutation: publishing('held', `, embargoUntil: "${LATER}", namedReaders: ["demo-admin"]`),
    message: /^"demo-admin" has the role ADMIN, which does not read releases\. Name people with one of: /,
  },
  {
    code: 'PERSON_NOT_SUITABLE',
    when: 'somebody named for a draft does not read releases',
    mutation: 'prepareRelease(phase: "whole", namedReaders: ["demo-admin"])',
    message: /does not read releases/,
  },
  {
    code: 'PERSON_NOT_KNOWN',
    when: "somebody of an operation's list does not exist",
    mutation: 'setReleaseReaders(operation: "scorpion", namedReaders: ["demo-press", "nobody"])',
    message: /^There is no active person "nobody"/,
  },
  {
    code: 'ACKNOWLEDGEMENT_NOT_EXPECTED',
    when: 'a reason is given for a warning that was not found',
    mutation: publishing('whole', ', acknowledgements: [{ code: OPEN_QUESTION, reason: "It is known." }]'),
    message: /^A reason was given for OPEN_QUESTION, but there is no such warning\. Leave it out\.$/,
  },
  {
    code: 'REASON_REQUIRED',
    when: 'a withdrawal has a blank reason',
    mutation: 'withdrawRelease(phase: "out", version: 1, reason: " ")',
    message: /^A withdrawal needs a reason\. Say why the figures must not be used\.$/,
  },
  {
    code: 'NOT_POSSIBLE_NOW',
    when: 'a release that is out is brought forward',
    mutation: 'bringReleaseForward(phase: "out", version: 1)',
    message: /^Release 1 is not under embargo, so there is nothing to bring forward\.$/,
  },
  {
    code: 'NAME_MISSING',
    when: 'a pre-election period has a blank name',
    mutation: 'setPreElectionPeriods(periods: [{ name: " ", from: "2089-04-25", until: "2089-05-05" }])',
    message: /^The period from 2089-04-25 to 2089-05-05 has no name\. Give it one\.$/,
  },
  {
    code: 'DAYS_REVERSED',
    when: 'a pre-election period ends before it begins',
    mutation: 'setPreElectionPeriods(periods: [{ name: "Local", from: "2089-05-06", until: "2089-05-05" }])',
    message: /^The period "Local" ends on 2089-05-05, before it begins on 2089-05-06\. Give a last day on or after/,
  },
  {
    code: 'PERIOD_NAME_TAKEN',
    when: 'two pre-election periods have one name',
    mutation: `setPreElectionPeriods(periods: [${PERIOD}, ${PERIOD}])`,
    message: /^Two periods have the name "Elections of 2089"\. Give each a name of its own\.$/,
  },
];

interface WarningCase extends Omit<Case, 'mutation'> {
  readonly phase: string;
  readonly embargoUntil?: string;
  readonly about?: Pick<Problem, 'measure' | 'breakdown'>;
}

/** Warnings, which want a reason. */
const WARNING: readonly WarningCase[] = [
  {
    code: 'NOT_ALL_ACCEPTED',
    when: 'a force is missing',
    phase: 'short',
    message:
      /^No return is accepted from Wiltshire\. Wait for what is missing and accept it, or give a reason to publish without it\.$/,
  },
  {
    code: 'OPEN_QUESTION',
    when: 'a question is open',
    phase: 'asked',
    message:
      /^There are open questions about figures from Dorset, which therefore get no headlines of their own\. Wait for /,
  },
  {
    code: 'NOT_SIGNED_OFF',
    when: 'a return was accepted without sign-off',
    phase: 'unsigned',
    message: /^Figures from wiltshire were accepted without the force's sign-off\. Ask for the sign-off, or /i,
  },
  {
    code: 'CHILD_CELL_BELOW_3',
    when: 'there are two children',
    phase: 'children',
    about: { measure: 'people-safeguarded', breakdown: 'child' },
    message: /^People safeguarded, .*: 2\. So small a number could identify a child\. Have it left out/,
  },
  {
    code: 'PRE_ELECTION_PERIOD',
    when: 'it would come out in such a period',
    phase: 'held',
    embargoUntil: IN_ELECTION,
    message:
      /pre-election period "Elections of 2089" \(2089-04-25 to 2089-05-05\)\. Publish it after the period, or give a reason/,
  },
];

it('every code of releases has a case here', () => {
  const tried = [...BLOCKING, ...WARNING].map(({ code }): string => code).concat('AGE_GROUPS_OF_ONE_FORCE');
  expect(Object.keys(RELEASE_PROBLEMS).filter((code) => !tried.includes(code))).toEqual([]);
  for (const [code, { severity }] of Object.entries(RELEASE_PROBLEMS)) {
    if (severity === 'INFORMATION') continue;
    expect([code, (severity === 'BLOCK' ? BLOCKING : WARNING).some((one) => one.code === code)]).toEqual([code, true]);
  }
});

describe.each(BLOCKING)('$code, when $when,', ({ code, mutation, message }) => {
  it('is reported with what was found and expected, and nothing is stored', async () => {
    const before = await contentsOf(service.database);
    const problems = await problemsOf(mutation);
    expect(problems.filter(({ severity }) => severity === 'BLOCK')).toEqual([
      { code, severity: 'BLOCK', measure: null, breakdown: null, message: expect.stringMatching(message) },
    ]);
    expect(await contentsOf(service.database)).toEqual(before);
  });
});

describe.each(WARNING)('$code, when $when,', ({ code, phase, embargoUntil, about, message }) => {
  const until = embargoUntil === undefined ? '' : `, embargoUntil: "${embargoUntil}"`;
  const none = { measure: null, breakdown: null };
  const acknowledged = (reason: string): string =>
    publishing(phase, `${until}, acknowledgements: [{ code: ${code}, reason: "${reason}" }]`);

  it.each(['no', 'a blank'])('is reported with %s reason, and nothing is stored', async (given) => {
    const before = await contentsOf(service.database);
    const problems = await problemsOf(given === 'no' ? publishing(phase, until) : acknowledged(' '));
    expect(problems).toEqual([
      {
        code: 'REASON_REQUIRED',
        severity: 'BLOCK',
        ...none,
        message: expect.stringContaining(`To publish despite the warning ${code}, give a reason`),
      },
      { code, severity: 'WARNING', ...(about ?? none), message: expect.stringMatching(message) },
    ]);
    expect(await contentsOf(service.database)).toEqual(before);
  });

  it('is published all the same with a reason, which is stored and not published', async () => {
    const reason = 'It is known to the region.';
    expect(await problemsOf(acknowledged(reason))).toEqual([]);
    expect(
      await service.database.asOwner('SELECT code, reason FROM release_acknowledgements WHERE phase = $1', [phase]),
    ).toEqual([{ code, reason }]);
    expect(JSON.stringify(await readRelease(service, COORDINATOR, phase))).not.toContain(reason);
  });
});

it.each([
  ['2089-04-24T22:59:59.999Z', false],
  ['2089-04-24T23:00:00Z', true],
  ['2089-05-05T22:59:59.999Z', true],
  ['2089-05-05T23:00:00Z', false],
])('a pre-election period includes the whole of its days in London: %s is in it: %s', async (until, isIn) => {
  // It is blocked, so that it can be tried again.
  const problems = await problemsOf(publishing('short', `, embargoUntil: "${until}"`));
  expect(problems.some(({ code }) => code === 'PRE_ELECTION_PERIOD')).toBe(isIn);
});

it('AGE_GROUPS_OF_ONE_FORCE is in the draft if one force alone has more children than before, and needs no reason', async () => {
  const { data } = await service.ask<{ releaseDraft: { problems: Problem[] } }>(
    COORDINATOR,
    '{ releaseDraft(phase: "ages") { problems { code severity measure breakdown message } } }',
  );
  expect(data.releaseDraft.problems).toEqual([
    {
      code: 'AGE_GROUPS_OF_ONE_FORCE',
      severity: 'INFORMATION',
      measure: 'people-safeguarded',
      breakdown: null,
      message: expect.stringMatching(
        /^People safeguarded: .* from 8 to 13 since version 1\. Only the figures of Wiltshire differ, so its numbers by age can/,
      ),
    },
  ]);
  expect(await problemsOf(publishing('ages', version2))).toEqual([]);
});

describe('what cannot be done again', () => {
  it('is refused as NOT_POSSIBLE_NOW: withdrawing, or bringing forward, a release that was withdrawn', async () => {
    await openPhaseWith(service, { code: 'gone', forces: 5 });
    await mustPublish(service, { phase: 'gone' });
    const withdraw = 'withdrawRelease(phase: "gone", version: 1, reason: "Wrong.")';
    expect(await problemsOf(withdraw)).toEqual([]);
    for (const step of [withdraw, 'bringReleaseForward(phase: "gone", version: 1)']) {
      expect(await problemsOf(step)).toMatchObject([
        {
          code: 'NOT_POSSIBLE_NOW',
          message: 'Release 1 was withdrawn, so it can no longer be changed. Publish another version instead.',
        },
      ]);
    }
  });

  it('is refused as NOT_POSSIBLE_NOW: showing totals while a release of them is under embargo', async () => {
    await openPhaseWith(service, { code: 'kept', forces: 5, totalsHeldBack: true });
    await mustPublish(service, { phase: 'kept', embargoUntil: LATER });
    expect(await problemsOf('changePhase(input: { phase: "kept", totalsHeldBack: false })')).toMatchObject([
      {
        code: 'NOT_POSSIBLE_NOW',
        message: expect.stringContaining('Bring the release forward, or withdraw it first.'),
      },
    ]);
  });
});
