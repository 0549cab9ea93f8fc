import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf, setParticipation, setPhaseStatus } from '../support/database/database-states.js';
import { mustSubmit, mustBeRefused } from '../support/api/returns-api.js';
import { withClient } from '../support/database/plain-client.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

/*
 * Somebody closes a phase, or removes a force from it, while a return that was already admitted waits for the phase's
 * row.
 */

const KEY = { phase: 'scorpion-7', force: 'dorset' };
const SENT = { ...KEY, figures: [{ measure: 'arrests', value: 21 }], idempotencyKey: 'late' };
const CLOSE = "UPDATE phases SET status = 'CLOSED' WHERE code = 'scorpion-7'";
const TAKE_OUT = `WITH moved AS (UPDATE phases SET data_version = data_version + 1 WHERE code = 'scorpion-7')
  UPDATE participations SET participation = 'NOT_TAKING_PART'
  WHERE phase = 'scorpion-7' AND force = 'dorset'`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

/**
 * Resolves once somebody waits for a lock that this backend has. Other sessions' activity is hidden, but not their
 * locks.
 */
async function somebodyWaitsFor(backend: number): Promise<void> {
  const waiting = 'SELECT FROM pg_locks WHERE NOT granted AND $1 = ANY (pg_blocking_pids(pid))';
  await until('somebody waits for the lock', 60_000, async () => {
    return (await service.database.asOwner(waiting, [backend])).length > 0;
  });
}

/** Locks the phase's row, sends a return, and releases the row when `change` is committed. */
async function sendAcross<Answer>(lock: string, change: string, send: () => Promise<Answer>): Promise<Answer> {
  return withClient(service.database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await owner.query('BEGIN');
    await owner.query(`SELECT FROM phases WHERE code = $1 ${lock}`, [KEY.phase]);
    const answer = send();
    await Promise.race([somebodyWaitsFor(rows[0]?.pid ?? 0), answer]);
    await owner.query(change);
    await owner.query('COMMIT');
    return answer;
  });
}

/** Rows that record that a phase was closed or a force removed, and that this was undone. */
const CHANGES = {
  'public.reference_stamp': null,
  'public.phases': null,
  'public.participation_changes': null,
  'public.phase_changes': null,
};

describe('a return that waits for its phase', () => {
  it.each([
    // With one lock mode it waits before it has a row of its own, with the other when it moves the phase on.
    ['FOR UPDATE', 'PHASE_NOT_OPEN', CLOSE],
    ['FOR NO KEY UPDATE', 'PHASE_NOT_OPEN', CLOSE],
    ['FOR UPDATE', 'FORCE_NOT_PARTICIPATING', TAKE_OUT],
    ['FOR NO KEY UPDATE', 'FORCE_NOT_PARTICIPATING', TAKE_OUT],
  ])(
    'while that is locked %s is rejected for the change made in the meantime, and nothing is stored: %s',
    async (lock, code, change) => {
      const contents = async (): Promise<object> => ({ ...(await contentsOf(service.database)), ...CHANGES });
      const before = await contents();
      const problems = await sendAcross(lock, change, () => mustBeRefused(service, SENT));
      expect(problems).toMatchObject([{ code, severity: 'BLOCK' }]);
      await setPhaseStatus(service.database, KEY.phase, 'OPEN');
      await setParticipation(service.database, KEY, 'TAKING_PART');
      expect(await contents()).toEqual(before);
    },
  );

  it('is accepted if the phase does not change', async () => {
    const accepted = await sendAcross('FOR UPDATE', 'SELECT 1', () => mustSubmit(service, SENT));
    expect(accepted.return.version).toBe(1);
  });
});
