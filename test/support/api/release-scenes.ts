import type { TestService } from '../service/test-service.js';
import { FIVE_FORCES } from './accepted-phases.js';
import { mustSucceed } from './phases-api.js';
import { sendAccepted } from './return-steps.js';

/** A new open phase of Operation Scorpion, in which the first of its forces have 26 arrests signed off and accepted. */
export async function openPhaseWith(
  service: TestService,
  {
    code,
    forces,
    name = code,
    totalsHeldBack = false,
  }: { code: string; forces: number; name?: string; totalsHeldBack?: boolean },
): Promise<void> {
  const days = { startsOn: '2026-03-02', endsOn: '2026-03-08' };
  const input = { operation: 'scorpion', code, name, ...days, totalsHeldBack, confirm: true };
  await mustSucceed(service, 'createPhase', { input });
  await mustSucceed(service, 'openPhase', { phase: code, reason: 'For this test.' });
  await Promise.all(
    FIVE_FORCES.slice(0, forces).map((force) =>
      sendAccepted(service, { phase: code, force, figures: [{ measure: 'arrests', value: 26 }] }),
    ),
  );
}
