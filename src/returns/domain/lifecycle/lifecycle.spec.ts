import { describe, expect, it } from '@jest/globals';
import { lifeOf, currentVersionsOf, stateOf, type Step } from './life.js';
import { ACTIONS, answerRefusalOf, MOST_STEPS, refusalOf } from './lifecycle.js';

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
    ACTIONS.filter((action) => refusalOf(action, after(most, 'QUERY', 'ANSWER'), 'somebody') === null);

  it(`accepts no opening steps after ${MOST_STEPS} steps, but still accepts closing steps`, () => {
    expect(possible(MOST_STEPS - 1)).toEqual(['SUBMIT', 'SIGN_OFF', 'QUERY', 'ACCEPT_WITHOUT_SIGN_OFF', 'WITHDRAW']);
    expect(possible(MOST_STEPS + 1)).toEqual(['SUBMIT', 'SIGN_OFF', 'WITHDRAW']);
    expect(refusalOf('QUERY', after(MOST_STEPS + 1, 'QUERY', 'ANSWER'), 'somebody')?.message).toMatch(
      /^Version 1 has had \d+ steps\. After 200, .* Submit a newer version\.$/,
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
    expect(refusalOf('QUERY', taken(often), 'somebody')).not.toBeNull();
    expect(refusalOf('QUERY', taken(['SUBMIT', ...pairs]), 'somebody')).toBeNull();
  });

  it('can be answered whatever the number of questions', () => {
    expect(refusalOf('ANSWER', after(MOST_STEPS + 1, 'QUERY'), 'somebody')).toBeNull();
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
    expect(refusalOf('UNDO_ACCEPTANCE', currentVersions, 'somebody')).toBeNull();
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
    expect(answerRefusalOf(askers, 'asker')?.code).toBe(code);
  });
});
