import { describe, expect, it } from '@jest/globals';
import { at, head, lived } from '../../../../test/support/returns/lived-versions.js';
import { differencesOfHead, type ReturnHead, type VersionHead } from './verify-life.js';

/** The version with the roles in which its questions were asked. */
const asked = (of: VersionHead, ...askedAs: VersionHead['questions']['askedAs']): VersionHead => ({
  ...of,
  questions: { ...of.questions, askedAs },
});

const found = (of: ReturnHead): unknown[] =>
  differencesOfHead(of).map((one) => [one.compared, one.version, one.stored, one.recomputed]);

/** The return with one step of its first version changed. */
function withStep(of: ReturnHead, place: number, other: Partial<VersionHead['steps'][number]>): ReturnHead {
  const [first, ...versions] = of.versions;
  const steps = first!.steps.map((step, index) => (index === place ? { ...step, ...other } : step));
  return { ...of, versions: [{ ...first!, steps }, ...versions] };
}

const ACCEPTED = head(1, lived(1, 5, 'SUBMIT', 'SIGN_OFF', 'ACCEPT'));

describe('the versions of a return', () => {
  it.each([
    ['none', head(null)],
    ['two, one after the other', head(2, lived(1, 5, 'SUBMIT'), lived(2, 6, 'SUBMIT'))],
    ['two in one moment', head(2, lived(1, 5, 'SUBMIT'), lived(2, 5, 'SUBMIT'))],
    ['one that is accepted', ACCEPTED],
    ['one that is accepted without sign-off', head(1, lived(1, 5, 'SUBMIT', 'ACCEPT'))],
    ['an acceptance undone', head(1, lived(1, 5, 'SUBMIT', 'SIGN_OFF', 'ACCEPT', 'UNDO_ACCEPTANCE'))],
    ['questions', head(1, lived(1, 5, 'SUBMIT', 'QUERY', 'QUERY', 'ANSWER', 'TAKE_BACK', 'QUERY'))],
    ['questions that were overtaken', head(2, lived(1, 5, 'SUBMIT', 'QUERY', 'OVERTAKE'), lived(2, 7, 'SUBMIT'))],
    ['the second withdrawn', head(1, lived(1, 5, 'SUBMIT'), lived(2, 6, 'SUBMIT', 'WITHDRAW'))],
    ['all withdrawn', head(null, lived(1, 5, 'SUBMIT', 'QUERY', 'WITHDRAW'))],
    [
      'questions opened again when the newer version was withdrawn',
      head(1, lived(1, 5, 'SUBMIT', 'QUERY', 'OVERTAKE', 'REINSTATE'), lived(2, 7, 'SUBMIT', 'WITHDRAW')),
    ],
    [
      'withdrawn before questions were opened again by that',
      head(1, lived(1, 5, 'SUBMIT', 'QUERY', 'OVERTAKE'), lived(2, 7, 'SUBMIT', 'WITHDRAW')),
    ],
  ])('are correct: %s', (_, of) => {
    expect(found(of)).toEqual([]);
  });

  it.each([
    [
      'fewer than the return counts',
      { ...head(1, lived(1, 5, 'SUBMIT')), count: 2 },
      [['VERSIONS', null, '2 versions', '1 versions']],
    ],
    [
      'a gap',
      head(3, lived(1, 5, 'SUBMIT'), lived(3, 6, 'SUBMIT')),
      [['VERSIONS', null, '2 versions', '2 versions: 1, 3']],
    ],
    [
      'a withdrawn one that is current',
      head(2, lived(1, 5, 'SUBMIT'), lived(2, 6, 'SUBMIT', 'WITHDRAW')),
      [['CURRENT_VERSION', null, 'version 2', 'version 1']],
    ],
    [
      'none current where one should be',
      head(null, lived(1, 5, 'SUBMIT')),
      [['CURRENT_VERSION', null, 'none', 'version 1']],
    ],
    [
      'the second before the first',
      head(2, lived(1, 6, 'SUBMIT'), lived(2, 5, 'SUBMIT')),
      [['STATES', 2, 'SUBMIT 2026-01-05T12:00:00.000Z', expect.any(String)]],
    ],
    ['one without any step', head(1, lived(1, 5)), [['STATES', 1, null, expect.stringContaining('SUBMIT')]]],
    [
      'one that was never submitted',
      head(1, lived(1, 5, 'SIGN_OFF')),
      [
        ['STATES', 1, 'SIGN_OFF 2026-01-05T12:00:00.000Z', expect.any(String)],
        [
          'STEP',
          1,
          '1. SIGN_OFF by who may SIGN_OFF',
          'No version is current. One has to be submitted first (submitReturn).',
        ],
      ],
    ],
    [
      'one that was submitted twice',
      head(1, lived(1, 5, 'SUBMIT', 'SUBMIT')),
      [['STATES', 1, expect.any(String), expect.any(String)]],
    ],
    [
      'a step before the one before it',
      withStep(ACCEPTED, 2, { beganAt: at(5) }),
      [
        ['STATES', 1, expect.stringMatching(/ACCEPT 2026-01-05/), expect.any(String)],
        ['STEP', 1, expect.stringMatching(/^2\. SIGN_OFF/), expect.stringMatching(/^Version 1 is accepted/)],
      ],
    ],
  ])('are wrong: %s', (_, of, expected) => {
    expect(found(of)).toEqual(expected);
  });

  const RIGHT = '3. ACCEPT to ACCEPTED, accepted, submitted 2026-01-05T12:00:00.000Z';

  it.each([
    [{ state: 'SIGNED_OFF' }, RIGHT.replace('ACCEPTED', 'SIGNED_OFF')],
    [{ accepted: false }, RIGHT.replace('accepted', 'accepted before')],
    [{ accepted: false, wasAccepted: false }, RIGHT.replace(', accepted', '')],
    [{ withoutSignOff: true }, RIGHT.replace('accepted', 'accepted without sign-off')],
    [{ submittedAt: at(4) }, RIGHT.replace('01-05', '01-04')],
  ])('have a step with the wrong outcome %j', (other, stored) => {
    expect(found(withStep(ACCEPTED, 2, other))).toEqual([['STEP', 1, stored, RIGHT]]);
  });

  it('have an unknown step, which changes nothing', () => {
    expect(found(withStep(ACCEPTED, 2, { step: 'BLESS' }))).toEqual([
      [
        'STEP',
        1,
        RIGHT.replace('ACCEPT to', 'BLESS to'),
        '3. a known step to SIGNED_OFF, submitted 2026-01-05T12:00:00.000Z',
      ],
    ]);
  });

  it.each([
    [
      'signed off by its submitter',
      withStep(ACCEPTED, 1, { person: 'who may SUBMIT' }),
      1,
      /^2\. SIGN_OFF by/,
      /^by somebody who neither/,
    ],
    [
      'accepted by the person who signed it off',
      withStep(ACCEPTED, 2, { person: 'who may SIGN_OFF' }),
      1,
      /^3\. ACCEPT by/,
      /^by somebody who neither/,
    ],
    ['signed off twice', head(1, lived(1, 5, 'SUBMIT', 'SIGN_OFF', 'SIGN_OFF')), 1, /^3\. SIGN_OFF/, /^Version 1 was/],
    [
      'accepted with an open question',
      head(1, lived(1, 5, 'SUBMIT', 'SIGN_OFF', 'QUERY', 'ACCEPT')),
      1,
      /^4\./,
      /open/,
    ],
    [
      'withdrawn while accepted',
      head(null, lived(1, 5, 'SUBMIT', 'ACCEPT', 'WITHDRAW')),
      1,
      /^3\. WITHDRAW/,
      /is accepted/,
    ],
    [
      'signed off although a newer one is current',
      head(2, lived(1, 5, 'SUBMIT', 'SIGN_OFF'), lived(2, 5, 'SUBMIT')),
      1,
      /^2\./,
      /^only version 2 could take this step$/,
    ],
  ])('have a step that was not allowed: %s', (_, of, version, stored, recomputed) => {
    expect(found(of)).toEqual([['STEP', version, expect.stringMatching(stored), expect.stringMatching(recomputed)]]);
  });

  it('have one overtaken although no newer version exists', () => {
    const overtaken = lived(1, 5, 'SUBMIT', 'QUERY', 'OVERTAKE');
    expect(found(head(1, overtaken))).toEqual([
      ['STEP', 1, '3. OVERTAKE by who may OVERTAKE', 'no newer version was submitted then'],
    ]);
    expect(found(head(2, overtaken, lived(2, 7, 'SUBMIT')))).toEqual([]);
  });

  it.each([
    [
      'although none was withdrawn',
      head(2, lived(1, 5, 'SUBMIT', 'QUERY', 'OVERTAKE', 'REINSTATE'), lived(2, 7, 'SUBMIT')),
      'no newer version was withdrawn then',
    ],
    [
      'although none of its questions had been open',
      head(1, lived(1, 5, 'SUBMIT', 'QUERY', 'ANSWER', 'REINSTATE'), lived(2, 7, 'SUBMIT', 'WITHDRAW')),
      'no question was open when a newer version was submitted',
    ],
    [
      'although a later one was current',
      head(
        2,
        lived(1, 5, 'SUBMIT', 'QUERY', 'OVERTAKE', 'REINSTATE'),
        lived(2, 7, 'SUBMIT'),
        lived(3, 7, 'SUBMIT', 'WITHDRAW'),
      ),
      'version 2 was current',
    ],
  ])('have one reinstated %s', (_, of, why) => {
    expect(found(of)).toContainEqual(['STEP', 1, '4. REINSTATE by who may REINSTATE', why]);
  });

  it('have an acceptance by the service itself, from before returns were accepted', () => {
    const before = [lived(1, 5, 'SUBMIT', 'ACCEPT'), lived(2, 7, 'SUBMIT', 'ACCEPT')].map((version) => ({
      ...version,
      // Dated at the submission, and stored after all that existed.
      steps: version.steps.map((one) =>
        one.step === 'ACCEPT' ? { ...one, serial: one.serial + 100, person: null, beganAt: one.submittedAt } : one,
      ),
    }));
    expect(found(head(2, ...before))).toEqual([]);
  });

  it('have other questions than their steps opened and ended', () => {
    const [version] = head(1, lived(1, 5, 'SUBMIT', 'QUERY', 'ANSWER')).versions;
    const questions = { ...version!.questions, answered: 0, takenBack: 0, overtaken: 0 };
    expect(found(head(1, { ...version!, questions }))).toEqual([
      [
        'QUESTIONS',
        1,
        '1 asked: 0 answered, 0 taken back, 0 overtaken, 1 open',
        '1 asked: 1 answered, 0 taken back, 0 overtaken, 0 open',
      ],
    ]);
  });
});

describe('a question of an approver', () => {
  it('is asked before the region accepts the version, by somebody who did not submit it', () => {
    const answered = lived(1, 5, 'SUBMIT', 'QUERY', 'ANSWER', 'QUERY', 'TAKE_BACK', 'ACCEPT', 'QUERY');
    const roles = ['FORCE_APPROVER', 'REGIONAL_COORDINATOR', 'REGIONAL_COORDINATOR'] as const;
    expect(found(head(1, asked(answered, ...roles)))).toEqual([]);
    expect(found(withStep(head(1, asked(answered, ...roles.toReversed())), 1, { person: 'who may SUBMIT' }))).toEqual([
      ['STEP', 1, '7. QUERY by who may QUERY', expect.stringContaining('A force asks about its version before')],
    ]);
    expect(found(withStep(head(1, asked(answered, ...roles)), 1, { person: 'who may SUBMIT' }))).toEqual([
      ['STEP', 1, '2. QUERY by who may SUBMIT', 'by somebody who neither submitted nor signed it off'],
    ]);
  });
});
