import { describe, expect, it } from '@jest/globals';
import {
  ACTIONS,
  answerRefusalOf,
  lifeOf,
  MOST_STEPS,
  refusalOf,
  standingOf,
  stateOf,
  type Step,
} from './lifecycle.js';

/** What stands once the only version was submitted and these steps were taken as often as fits below a number of steps. */
function after(most: number, ...steps: Step[]): ReturnType<typeof standingOf> {
  const often = Array.from({ length: Math.floor((most - 1) / steps.length) }, () => steps).flat();
  return standingOf([
    lifeOf(
      1,
      ['SUBMIT' as const, ...often].map((step) => ({ step, person: step })),
    ),
  ]);
}

describe('a version of which much was asked', () => {
  const possible = (most: number): string[] =>
    ACTIONS.filter((action) => refusalOf(action, after(most, 'QUERY', 'ANSWER'), 'somebody') === null);

  it(`has nothing begin any more after ${MOST_STEPS} steps, and what ends something still goes`, () => {
    expect(possible(MOST_STEPS - 1)).toEqual(['SUBMIT', 'SIGN_OFF', 'QUERY', 'ACCEPT_WITHOUT_SIGN_OFF', 'WITHDRAW']);
    expect(possible(MOST_STEPS + 1)).toEqual(['SUBMIT', 'SIGN_OFF', 'WITHDRAW']);
    expect(refusalOf('QUERY', after(MOST_STEPS + 1, 'QUERY', 'ANSWER'), 'somebody')?.message).toMatch(
      /^Version 1 has had \d+ steps\. After 200, .* Submit a newer version\.$/,
    );
  });

  it(`has something begin after ${MOST_STEPS - 1} steps, and nothing after exactly ${MOST_STEPS}`, () => {
    const pairs = Array.from({ length: MOST_STEPS / 2 - 1 }, (): Step[] => ['QUERY', 'ANSWER']).flat();
    const often: readonly Step[] = ['SUBMIT', 'SIGN_OFF', ...pairs];
    const taken = (steps: readonly Step[]): ReturnType<typeof standingOf> =>
      standingOf([
        lifeOf(
          1,
          steps.map((step) => ({ step, person: step })),
        ),
      ]);
    expect(often).toHaveLength(MOST_STEPS);
    expect(refusalOf('QUERY', taken(often), 'somebody')).not.toBeNull();
    expect(refusalOf('QUERY', taken(['SUBMIT', ...pairs]), 'somebody')).toBeNull();
  });

  it('can be answered however much was asked', () => {
    expect(refusalOf('ANSWER', after(MOST_STEPS + 1, 'QUERY'), 'somebody')).toBeNull();
  });

  it('can have its acceptance undone however often that was', () => {
    const standing = standingOf([
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
    expect(refusalOf('UNDO_ACCEPTANCE', standing, 'somebody')).toBeNull();
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

  it('keeps an acceptance undone that was undone meanwhile', () => {
    const again = life('SUBMIT', 'SIGN_OFF', 'ACCEPT', 'QUERY', 'OVERTAKE', 'UNDO_ACCEPTANCE', 'REINSTATE');
    expect(again).toMatchObject({ openQuestions: 1, isAccepted: false, signedOffBy: 'SIGN_OFF' });
  });

  it('has none of the questions before a step that it was taken as the current version, as before REINSTATE', () => {
    expect(life('SUBMIT', 'QUERY', 'OVERTAKE', 'SIGN_OFF').overtakenQuestions).toBe(0);
  });
});

describe('an answer', () => {
  it.each([
    [['asker'], 'SAME_PERSON'],
    [['asker', 'asker'], 'SAME_PERSON'],
    [['asker', 'other'], undefined],
    [['other'], undefined],
  ])('to what %j asked is refused to the asker with %s', (askers, code) => {
    expect(answerRefusalOf(askers, 'asker')?.code).toBe(code);
  });
});
