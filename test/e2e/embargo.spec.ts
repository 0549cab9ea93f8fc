import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { acceptedPhase, sendAcceptedWithoutSignOff, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { mustSucceed } from '../support/api/phases-api.js';
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
  UNNAMED,
  type WholeAnswer,
} from '../support/api/embargo-paths.js';
import { mustPublish, readRelease } from '../support/api/releases-api.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * Embargoes, with a clock that the tests set. Before its minute a held release is not there, on any path, for anybody
 * but the coordinator and the people named for it; from the minute on it is there for everybody who reads releases.
 */

let service: TestService;
/** A second process on the same database. */
let other: TestService;
let phases = 0;

beforeAll(async () => {
  service = await startTestService();
  other = await startTestService({}, service.database);
  await addOtherPress(service);
});

afterAll(async () => {
  await other.stop();
  await service.stop();
});

beforeEach(async () => {
  await setEmbargoClock(service.database, LONG_BEFORE);
});

const moveClock = async (at: Date): Promise<void> => setEmbargoClock(service.database, at);

/** A phase of the test's own, whose totals are held back. All codes and names have the same length. */
async function heldBackPhase(): Promise<string> {
  phases += 1;
  const phase = `held-${String(phases).padStart(2, '0')}`;
  await acceptedPhase(service, phase, { totalsHeldBack: true });
  return phase;
}

/** A phase with a held release, for which these people are named. */
async function heldRelease(namedReaders: readonly string[] = NAMED): Promise<string> {
  const phase = await heldBackPhase();
  await hold(service, phase, { namedReaders });
  return phase;
}

/** What is asked to see in a word each what a caller sees. */
const SIGHT = `{ newest: release(phase: "PHASE") { status } first: release(phase: "PHASE", version: 1) { status }
  headlines(phase: "PHASE") { status } phase(code: "PHASE") { totalsHeldBack } }`;

/** What a caller sees of a phase: statuses, null, or the codes of errors. */
async function sees(from: TestService, token: string | null, phase: string): Promise<string> {
  type Sight = Record<'newest' | 'first' | 'headlines', { status: string } | null>;
  const { data, errors } = await from.ask<(Sight & { phase: { totalsHeldBack: boolean } | null }) | null | undefined>(
    token,
    SIGHT.replaceAll('PHASE', phase),
  );
  const totals = await from.ask(token, about('regionalTotals', phase));
  const paths = errors.map((error) => ({
    code: error.extensions.code,
    path: error.path?.[0],
  }));
  const words = (['newest', 'first', 'headlines'] as const).map(
    (name) => data?.[name]?.status ?? paths.find(({ path }) => path === undefined || path === name)?.code ?? 'null',
  );
  const setting = data?.phase?.totalsHeldBack === true ? 'held back' : data == null ? 'nothing' : 'open';
  return [...words, totals.errors[0]?.extensions.code ?? 'totals', setting].join(', ');
}

const HIDDEN = 'null, null, null, FORBIDDEN, held back';
const NO_ACCESS = 'UNAUTHENTICATED, UNAUTHENTICATED, UNAUTHENTICATED, UNAUTHENTICATED, nothing';

/** What each caller sees of a phase with a held release before the minute. */
const BEFORE: readonly (readonly [string | null, string])[] = [
  [COORDINATOR, 'HELD, HELD, HELD, totals, held back'],
  ...NAMED.map((token) => [token, 'HELD, HELD, HELD, FORBIDDEN, held back'] as const),
  ...UNNAMED.map((token) => [token, HIDDEN] as const),
  ['demo-admin', 'FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, held back'],
  ['not-a-token', NO_ACCESS],
  [null, NO_ACCESS],
];

const isPress = (token: string): boolean => token.endsWith('press');

/** What each caller sees of it from the minute on. A press officer reads no live totals. */
const AFTER: readonly (readonly [string | null, string])[] = [
  ...[COORDINATOR, ...NAMED, ...UNNAMED].map(
    (token) => [token, `PUBLISHED, PUBLISHED, PUBLISHED, ${isPress(token) ? 'FORBIDDEN' : 'totals'}, open`] as const,
  ),
  ['demo-admin', 'FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, open'],
  ['not-a-token', NO_ACCESS],
  [null, NO_ACCESS],
];

async function seenBy(
  from: TestService,
  phase: string,
  expected: readonly (readonly [string | null, string])[],
): Promise<[string | null, string][]> {
  return Promise.all(expected.map(async ([token]) => [token, await sees(from, token, phase)]));
}

/** The readings that are recorded of a phase, oldest first. */
async function readsOf(phase: string): Promise<string[]> {
  const { data } = await service.ask<{ releaseReads: { version: number | null; person: { id: string } }[] }>(
    COORDINATOR,
    `{ releaseReads(phase: "${phase}") { version person { id } at } }`,
  );
  return data.releaseReads.map(({ version, person }) => `${person.id} ${version ?? 'draft'}`).reverse();
}

async function stepsOf(phase: string): Promise<string[]> {
  const rows = await service.database.asOwner<{ line: string }>(
    `SELECT concat_ws(' ', version, step, actor, reason, to_char(opens_at AT TIME ZONE 'UTC', 'DD HH24:MI')) AS line
     FROM release_steps WHERE phase = $1 ORDER BY id`,
    [phase],
  );
  return rows.map(({ line }) => line);
}

async function coordinate(mutation: string): Promise<void> {
  const { data, errors } = await service.ask<Record<string, { __typename: string }> | null>(
    COORDINATOR,
    `mutation { ${mutation} { __typename } }`,
  );
  expect([errors, Object.values(data ?? {})[0]?.__typename]).toEqual([[], expect.not.stringContaining('Rejected')]);
}

describe('a release under embargo', () => {
  it('is there for the coordinator and the named alone, and from its minute on for everybody, in every process', async () => {
    const phase = await heldRelease();
    await moveClock(JUST_BEFORE);
    expect(await seenBy(service, phase, BEFORE)).toEqual(BEFORE);
    expect(await seenBy(other, phase, BEFORE)).toEqual(BEFORE);
    await moveClock(MINUTE);
    expect(await seenBy(service, phase, AFTER)).toEqual(AFTER);
    expect(await seenBy(other, phase, AFTER)).toEqual(AFTER);
  });

  it('comes out at its minute though every process was restarted in between', async () => {
    const phase = await heldRelease();
    await moveClock(JUST_BEFORE);
    const early = await startTestService({}, service.database);
    expect(await seenBy(early, phase, BEFORE)).toEqual(BEFORE);
    await early.stop();
    await moveClock(MINUTE);
    const late = await startTestService({}, service.database);
    expect(await seenBy(late, phase, AFTER)).toEqual(AFTER);
    await late.stop();
  });

  it('shows on the public page at its minute, and not before', async () => {
    const phase = await heldRelease();
    const page = async (): Promise<string> => (await fetch(`${service.url}/phases/${phase}`)).text();
    await moveClock(JUST_BEFORE);
    const before = await page();
    expect(before).toContain(`Phase ${phase}`);
    expect(before).not.toContain('130');
    await moveClock(MINUTE);
    expect(await page()).toContain('130');
  });
});

describe('bringing a release forward', () => {
  it('shows it to everybody at once, and is recorded', async () => {
    const phase = await heldRelease();
    expect(await seenBy(service, phase, BEFORE)).toEqual(BEFORE);
    await coordinate(`bringReleaseForward(phase: "${phase}", version: 1, reason: "It has leaked.")`);
    expect(await seenBy(other, phase, AFTER)).toEqual(AFTER);
    expect(await stepsOf(phase)).toEqual([
      '1 PUBLISH demo-coordinator 10 09:30',
      '1 BRING_FORWARD demo-coordinator It has leaked. 01 09:00',
    ]);
  });

  it('happens to a held release when the next one is published without an embargo', async () => {
    const phase = await heldRelease();
    const next = { phase, kind: 'REVISION', note: 'Out now.', acknowledgements: [WITHOUT_SIGN_OFF] };
    await mustPublish(service, next);
    expect(await readRelease(service, OTHER_PRESS, phase, 1)).toMatchObject({ status: 'SUPERSEDED', supersededBy: 2 });
    expect(await stepsOf(phase)).toEqual([
      '1 PUBLISH demo-coordinator 10 09:30',
      '2 PUBLISH demo-coordinator 01 09:00',
      '1 BRING_FORWARD demo-coordinator 01 09:00',
    ]);
  });
});

describe('a release that is withdrawn while it is held', () => {
  it('is never there for those who were not named, and its totals stay held back', async () => {
    const phase = await heldRelease();
    await coordinate(`withdrawRelease(phase: "${phase}", version: 1, reason: "Wrong figures.")`);
    for (const at of [LONG_BEFORE, JUST_BEFORE, MINUTE, new Date('2028-01-01T00:00:00Z')]) {
      await moveClock(at);
      for (const token of UNNAMED) expect([token, await sees(other, token, phase)]).toEqual([token, HIDDEN]);
    }
  });

  it('is there for the named without its figures', async () => {
    const phase = await heldRelease();
    await coordinate(`withdrawRelease(phase: "${phase}", version: 1, reason: "Wrong figures.")`);
    for (const token of NAMED) {
      const found = await readRelease(service, token, phase);
      expect(found).toMatchObject({ status: 'WITHDRAWN', totals: [], headlines: [], changes: [] });
      expect(JSON.stringify(found)).not.toContain('130');
    }
  });
});

describe('a held version over one that is out', () => {
  /** Version 1 is out with 130 arrests; version 2, with 132, is held. */
  async function secondHeld(): Promise<string> {
    const phase = await heldBackPhase();
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    await mustSucceed(service, 'changePhase', { input: { phase, totalsHeldBack: true } });
    const figures = [{ measure: 'arrests', value: 28 }];
    await sendAcceptedWithoutSignOff(service, { phase, force: 'dorset', reason: 'Two more came in.', figures });
    return phase;
  }
  const AS_REVISION = { kind: 'REVISION', note: 'Dorset has two more arrests.' };

  it('changes nothing of version 1 for those who are not named, until its minute', async () => {
    const phase = await secondHeld();
    // That nobody learns of a held release on any path, whoever asks, is in embargo-silence.spec.ts.
    const answers = async (): Promise<WholeAnswer[]> => {
      const ofToken = [OTHER_PRESS, 'demo-analyst-wiltshire'].map(async (token) => {
        const all: WholeAnswer[] = [];
        for (const ask of Object.values(PATHS)) all.push(await ask(service, token, phase));
        return all;
      });
      return (await Promise.all(ofToken)).flat();
    };
    await answers();
    const before = await answers();
    await hold(service, phase, { ...AS_REVISION, namedReaders: NAMED });
    expect(await answers()).toEqual(before);
    await moveClock(JUST_BEFORE);
    expect(await answers()).toEqual(before);
    for (const token of UNNAMED) {
      expect(await readRelease(service, token, phase)).toMatchObject({ version: 1, status: 'PUBLISHED' });
      expect(await readRelease(service, token, phase, 2)).toBeNull();
    }
    await moveClock(MINUTE);
    for (const token of [...UNNAMED, ...NAMED]) {
      expect(await readRelease(service, token, phase)).toMatchObject({ version: 2, status: 'PUBLISHED' });
      expect(await readRelease(service, token, phase, 1)).toMatchObject({ status: 'SUPERSEDED', supersededBy: 2 });
    }
  });

  it('leaves version 1 current for the named too, and replaces a copied headline only at its minute', async () => {
    const phase = await secondHeld();
    await hold(service, phase, { ...AS_REVISION, namedReaders: NAMED });
    for (const token of ['demo-press', OTHER_PRESS]) {
      await askWhole(service, token, about('copyHeadline', phase));
      expect(await readRelease(service, token, phase, 1)).toMatchObject({ status: 'PUBLISHED', supersededBy: null });
    }
    const copied = `{ copiedHeadlines(first: 1) { version headline { sentence status } replacement { sentence } } }`;
    const sentence = '130 people were arrested across the region.';
    const current = { version: 1, headline: { sentence, status: 'CURRENT' }, replacement: null };
    for (const token of ['demo-press', OTHER_PRESS]) {
      expect((await service.ask(token, copied)).data).toEqual({ copiedHeadlines: [current] });
    }
    await moveClock(MINUTE);
    const replacement = { sentence: '132 people were arrested across the region.' };
    for (const token of ['demo-press', OTHER_PRESS]) {
      expect((await other.ask(token, copied)).data).toEqual({
        copiedHeadlines: [{ version: 1, headline: { sentence, status: 'SUPERSEDED' }, replacement }],
      });
    }
  });
});

describe('what happens around an embargo', () => {
  it('is recorded, and changes nothing for readers: sent to the media, and leaked', async () => {
    const phase = await heldRelease();
    await coordinate(`recordReleaseEvent(phase: "${phase}", version: 1, event: SENT_TO_MEDIA, note: "To the BBC.")`);
    await coordinate(`recordReleaseEvent(phase: "${phase}", version: 1, event: LEAK_DECLARED, note: "On a blog.")`);
    expect(await seenBy(service, phase, BEFORE)).toEqual(BEFORE);
    expect(await stepsOf(phase)).toEqual([
      '1 PUBLISH demo-coordinator 10 09:30',
      '1 SENT_TO_MEDIA demo-coordinator To the BBC.',
      '1 LEAK_DECLARED demo-coordinator On a blog.',
    ]);
    const entries = await service.database.asOwner<{ action: string }>(
      `SELECT action FROM audit_entries WHERE phase = $1 AND action LIKE 'RELEASE_%' ORDER BY id`,
      [phase],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'RELEASE_PUBLISHED',
      'RELEASE_SENT_TO_MEDIA',
      'RELEASE_LEAK_DECLARED',
    ]);
  });

  it('is in the audit record that ADMIN reads from its minute on, and not before', async () => {
    const phase = await heldRelease();
    await askWhole(service, 'demo-press', about('copyHeadline', phase));
    const shown = async (): Promise<string[]> => {
      const { data } = await service.ask<{ auditEntries: { action: string }[] }>(
        'demo-admin',
        about('auditEntries', phase),
      );
      return data.auditEntries.map(({ action }) => action).filter((action) => /^(RELEASE|HEADLINE)/.test(action));
    };
    await moveClock(JUST_BEFORE);
    expect(await shown()).toEqual([]);
    await moveClock(MINUTE);
    expect(await shown()).toEqual(['HEADLINE_COPIED', 'RELEASE_PUBLISHED']);
  });

  it('is recorded of each reading by the named, on every path, and of nobody else and nothing later', async () => {
    const phase = await heldRelease();
    await coordinate(`prepareRelease(phase: "${phase}", namedReaders: ["demo-pcc-dorset"])`);
    const paths = [
      'release',
      'release 1',
      'headlines',
      'copyHeadline',
      'copiedHeadlines',
      'release by GET',
      'headlines by GET',
      'file',
      'file of version 1',
      'head of the file',
      'page of headlines as the caller',
      'file on the page as the caller',
      'card on the page as the caller',
      'page that checks a text as the caller',
    ];
    for (const name of paths) {
      for (const token of [COORDINATOR, ...UNNAMED, 'demo-press']) await PATHS[name]?.(service, token, phase);
    }
    await askWhole(service, 'demo-press', about('release 2', phase));
    await askWhole(service, 'demo-pcc-dorset', about('releaseDraft', phase));
    const reads = [...paths.map(() => 'demo-press 1'), 'demo-pcc-dorset draft'];
    expect(await readsOf(phase)).toEqual(reads);
    await moveClock(MINUTE);
    for (const name of paths) await PATHS[name]?.(service, 'demo-press', phase);
    expect(await readsOf(phase)).toEqual(reads);
  });

  it('is recorded of each time that a file is read, because the reader may not store it', async () => {
    const phase = await heldRelease();
    for (const name of [
      'file',
      'file of version 1',
      'head of the file of version 1',
      'card on the page as the caller',
    ]) {
      for (let times = 0; times < 2; times += 1) {
        const answer = await PATHS[name]?.(service, 'demo-press', phase);
        expect([name, answer]).toMatchObject([name, { status: 200, headers: { 'cache-control': 'no-store' } }]);
        expect(answer?.headers).not.toHaveProperty('etag');
      }
    }
    expect(await readsOf(phase)).toEqual(Array.from({ length: 8 }, () => 'demo-press 1'));
  });

  it('includes the readings of people on the list of the operation', async () => {
    await coordinate(`setReleaseReaders(operation: "scorpion", namedReaders: ["${OTHER_PRESS}"])`);
    const phase = await heldRelease([]);
    await coordinate('setReleaseReaders(operation: "scorpion", namedReaders: [])');
    expect(await sees(service, OTHER_PRESS, phase)).toBe('HELD, HELD, HELD, FORBIDDEN, held back');
    expect(await sees(service, 'demo-press', phase)).toBe(HIDDEN);
    expect(await readsOf(phase)).toEqual([1, 2, 3].map(() => `${OTHER_PRESS} 1`));
  });
});

describe('answers that are kept', () => {
  const TOTALS = `{ regionalTotals(phase: "PHASE", measures: ["arrests"], basis: ACCEPTED) {
    phase { totalsHeldBack } totals { value } } }`;
  const answered = (totalsHeldBack: boolean): object => ({
    data: { regionalTotals: { phase: { totalsHeldBack }, totals: [{ value: 130 }] } },
  });

  it('are not stale at the minute', async () => {
    const phase = await heldRelease();
    const query = TOTALS.replace('PHASE', phase);
    const bodyFor = async (from: TestService, token: string): Promise<unknown> =>
      JSON.parse((await askWhole(from, token, query)).body);
    await moveClock(JUST_BEFORE);
    for (const from of [service, other, service, other]) {
      expect(await bodyFor(from, COORDINATOR)).toEqual(answered(true));
      expect(await bodyFor(from, 'demo-pcc-wiltshire')).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN' } }],
      });
    }
    await moveClock(MINUTE);
    for (const from of [service, other, service, other]) {
      expect(await bodyFor(from, COORDINATOR)).toEqual(answered(false));
      expect(await bodyFor(from, 'demo-pcc-wiltshire')).toEqual(answered(false));
    }
    await mustSucceed(service, 'changePhase', { input: { phase, totalsHeldBack: true } });
    for (const from of [service, other]) {
      expect(await bodyFor(from, 'demo-pcc-wiltshire')).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN' } }],
      });
      expect(await bodyFor(from, COORDINATOR)).toEqual(answered(true));
    }
  });

  it('say of the phase of a return at the minute that its totals are open', async () => {
    const phase = await heldRelease();
    const query = `{ return(phase: "${phase}", force: "wiltshire") { phase { totalsHeldBack } may { correct } } }`;
    const heldBackFor = async (from: TestService): Promise<unknown> =>
      (await from.ask<{ return: { phase: { totalsHeldBack: boolean } } }>('demo-analyst-wiltshire', query)).data.return
        .phase.totalsHeldBack;
    await moveClock(JUST_BEFORE);
    for (const from of [service, service, other]) expect(await heldBackFor(from)).toBe(true);
    await moveClock(MINUTE);
    for (const from of [service, service, other]) expect(await heldBackFor(from)).toBe(false);
  });
});
