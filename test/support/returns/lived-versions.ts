import type { ReturnHead, VersionHead } from '../../../src/totals/domain/index.js';
import { after, lifeOf, stateOf, type Step } from '../../../src/returns/domain/index.js';

/* Returns as they are stored after their steps. */

/** Noon of a day in January 2026. */
export const at = (day: number): Date => new Date(`2026-01-${String(day).padStart(2, '0')}T12:00:00Z`);

/** A version as stored after these steps, one a day from `day` on. */
export function lived(version: number, day: number, ...steps: Step[]): VersionHead {
  let life = lifeOf(version, []);
  const stored = steps.map((step, place) => {
    // A person for each kind of step, because nobody may take all of them.
    const person = `who may ${step}`;
    life = after(life, { step, person });
    const { isAccepted: accepted, wasAccepted, withoutSignOff } = life;
    const instants = { beganAt: at(day + place), submittedAt: at(day) };
    return {
      // A newer version on the same day comes first, because its withdrawal changes the older one afterwards.
      serial: 10 * (day + place) - version,
      step,
      person,
      state: stateOf(life),
      ...instants,
      accepted,
      wasAccepted,
      withoutSignOff,
    };
  });
  const count = (counted: Step): number => steps.filter((step) => step === counted).length;
  const [asked, answered, takenBack] = [count('QUERY'), count('ANSWER'), count('TAKE_BACK')];
  const overtaken = asked - answered - takenBack - life.openQuestions;
  const askedAs = Array.from({ length: asked }, () => 'REGIONAL_COORDINATOR' as const);
  return { id: String(version), version, steps: stored, questions: { askedAs, answered, takenBack, overtaken } };
}

/** A return with these versions. */
export function head(current: number | null, ...versions: VersionHead[]): ReturnHead {
  return { force: 'dorset', count: versions.length, current, versions };
}
