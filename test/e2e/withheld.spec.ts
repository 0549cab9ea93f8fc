import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { mustPublish, readRelease, type ReleaseView } from '../support/api/releases-api.js';
import { codesOf, mustSubmit, readReturn, type FigureInput, type ReturnInput } from '../support/api/returns-api.js';
import { mustTakeStep } from '../support/api/return-steps.js';
import { openPhase, seenTotals, sendAndAccept } from '../support/api/withheld-api.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { startVerification } from '../support/database/verification.js';
import { readPage, rowOf } from '../support/service/pages.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * Figures that a force withholds for a live job: not reported, until a time, for everybody but the force and the
 * coordinator.
 */
const OTHERS = ['avon-and-somerset', 'devon-and-cornwall', 'gloucestershire', 'wiltshire'];
const COORDINATOR = 'demo-coordinator';
const OTHER_READERS = ['demo-analyst-wiltshire', 'demo-approver-wiltshire', 'demo-pcc-wiltshire'];
const WHO_SEE_IT = ['demo-analyst-dorset', 'demo-approver-dorset', 'demo-pcc-dorset', COORDINATOR];
const LATER = new Date(Date.now() + 30 * 86_400_000);
const UNTIL = LATER.toISOString();
const LATEST = new Date(LATER.getTime() + 86_400_000).toISOString();
const PARTS = ['drugs-weight', 'drug-seizures'];

let service: TestService;
let phases = 0;

beforeAll(async () => {
  service = await startTestService();
});
afterEach(async () => {
  await setEmbargoClock(service.database, null);
});
afterAll(async () => {
  await service.stop();
});

/** A phase for which the other four forces have 26 arrests and 5 charges accepted, and Dorset what is given. */
async function phaseWith(dorset: Omit<ReturnInput, 'phase' | 'force'>): Promise<string> {
  phases += 1;
  const phase = `job-${phases}`;
  await openPhase(service, phase);
  for (const force of OTHERS) {
    const figures = [
      { measure: 'arrests', value: 26 },
      { measure: 'charges', value: 5 },
    ];
    await sendAndAccept(service, { phase, force, figures });
  }
  await sendAndAccept(service, { phase, force: 'dorset', ...dorset });
  return phase;
}

/** What a release says of amounts, as JSON. */
function amountsOf({ totals, changes, headlines }: ReleaseView): string {
  return JSON.stringify({ totals, changes, headlines });
}

const WITHHELD_ARRESTS: readonly FigureInput[] = [
  { measure: 'arrests', value: 47, withheldUntil: UNTIL },
  { measure: 'charges', value: 7 },
];

describe('a figure that a force withholds', () => {
  let phase: string;
  beforeAll(async () => {
    phase = await phaseWith({ figures: WITHHELD_ARRESTS });
  });

  it.each(OTHER_READERS)('counts as not reported for %s', async (token) => {
    const { restsOn, missing, totals, lines } = await seenTotals(service, token, phase);
    expect(totals['arrests']).toEqual({ total: 'AT_LEAST 104 104..', missing: ['dorset'] });
    expect(lines['arrests dorset']).toBe('NOT_REPORTED');
    expect(totals['charges']).toEqual({ total: 'EXACT 27 27..27', missing: [] });
    expect([restsOn, missing]).toEqual([[...OTHERS, 'dorset'].toSorted(), []]);
  });

  it.each(WHO_SEE_IT)('counts for %s, and is marked', async (token) => {
    const { totals, lines } = await seenTotals(service, token, phase, { basis: 'ACCEPTED' });
    expect(totals['arrests']).toEqual({ total: 'EXACT 151 151..151', missing: [] });
    expect([lines['arrests dorset'], lines['charges dorset']]).toEqual(['REPORTED 47 withheld', 'REPORTED 7']);
  });

  it("is in the coordinator's PROVISIONAL totals, marked", async () => {
    const { totals, lines } = await seenTotals(service, COORDINATOR, phase);
    expect([totals['arrests']?.total, lines['arrests dorset']]).toEqual(['EXACT 151 151..151', 'REPORTED 47 withheld']);
  });

  it.each([
    ['demo-analyst-wiltshire', 'NOT_REPORTED', null, false],
    ['demo-pcc-dorset', 'REPORTED', 47, true],
    [COORDINATOR, 'REPORTED', 47, true],
  ])("is in the force's line across phases as %s may see it", async (token, state, value, withheld) => {
    const { data } = await service.ask<{
      forceTotals: readonly { phase: { code: string }; cells: readonly object[] }[];
    }>(
      token,
      `{ forceTotals(force: "dorset", measures: ["arrests"], first: 100) {
        phase { code } cells { state value withheld } } }`,
    );
    const line = data.forceTotals.find((one) => one.phase.code === phase);
    expect(line?.cells).toEqual([{ state, value, withheld }]);
  });

  it('is not on the public page, which the visitor of the demo reads with no force of their own', async () => {
    const response = await fetch(`${service.url}/phases/${phase}`, { headers: { accept: 'text/html' } });
    const text = load(await response.text())('main')
      .text()
      .replace(/\s+/g, ' ');
    expect(text).toContain('at least 104');
    expect(text).not.toMatch(/\b(47|151)\b/);
  });

  it('is read back by the force and the coordinator with its time, and shown to nobody else', async () => {
    for (const token of [...WHO_SEE_IT]) {
      const found = await readReturn(service, { phase, force: 'dorset' }, token);
      expect(found?.figures.map(({ measure, withheldUntil }) => [measure.code, withheldUntil])).toEqual([
        ['arrests', UNTIL],
        ['charges', null],
      ]);
    }
    expect(await readReturn(service, { phase, force: 'dorset' }, 'demo-analyst-wiltshire')).toBeNull();
  });

  it('is not in a release, although the coordinator makes it, and nothing in the release gives it', async () => {
    const reasons = { acknowledgements: [{ code: 'NOT_SIGNED_OFF', reason: 'Nobody is on duty.' }] };
    const released = await mustPublish(service, { phase, ...reasons });
    const arrests = released.totals.find(({ measure }) => measure.code === 'arrests');
    expect(arrests).toMatchObject({ value: 104, qualifier: 'AT_LEAST' });
    expect(arrests?.byForce.find(({ force }) => force.code === 'dorset')).toMatchObject({ state: 'NOT_REPORTED' });
    expect(amountsOf(released)).not.toMatch(/\b(47|151)\b/);
    await setEmbargoClock(service.database, LATER);
    expect(await readRelease(service, 'demo-press', phase)).toEqual(released);
  });

  it('is listed for the coordinator in the draft of a release, which counts it as not reported', async () => {
    const { data } = await service.ask(
      COORDINATOR,
      `{ releaseDraft(phase: "${phase}") { withheld { force { code } measure until } } }`,
    );
    expect(data).toEqual({
      releaseDraft: { withheld: [{ force: { code: 'dorset' }, measure: 'arrests', until: UNTIL }] },
    });
  });

  it('counts for everybody once its time has passed, also where an answer was kept', async () => {
    for (const token of OTHER_READERS) {
      const before = await seenTotals(service, token, phase);
      expect((await seenTotals(service, token, phase)).lines['arrests dorset']).toBe('NOT_REPORTED');
      await setEmbargoClock(service.database, new Date(LATER.getTime() - 1));
      expect(await seenTotals(service, token, phase)).toEqual(before);
      await setEmbargoClock(service.database, LATER);
      const after = await seenTotals(service, token, phase);
      expect([after.totals['arrests']?.total, after.lines['arrests dorset']]).toEqual([
        'EXACT 151 151..151',
        'REPORTED 47',
      ]);
      // The instant at which it was let go is when the totals changed, and the answers before and after remain.
      expect(after.asOf).toBe(UNTIL);
      expect(await seenTotals(service, token, phase, { asOf: before.asOf })).toEqual(before);
      expect(await seenTotals(service, token, phase, { asOf: after.asOf })).toEqual(after);
      await setEmbargoClock(service.database, null);
    }
  });

  it.each(['ACCEPTED', 'PROVISIONAL'])('loses its mark for the coordinator then, in %s totals', async (basis) => {
    const before = await seenTotals(service, COORDINATOR, phase, { basis });
    await setEmbargoClock(service.database, LATER);
    const after = await seenTotals(service, COORDINATOR, phase, { basis });
    expect([before, after].map(({ lines }) => lines['arrests dorset'])).toEqual([
      'REPORTED 47 withheld',
      'REPORTED 47',
    ]);
    expect(after.asOf).toBe(UNTIL);
    expect(await seenTotals(service, COORDINATOR, phase, { basis, asOf: before.asOf })).toEqual(before);
    expect(await seenTotals(service, COORDINATOR, phase, { basis, asOf: after.asOf })).toEqual(after);
  });

  it('is let go earlier by a version without a time, once that is accepted', async () => {
    const own = await phaseWith({ figures: WITHHELD_ARRESTS });
    const figures = WITHHELD_ARRESTS.map(({ withheldUntil: _, ...figure }) => figure);
    const sent = await mustSubmit(service, { phase: own, force: 'dorset', figures, reason: 'The job is over.' });
    expect((await seenTotals(service, 'demo-pcc-wiltshire', own)).lines['arrests dorset']).toBe('NOT_REPORTED');
    const withoutSignOff = 'Nobody is on duty.';
    await service.ask(
      COORDINATOR,
      `mutation ($phase: ID!, $version: Int!, $withoutSignOff: String) {
        acceptReturn(phase: $phase, force: "dorset", version: $version, withoutSignOff: $withoutSignOff) { __typename } }`,
      { phase: own, version: sent.return.version, withoutSignOff },
    );
    expect((await seenTotals(service, 'demo-pcc-wiltshire', own)).lines['arrests dorset']).toBe('REPORTED 47');
  });

  it('shows in the history of the return when it was withheld and let go', async () => {
    const own = await phaseWith({ figures: WITHHELD_ARRESTS });
    const figures = WITHHELD_ARRESTS.map(({ withheldUntil: _, ...figure }) => figure);
    await mustSubmit(service, { phase: own, force: 'dorset', figures, reason: 'The job is over.' });
    const CHANGES = 'changes { measure { code } from { value withheldUntil } to { value withheldUntil } }';
    const { data } = await service.ask(
      'demo-pcc-dorset',
      `query ($phase: ID!) { returnDifference(phase: $phase, force: "dorset", from: 1, to: 2) { ${CHANGES} }
        return(phase: $phase, force: "dorset") { versions(newestFirst: true, first: 1) { ${CHANGES} } } }`,
      { phase: own },
    );
    const [from, to] = [
      { value: 47, withheldUntil: UNTIL },
      { value: 47, withheldUntil: null },
    ];
    const changes = [{ measure: { code: 'arrests' }, from, to }];
    expect(data).toEqual({ returnDifference: { changes }, return: { versions: [{ changes }] } });
  });

  it('may be withheld by the coordinator on behalf of the force', async () => {
    const own = await phaseWith({ figures: [{ measure: 'charges', value: 7 }] });
    const input = { phase: own, force: 'dorset', figures: WITHHELD_ARRESTS, reason: 'By telephone.' };
    await mustSubmit(service, input, COORDINATOR);
    const found = await readReturn(service, { phase: own, force: 'dorset' });
    expect(found?.figures.map(({ withheldUntil }) => withheldUntil)).toEqual([UNTIL, null]);
  });
});

describe('a measure with parts', () => {
  it('is withheld as a whole if one of its figures is, until the latest time that one gives', async () => {
    const phase = await phaseWith({
      figures: [
        { measure: 'drugs-weight', value: 900, breakdown: 'cocaine', withheldUntil: UNTIL },
        { measure: 'drugs-weight', value: 300, breakdown: 'heroin', withheldUntil: LATEST },
        { measure: 'drugs-weight', value: 50, breakdown: 'cannabis' },
        { measure: 'drug-seizures', value: 9, withheldUntil: UNTIL },
        { measure: 'drug-seizures', value: 4, breakdown: 'heroin' },
      ],
    });
    const seen = async (token: string) => {
      const { parts, lines } = await seenTotals(service, token, phase);
      return PARTS.map((measure) => [lines[`${measure} dorset`] ?? null, parts[measure]?.length ?? 0]);
    };
    expect(await seen('demo-pcc-wiltshire')).toEqual([
      ['NOT_REPORTED', 0],
      [null, 0],
    ]);
    const all = await seen(COORDINATOR);
    expect(all.map(([line]) => line)).toEqual(['REPORTED 1250 withheld', 'REPORTED 9 withheld']);
    await setEmbargoClock(service.database, LATER);
    expect(await seen('demo-pcc-wiltshire')).toEqual([
      ['NOT_REPORTED', 0],
      ['REPORTED 9', all[1]?.[1]],
    ]);
    await setEmbargoClock(service.database, new Date(LATEST));
    expect(await seen('demo-pcc-wiltshire')).toEqual([
      ['REPORTED 1250', all[0]?.[1]],
      ['REPORTED 9', all[1]?.[1]],
    ]);
  });
});

describe('a return that is withheld as a whole', () => {
  const WHOLE = {
    figures: [{ measure: 'arrests', value: 47 }],
    nil: ['charges'],
    notApplicable: ['drugs-weight'],
    othersNil: true,
    withheldUntil: UNTIL,
  };
  let phase: string;
  beforeAll(async () => {
    phase = await phaseWith(WHOLE);
  });

  it('has not reported, for other readers', async () => {
    const seen = await seenTotals(service, 'demo-pcc-wiltshire', phase);
    expect([seen.restsOn, seen.missing]).toEqual([OTHERS, ['dorset']]);
    expect(
      Object.entries(seen.lines).filter(([place, line]) => place.endsWith(' dorset') && line !== 'NOT_REPORTED'),
    ).toEqual([]);
    expect(seen.totals['charges']).toEqual({ total: 'AT_LEAST 20 20..', missing: ['dorset'] });
  });

  it.each(WHO_SEE_IT)('has reported, for %s', async (token) => {
    const seen = await seenTotals(service, token, phase, { basis: 'ACCEPTED' });
    expect([seen.restsOn.includes('dorset'), seen.missing]).toEqual([true, []]);
    expect([seen.lines['arrests dorset'], seen.lines['charges dorset']]).toEqual([
      'REPORTED 47 withheld',
      'NIL 0 withheld',
    ]);
  });

  it('looks like one that is not accepted yet on the board, and moves no time of the totals, for other readers', async () => {
    const own = 'job-board';
    await openPhase(service, own);
    for (const force of OTHERS) {
      await sendAndAccept(service, { phase: own, force, figures: [{ measure: 'arrests', value: 26 }] });
    }
    const query = `{ phase(code: "${own}") { returns { force { code } status version } }
      regionalTotals(phase: "${own}", basis: ACCEPTED) { asOf } }`;
    const sent = await mustSubmit(service, { phase: own, force: 'dorset', ...WHOLE });
    const before = (await service.ask('demo-pcc-wiltshire', query)).data;
    expect(before).toMatchObject({
      phase: { returns: expect.arrayContaining([{ force: { code: 'dorset' }, status: 'SUBMITTED', version: null }]) },
    });
    const accept = { phase: own, force: 'dorset', version: sent.return.version, withoutSignOff: 'Nobody is on duty.' };
    await mustTakeStep(service, COORDINATOR, 'acceptReturn', accept);
    expect((await service.ask('demo-pcc-wiltshire', query)).data).toEqual(before);
    for (const token of ['demo-pcc-dorset', COORDINATOR]) {
      const { data } = await service.ask<{ phase: { returns: object[] } }>(token, query);
      expect(data.phase.returns).toContainEqual({ force: { code: 'dorset' }, status: 'ACCEPTED', version: 1 });
    }
    await setEmbargoClock(service.database, LATER);
    const { data } = await service.ask('demo-pcc-wiltshire', query);
    expect(data).toMatchObject({ regionalTotals: { asOf: UNTIL } });
    expect(data).not.toMatchObject(before);
  });

  it('has no version in the lines of the force across phases, for other readers', async () => {
    const versionFor = async (token: string): Promise<number | null | undefined> => {
      const { data } = await service.ask<{
        forceTotals: readonly { phase: { code: string }; version: number | null; submittedAt: string | null }[];
      }>(token, '{ forceTotals(force: "dorset", first: 100) { phase { code } version submittedAt } }');
      const line = data.forceTotals.find((one) => one.phase.code === phase);
      expect(line?.version === null).toBe(line?.submittedAt === null);
      return line?.version;
    };
    expect([await versionFor('demo-pcc-wiltshire'), await versionFor('demo-pcc-dorset')]).toEqual([null, 1]);
  });

  /** What the public list of phases says of the phase: who has reported, and who is missing. */
  const listed = async (): Promise<string[]> => rowOf(await readPage(service, '/phases'), phase).slice(1);

  it('is missing in the public list of phases', async () => {
    expect(await listed()).toEqual(['4 of 5 forces', 'Dorset']);
    await setEmbargoClock(service.database, LATER);
    expect(await listed()).toEqual(['5 of 5 forces', 'no force']);
  });

  it('is not in a release', async () => {
    const acknowledgements = [{ code: 'NOT_SIGNED_OFF', reason: 'Nobody is on duty.' }];
    const released = await mustPublish(service, { phase, acknowledgements });
    expect(released.coverage).toMatchObject({ expected: 5, reported: 4, missing: [{ code: 'dorset' }] });
    expect(amountsOf(released)).not.toMatch(/\b(47|151)\b/);
  });

  it('has every figure withheld, until the later time if one has its own', async () => {
    const figures = [
      { measure: 'arrests', value: 47, withheldUntil: LATEST },
      { measure: 'charges', value: 7, withheldUntil: new Date(LATER.getTime() - 1000).toISOString() },
    ];
    const own = await phaseWith({ figures, nil: ['drugs-weight'], withheldUntil: UNTIL });
    const found = await readReturn(service, { phase: own, force: 'dorset' });
    expect(found?.figures.map(({ withheldUntil }) => withheldUntil)).toEqual([LATEST, UNTIL, UNTIL]);
  });

  it('counts for everybody once its time has passed', async () => {
    await setEmbargoClock(service.database, LATER);
    const seen = await seenTotals(service, 'demo-pcc-wiltshire', phase);
    expect([seen.restsOn.includes('dorset'), seen.missing, seen.lines['arrests dorset']]).toEqual([
      true,
      [],
      'REPORTED 47',
    ]);
  });
});

describe('the comparison with other forces', () => {
  it.each([
    ['the analyst', undefined],
    ['the coordinator on behalf of the force', COORDINATOR],
  ])('leaves withheld figures out until their time, for %s', async (_, token) => {
    phases += 1;
    const phase = `job-${phases}`;
    await openPhase(service, phase);
    const figures = [{ measure: 'vehicles-seized', value: 20, withheldUntil: UNTIL }];
    for (const force of OTHERS) await sendAndAccept(service, { phase, force, figures });
    const warnings = async (): Promise<string[]> => {
      const input = { phase, force: 'dorset', figures: [{ measure: 'vehicles-seized', value: 9000 }] };
      return codesOf((await mustSubmit(service, input, token)).warnings).filter((code) => code === 'UNUSUAL_VALUE');
    };
    expect(await warnings()).toEqual([]);
    await setEmbargoClock(service.database, LATER);
    expect(await warnings()).toEqual(['UNUSUAL_VALUE']);
  });
});

describe('a time until which something is withheld', () => {
  it('is kept in a draft', async () => {
    phases += 1;
    const phase = `job-${phases}`;
    await openPhase(service, phase);
    const passed = '2026-01-05T12:00:00.000Z';
    const figures = [{ measure: 'arrests', value: 47, withheldUntil: passed }];
    const input = { phase, force: 'dorset', figures, withheldUntil: UNTIL };
    const { data } = await service.ask<{ saveDraft: object }>(
      'demo-analyst-dorset',
      `mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) { ... on DraftSaved {
        draft { entry { withheldUntil figures { withheldUntil } } } problems { code severity measure } } } }`,
      { input },
    );
    expect(data.saveDraft).toEqual({
      draft: { entry: { withheldUntil: UNTIL, figures: [{ withheldUntil: passed }] } },
      problems: expect.arrayContaining([
        { code: 'WITHHELD_UNTIL_NOT_POSSIBLE', severity: 'BLOCK', measure: 'arrests' },
      ]),
    });
  });

  it('makes another return of it under an idempotency key, which gives its first answer after that time too', async () => {
    phases += 1;
    const phase = `job-${phases}`;
    await openPhase(service, phase);
    const input = { phase, force: 'dorset', figures: WITHHELD_ARRESTS, idempotencyKey: 'once' };
    const sent = await mustSubmit(service, input);
    await setEmbargoClock(service.database, LATER);
    expect(await mustSubmit(service, input)).toEqual(sent);
    const figures = WITHHELD_ARRESTS.map(({ withheldUntil: _, ...figure }) => figure);
    await expect(mustSubmit(service, { ...input, figures })).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  });

  it('is verified with the rest of what is stored', async () => {
    const verification = await startVerification(service.database);
    try {
      expect(await verification.findings()).toEqual([]);
      await service.database.asOwner(`UPDATE results SET withheld_until = NULL WHERE id = (
        SELECT min(id) FROM results WHERE withheld_until IS NOT NULL)`);
      expect((await verification.findings()).map(({ compared, measure }) => [compared, measure])).toEqual([
        ['RESULT', 'arrests'],
      ]);
    } finally {
      await verification.stop();
    }
  });
});
