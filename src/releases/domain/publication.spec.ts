import { describe, expect, it } from '@jest/globals';
import {
  broughtForwardProblems,
  eventProblems,
  MOST_VERSIONS,
  publicationProblems,
  type Publication,
  type PublicationContext,
} from './publication.js';

const NOW = new Date('2027-03-10T09:30:00Z');
const LATER = new Date('2027-03-10T09:30:00.001Z');
const AT_ONCE: Publication = { embargoUntil: null, namedReaders: [], note: null, kind: null, expectedVersion: null };
const FIRST: PublicationContext = { now: NOW, totalsHeldBack: false, newestVersion: 0, underEmbargo: [] };
const HELD_BACK = { ...FIRST, totalsHeldBack: true };

const codes = (asked: Partial<Publication>, context: PublicationContext): string[] =>
  publicationProblems({ ...AT_ONCE, ...asked }, context).map(({ code }) => code);

describe('publishing a release', () => {
  it.each<[string, Partial<Publication>, PublicationContext]>([
    ['at once', {}, FIRST],
    ['at once while totals are held back', {}, HELD_BACK],
    ['with a note that version 1 does not need', { note: 'The first.', kind: 'REVISION' }, FIRST],
    ['under embargo', { embargoUntil: LATER, namedReaders: ['demo-press'] }, HELD_BACK],
    ['as the version that was expected', { expectedVersion: 0 }, FIRST],
    [
      'under an embargo that ends with that of an earlier release',
      { embargoUntil: LATER, note: 'More.', kind: 'REVISION' },
      { ...HELD_BACK, newestVersion: 1, underEmbargo: [{ version: 1, opensAt: LATER }] },
    ],
    ['again, with a note and a kind', { note: 'More data.', kind: 'REVISION' }, { ...FIRST, newestVersion: 2 }],
  ])('is possible %s', (_, asked, context) => {
    expect(codes(asked, context)).toEqual([]);
  });

  it.each<[string, Partial<Publication>, PublicationContext, string[]]>([
    [
      'without a note and a kind from version 2 on',
      {},
      { ...FIRST, newestVersion: 1 },
      ['REASON_REQUIRED', 'KIND_REQUIRED'],
    ],
    ['with a blank note', { note: ' \u200b', kind: 'CORRECTION' }, { ...FIRST, newestVersion: 1 }, ['REASON_REQUIRED']],
    ['with another version than expected', { expectedVersion: 1 }, FIRST, ['VERSION_CONFLICT']],
    ['under embargo while totals can be read', { embargoUntil: LATER }, FIRST, ['EMBARGO_NOT_POSSIBLE']],
    ['under an embargo that ends now', { embargoUntil: NOW }, HELD_BACK, ['UNTIL_PASSED']],
    [
      'if there are as many versions as can be read together',
      { note: 'More.', kind: 'REVISION' },
      { ...FIRST, newestVersion: MOST_VERSIONS },
      ['TOO_MANY_VERSIONS'],
    ],
    [
      'under a longer embargo than that of an earlier release',
      { embargoUntil: new Date('2027-03-12T00:00:00Z'), note: 'More.', kind: 'REVISION' },
      { ...HELD_BACK, newestVersion: 1, underEmbargo: [{ version: 1, opensAt: LATER }] },
      ['EMBARGO_NOT_POSSIBLE'],
    ],
    ['with named readers and no embargo', { namedReaders: ['demo-press'] }, HELD_BACK, ['EMBARGO_NOT_POSSIBLE']],
  ])('is refused %s', (_, asked, context, expected) => {
    expect(codes(asked, context)).toEqual(expected);
  });

  it('names every problem at once', () => {
    const asked = { expectedVersion: 3, embargoUntil: NOW, namedReaders: ['demo-press'] };
    expect(codes(asked, { ...FIRST, newestVersion: 1 })).toEqual([
      'VERSION_CONFLICT',
      'REASON_REQUIRED',
      'KIND_REQUIRED',
      'UNTIL_PASSED',
      'EMBARGO_NOT_POSSIBLE',
    ]);
  });
});

describe('ending an embargo early', () => {
  const held = { version: 1, opensAt: LATER, withdrawnAt: null };
  const preElection = [{ name: 'Local', from: '2027-03-01', until: '2027-05-06' }];

  it.each<[string, Date, string | null, typeof preElection, string[]]>([
    ['is possible', NOW, null, [], []],
    ['is possible in a pre-election period with a reason', NOW, 'It has leaked.', preElection, []],
    ['is refused in a pre-election period without one', NOW, ' ', preElection, ['REASON_REQUIRED']],
    ['is refused once it has ended', LATER, 'It has leaked.', [], ['NOT_POSSIBLE_NOW']],
  ])('%s', (_, now, reason, periods, expected) => {
    const problems = broughtForwardProblems(held, now, { reason, preElection: periods });
    expect(problems.map(({ code }) => code)).toEqual(expected);
  });
});

describe('recording what happened to a release', () => {
  it.each<[string, Date | null, 'SENT_TO_MEDIA' | 'LEAK_DECLARED', string[]]>([
    ['it was sent to the media', null, 'SENT_TO_MEDIA', []],
    ['one under embargo has leaked', LATER, 'LEAK_DECLARED', []],
    ['one without an embargo has leaked', null, 'LEAK_DECLARED', ['NOT_POSSIBLE_NOW']],
  ])('%s', (_, embargoUntil, event, expected) => {
    expect(eventProblems({ version: 1, embargoUntil }, event).map(({ code }) => code)).toEqual(expected);
  });
});
