import { describe, expect, it } from '@jest/globals';
import { MOST_VERSIONS, publicationProblems, type Publication, type PublicationContext } from './publication.js';

const NOW = new Date('2027-03-10T09:30:00Z');
const LATER = new Date('2027-03-10T09:30:00.001Z');
const AT_ONCE: Publication = { embargoUntil: null, namedReaders: [], note: null, kind: null, expectedVersion: null };
const FIRST: PublicationContext = { now: NOW, totalsHeldBack: false, newestVersion: 0 };
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
      ['NOT_POSSIBLE_NOW'],
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
