import { describe, expect, it } from '@jest/globals';
import { lifeOf, currentVersionsOf, stateOf, type Step } from './life.js';
import { earlierVersionProblems } from './withdrawal.js';
import { ACTIONS, answerRefusalOf, MOST_STEPS, refusalOf, takeBackRefusalOf, type Taker } from './lifecycle.js';

const SOMEBODY: Taker = { id: 'somebody', force: null };
const APPROVER: Taker = { id: 'approver', force: 'dorset' };

/**
 * The return after its only version was submitted and these steps were repeated as often as fits below a number of
 * steps.
 */
function after(most: number, ...steps: Step[]): ReturnType<typeof currentVersionsOf> {
  const often = Array.from({ length: Math.floor((most - 1) / steps.length) }, () => steps).flat();
  return currentVersionsOf([
    lifeOf(
      1,
      ['SUBMIT' as const, ...often].map((step) => ({ step, person: step })),
    ),
  ]);
}

describe('a version with many steps', () => {
  const possible = (most: number): string[] =>
    ACTIONS.filter((action) => refusalOf(action, after(most, 'QUERY', 'ANSWER'), SOMEBODY) === null);

  it(`accepts no opening steps after ${MOST_STEPS} steps, but still accepts closing steps`, () => {
    expect(possible(MOST_STEPS - 1)).toEqual(['SUBMIT', 'SIGN_OFF', 'QUERY', 'ACCEPT_WITHOUT_SIGN_OFF', 'WITHDRAW']);
    expect(possible(MOST_STEPS + 1)).toEqual(['SUBMIT', 'SIGN_OFF', 'WITHDRAW']);
    expect(refusalOf('QUERY', after(MOST_STEPS + 1, 'QUERY', 'ANSWER'), SOMEBODY)?.message).toMatch(
      /^Version 1 has had \d+ steps\. After 200, .* A newer version has to be submitted \(submitReturn\)\.$/,
    );
  });

  it(`accepts opening steps after ${MOST_STEPS - 1} steps, and none after exactly ${MOST_STEPS}`, () => {
    const pairs = Array.from({ length: MOST_STEPS / 2 - 1 }, (): Step[] => ['QUERY', 'ANSWER']).flat();
    const often: readonly Step[] = ['SUBMIT', 'SIGN_OFF', ...pairs];
    const taken = (steps: readonly Step[]): ReturnType<typeof currentVersionsOf> =>
      currentVersionsOf([
        lifeOf(
          1,
          steps.map((step) => ({ step, person: step })),
        ),
      ]);
    expect(often).toHaveLength(MOST_STEPS);
    expect(refusalOf('QUERY', taken(often), SOMEBODY)).not.toBeNull();
    expect(refusalOf('QUERY', taken(['SUBMIT', ...pairs]), SOMEBODY)).toBeNull();
  });

  it('can be answered whatever the number of questions', () => {
    expect(refusalOf('ANSWER', after(MOST_STEPS + 1, 'QUERY'), SOMEBODY)).toBeNull();
  });

  it('can have its acceptance undone whatever the number of earlier times', () => {
    const currentVersions = currentVersionsOf([
      lifeOf(
        1,
        (['SUBMIT', ...Array.from({ length: MOST_STEPS }, () => 'QUERY'), 'OVERTAKE', 'ACCEPT'] as Step[]).map(
          (step) => ({
            step,
            person: step,
          }),
        ),
      ),
    ]);
    expect(refusalOf('UNDO_ACCEPTANCE', currentVersions, SOMEBODY)).toBeNull();
  });
});

describe('a version that becomes current again', () => {
  const life = (...steps: Step[]): ReturnType<typeof lifeOf> =>
    lifeOf(
      1,
      steps.map((step) => ({ step, person: step })),
    );

  it('has as many open questions as when the newer version came', () => {
    const before: Step[] = ['SUBMIT', 'SIGN_OFF', 'QUERY', 'ANSWER', 'QUERY', 'QUERY'];
    const overtaken = life(...before, 'OVERTAKE');
    expect([overtaken.openQuestions, stateOf(overtaken)]).toEqual([0, 'SIGNED_OFF']);
    const again = life(...before, 'OVERTAKE', 'REINSTATE');
    expect([again.openQuestions, stateOf(again)]).toEqual([2, 'QUERIED']);
  });

  it('remains not accepted if its acceptance was undone in the meantime', () => {
    const again = life('SUBMIT', 'SIGN_OFF', 'ACCEPT', 'QUERY', 'OVERTAKE', 'UNDO_ACCEPTANCE', 'REINSTATE');
    expect(again).toMatchObject({ openQuestions: 1, isAccepted: false, signedOffBy: 'SIGN_OFF' });
  });

  it('has no questions from before a step that was taken on it as the current version, as in records before REINSTATE', () => {
    expect(life('SUBMIT', 'QUERY', 'OVERTAKE', 'SIGN_OFF').overtakenQuestions).toBe(0);
  });
});

describe('answering a question', () => {
  it.each([
    [['asker'], 'SAME_PERSON'],
    [['asker', 'asker'], 'SAME_PERSON'],
    [['asker', 'other'], undefined],
    [['other'], undefined],
  ])('asked by %j gives the asker the rejection %s', (askers, code) => {
    const open = askers.map((askedBy) => ({ askedBy }));
    expect(answerRefusalOf(open, 'asker')?.code).toBe(code);
  });
});

describe('a question that an approver asks about a version of their own force', () => {
  const lived = (...steps: Step[]): ReturnType<typeof currentVersionsOf> =>
    currentVersionsOf([
      lifeOf(
        1,
        steps.map((step) => ({ step, person: step })),
      ),
    ]);

  it.each([
    [['SUBMIT'], undefined],
    [['SUBMIT', 'QUERY'], undefined],
    [['SUBMIT', 'SIGN_OFF'], undefined],
    [['SUBMIT', 'SIGN_OFF', 'ACCEPT'], 'NOT_POSSIBLE_NOW'],
    [['SUBMIT', 'SIGN_OFF', 'ACCEPT', 'QUERY'], 'NOT_POSSIBLE_NOW'],
    [['SUBMIT', 'SIGN_OFF', 'ACCEPT', 'UNDO_ACCEPTANCE'], undefined],
    [['SUBMIT', 'WITHDRAW'], 'NOT_POSSIBLE_NOW'],
  ] as const)('after %j has the refusal %s', (steps, code) => {
    expect(refusalOf('QUERY', lived(...steps), APPROVER)?.code).toBe(code);
  });

  it('cannot come from the sender of the version, though the region may ask about what it entered', () => {
    const sent = lived('SUBMIT');
    expect(refusalOf('QUERY', sent, { id: 'SUBMIT', force: 'dorset' })?.code).toBe('SAME_PERSON');
    expect(refusalOf('QUERY', sent, { id: 'SUBMIT', force: null })).toBeNull();
  });

  it.each([
    [['FORCE_APPROVER'], APPROVER, undefined],
    [['REGIONAL_COORDINATOR'], APPROVER, 'NOT_POSSIBLE_NOW'],
    [['FORCE_APPROVER'], SOMEBODY, 'NOT_POSSIBLE_NOW'],
    [['REGIONAL_COORDINATOR'], SOMEBODY, undefined],
    [['FORCE_APPROVER', 'REGIONAL_COORDINATOR'], APPROVER, undefined],
  ] as const)('is taken back for the side that asked it: asked by %j, %j', (roles, taker, code) => {
    const open = roles.map((askedAs) => ({ askedAs }));
    expect(takeBackRefusalOf(open, taker)?.code).toBe(code);
  });
});

it.each([
  [APPROVER, /after the regional coordinator has undone its acceptance/],
  [SOMEBODY, /Undo it first \(undoAcceptance, with a reason\)/],
])('a refused withdrawal tells its reader what to do: %j', (taker, words) => {
  const accepted = (['SUBMIT', 'ACCEPT'] as const).map((step) => ({ step, person: step }));
  expect(refusalOf('WITHDRAW', currentVersionsOf([lifeOf(1, accepted)]), taker)?.message).toMatch(words);
});

it.each([
  [APPROVER, /ask the regional coordinator to undo its acceptance, then withdraw it/],
  [SOMEBODY, /too, undo its acceptance \(undoAcceptance\), then withdraw it/],
])('a warning that an accepted version is current again tells its reader what to do: %j', (taker, words) => {
  const accepted = (['SUBMIT', 'ACCEPT'] as const).map((step) => ({ step, person: step }));
  const [warning] = earlierVersionProblems(currentVersionsOf([lifeOf(1, accepted)]), taker);
  expect(warning?.message).toMatch(words);
});
