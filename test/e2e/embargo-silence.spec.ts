import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { acceptedPhase } from '../support/api/accepted-phases.js';
import {
  about,
  addOtherPress,
  askWhole,
  COORDINATOR,
  hold,
  JUST_BEFORE,
  LONG_BEFORE,
  MINUTE,
  NAMED,
  OTHER_PRESS,
  PATHS,
  STRANGERS,
  UNNAMED,
  whole,
  type WholeAnswer,
} from '../support/api/embargo-paths.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * A phase with a held release, and one without that is the same in everything else: whoever is not named for the release
 * gets the same answers about both, to the byte.
 */

let service: TestService;
/** A second process on the same database. */
let other: TestService;

beforeAll(async () => {
  service = await startTestService();
  other = await startTestService({}, service.database);
  await addOtherPress(service);
  await setEmbargoClock(service.database, LONG_BEFORE);
});

afterAll(async () => {
  await other.stop();
  await service.stop();
});

beforeEach(async () => {
  await setEmbargoClock(service.database, LONG_BEFORE);
});

describe('whether a release is held', () => {
  // The codes, and with them all names, have the same length.
  const [held, none] = ['held-1', 'held-2'];

  beforeAll(async () => {
    for (const phase of [held, none]) await acceptedPhase(service, phase, { totalsHeldBack: true });
    // Neither has the other's history: the same steps, but for the release and a draft of the next.
    await hold(service, held, { namedReaders: NAMED });
    await service.ask(
      COORDINATOR,
      `mutation { recordReleaseEvent(phase: "${held}", version: 1, event: SENT_TO_MEDIA) { __typename } }`,
    );
    await service.ask(
      COORDINATOR,
      `mutation { prepareRelease(phase: "${held}", namedReaders: ["demo-press"]) { __typename } }`,
    );
  });

  /** Answers about both phases, with the code of one in place of the other's. */
  async function both(answer: (phase: string) => Promise<WholeAnswer>): Promise<[WholeAnswer, WholeAnswer]> {
    const [first, second] = [await answer(held), await answer(none)];
    return [first, JSON.parse(JSON.stringify(second).replaceAll(none, held)) as WholeAnswer];
  }

  it.each([...UNNAMED, ...STRANGERS])('differs in no byte and no length for %s, on any path', async (token) => {
    for (const [from, at] of [
      [service, LONG_BEFORE],
      [other, JUST_BEFORE],
    ] as const) {
      await setEmbargoClock(service.database, at);
      const answers = await Promise.all(
        Object.entries(PATHS).map(
          async ([name, ask]) => [name, await both((phase) => ask(from, token, phase))] as const,
        ),
      );
      for (const [name, [withRelease, without]] of answers) {
        expect([name, withRelease]).toEqual([name, without]);
        expect(withRelease.body.length).toBeGreaterThan(name.startsWith('head ') ? -1 : 10);
      }
    }
  });

  it.each(['/', '/phases'])('differs in nothing in the list of phases: %s', async (path) => {
    const { body } = await whole(await fetch(`${service.url}${path}`));
    const page = load(body);
    const [ofHeld, ofNone] = [held, none].map((phase) => page(`a[href="/phases/${phase}"]`).closest('tr').html() ?? '');
    expect(ofHeld).toContain('held back');
    expect(ofHeld).toBe(ofNone?.replaceAll(none, held));
  });

  it('is a difference that these tests would notice', async () => {
    const [withRelease, without] = await both((phase) => askWhole(service, 'demo-press', about('release', phase)));
    expect(withRelease.headers['content-length']).not.toBe(without.headers['content-length']);
    await setEmbargoClock(service.database, MINUTE);
    const [after, never] = await both((phase) => askWhole(service, OTHER_PRESS, about('release', phase)));
    expect(after.body).not.toBe(never.body);
  });
});
