import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptedPhase, sendAcceptedWithoutSignOff, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { define } from '../support/api/dictionary-api.js';
import { mustSucceed } from '../support/api/phases-api.js';
import { frozenBytes, mustPublish, readRelease } from '../support/api/releases-api.js';
import { startServiceOn } from '../support/service/service-on.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* A release answers the same bytes for ever, whatever changes around it. Each test adds a change to those before. */

const PHASE = 'frozen';
const FIGURES = [
  { measure: 'arrests', value: 26 },
  { measure: 'cash-seized', value: 47_863.5, qualifier: 'AT_LEAST' },
  { measure: 'people-safeguarded', value: 12 },
  { measure: 'people-safeguarded', breakdown: 'child', value: 4 },
  { measure: 'weapons-seized', value: 7 },
  { measure: 'weapons-seized', breakdown: 'knife', value: 5 },
];

let service: TestService;
let first: string;
let hash: string;

beforeAll(async () => {
  service = await startTestService();
  await acceptedPhase(service, PHASE, { figures: FIGURES });
  hash = (await mustPublish(service, { phase: PHASE, acknowledgements: [WITHOUT_SIGN_OFF] })).contentHash;
  first = await frozenBytes(service, PHASE, 1);
});

afterAll(async () => {
  await service.stop();
});

/** What a reader of live totals sees of the names of this phase and of arrests. */
async function liveNames(): Promise<unknown> {
  const { data } = await service.ask<{ regionalTotals: object }>(
    'demo-pcc-dorset',
    `{ regionalTotals(phase: "${PHASE}", measures: ["arrests"]) {
       phase { name } totals { measure { name version definition } value byForce { force { name } } } } }`,
  );
  return data.regionalTotals;
}

describe('a release', () => {
  it('has its figures, parts, names, definitions and sentences in its answer', () => {
    expect(first).toContain(`"contentHash":"${hash}"`);
    for (const found of ['"value":130', '239317.5', '"code":"knife"', '"code":"child"', 'Phase frozen', 'Dorset']) {
      expect(first).toContain(found);
    }
    expect(first).toContain('130 people were arrested across the region.');
    expect(first).toContain('People arrested in the operation for a drug offence');
  });

  it('is the same after a restart', async () => {
    const restarted = await startServiceOn(service.database);
    expect(await frozenBytes(restarted, PHASE, 1)).toBe(first);
    expect(await readRelease(restarted, 'demo-press', PHASE)).toEqual(await readRelease(service, 'demo-press', PHASE));
    await restarted.stop();
  });

  it('is the same after a correction and the next version', async () => {
    const figures = [{ measure: 'arrests', value: 31 }];
    await sendAcceptedWithoutSignOff(service, { phase: PHASE, force: 'dorset', reason: 'Counted anew.', figures });
    expect(await frozenBytes(service, PHASE, 1)).toBe(first);
    const note = 'Dorset has counted anew.';
    const next = { phase: PHASE, kind: 'CORRECTION', note, acknowledgements: [WITHOUT_SIGN_OFF] };
    expect((await mustPublish(service, next)).contentHash).not.toBe(hash);
    expect(await frozenBytes(service, PHASE, 1)).toBe(first);
  });

  it('is the same after a new version of the definition of a measure', async () => {
    const input = { code: 'arrests', name: 'Arrests and summonses', category: 'ARRESTS', unit: 'COUNT' };
    const { measure } = await define(service, { ...input, definition: 'Otherwise.', validFrom: '2026-03-09' });
    expect(measure).toMatchObject({ name: 'Arrests and summonses', version: 2 });
    expect(await frozenBytes(service, PHASE, 1)).toBe(first);
  });

  it('is the same after new names of its phase, its measures and a force, which live totals have', async () => {
    await mustSucceed(service, 'changePhase', { input: { phase: PHASE, name: 'Another name' } });
    await service.database.asOwner(`UPDATE forces SET name = 'Dorset and Wiltshire' WHERE code = 'dorset'`);
    await service.database.asOwner(`UPDATE measure_versions SET name = 'Renamed', definition = 'Renamed.'`);
    expect(await liveNames()).toMatchObject({
      phase: { name: 'Another name' },
      totals: [{ measure: { name: 'Renamed' } }],
    });
    expect(JSON.stringify(await liveNames())).toContain('Dorset and Wiltshire');
    expect(await frozenBytes(service, PHASE, 1)).toBe(first);
  });

  it('is the same in a process that starts after all of this, and keeps its hash', async () => {
    const later = await startServiceOn(service.database);
    expect(await frozenBytes(later, PHASE, 1)).toBe(first);
    expect((await readRelease(later, 'demo-pcc-dorset', PHASE, 1))?.contentHash).toBe(hash);
    await later.stop();
  });
});
