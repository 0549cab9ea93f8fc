import { mustSucceed } from './phases-api.js';
import { mustTakeStep } from './return-steps.js';
import { mustSubmit, type ReturnInput } from './returns-api.js';
import type { TestService } from '../service/test-service.js';

/** The forces that take part in a phase of Operation Scorpion by default. */
export const FIVE_FORCES = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];

/** The reasons for the warnings of a phase of `acceptedPhase`. */
export const WITHOUT_SIGN_OFF = { code: 'NOT_SIGNED_OFF', reason: 'Nobody is on duty.' };

/** Submits a return and accepts it, without a sign-off. */
export async function sendAcceptedWithoutSignOff(service: TestService, input: ReturnInput): Promise<void> {
  const { phase, force } = input;
  const { version } = (await mustSubmit(service, input)).return;
  const given = { phase, force, version, withoutSignOff: 'Nobody is on duty.' };
  await mustTakeStep(service, 'demo-coordinator', 'acceptReturn', given);
}

/** Makes an open phase in which the same figures of each of the five forces are accepted: 26 arrests by default. */
export async function acceptedPhase(
  service: TestService,
  phase: string,
  given: { readonly totalsHeldBack?: boolean; readonly figures?: ReturnInput['figures'] } = {},
): Promise<void> {
  const { figures = [{ measure: 'arrests', value: 26 }], totalsHeldBack = false } = given;
  const days = { startsOn: '2026-03-02', endsOn: '2026-03-08' };
  const input = { operation: 'scorpion', code: phase, name: `Phase ${phase}`, ...days, totalsHeldBack, confirm: true };
  await mustSucceed(service, 'createPhase', { input });
  await mustSucceed(service, 'openPhase', { phase, reason: 'For this test.' });
  for (const force of FIVE_FORCES) await sendAcceptedWithoutSignOff(service, { phase, force, figures });
}
