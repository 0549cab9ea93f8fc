import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { aHeadline, aRelease, named } from '../../../test/support/headlines/frozen-release.js';
import { pressPackOf } from './press-pack.js';

describe('a press pack', () => {
  it('has the words of a card whose texts are too long for a picture, and all its other files', async () => {
    const tooLong = aHeadline({ measure: { ...aHeadline().measure, ...named('Long') }, short: 'W'.repeat(5000) });
    const content = aRelease({ headlines: [tooLong, aHeadline()] });
    const pack = await pressPackOf({ content, bytes: Buffer.from('{}'), embargoUntil: null });
    const cards = Object.keys(unzipSync(pack)).filter((name) => name.startsWith('cards/'));
    expect(cards).toEqual(['cards/long.txt', 'cards/arrests.png', 'cards/arrests.svg', 'cards/arrests.txt']);
  });
});
