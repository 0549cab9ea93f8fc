import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { paintFor, type Paint } from '../platform/console/index.js';
import { demoIdentities } from './demo-identities.js';
import { demoGuide } from './guide.js';

const URL = 'http://127.0.0.1:65535';
const plain: Paint = paintFor({});
const FORCE_CODES = ['avon-and-somerset', 'gloucestershire', 'swrocu', 'dorset'];

const identities = demoIdentities(
  FORCE_CODES.map((code) => ({
    code,
    name: code,
    kind: 'PARTNER',
    onsCode: null,
    region: null,
    alsoKnownAs: [],
    validUntil: null,
    mergedInto: null,
  })),
);

describe('the guide to the demo', () => {
  const guide = demoGuide(URL, plain);

  test('shows an identity of every role, each with its own command', () => {
    const tokens = [...guide.matchAll(/Bearer (\S+)'/g)].map(([, token]) => token);
    const roles = tokens.map((token) => identities.find((identity) => identity.token === token)?.role);
    expect(new Set(roles)).toEqual(new Set(identities.map(({ role }) => role)));
    expect(tokens.every((token) => guide.includes(`\n  ${token} `))).toBe(true);
  });

  test('fits a terminal of 100 columns', () => {
    expect(guide.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  test('has the same text in colour', () => {
    const coloured = demoGuide(URL, paintFor({ isTTY: true, hasColors: () => true }));
    expect(stripVTControlCharacters(coloured)).toBe(guide);
    expect(coloured).not.toBe(guide);
  });
});
