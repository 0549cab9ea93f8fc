import type { CalendarDate } from '../../../src/common/dates.js';
import { readDictionaryData } from '../../../src/dictionary/reference-data.js';
import type { Vocabulary } from '../../../src/releases/claims/lexicon.js';

/** The dictionary that comes with the service, as a text is read with it. */
export function shippedVocabulary(): Vocabulary {
  const { measures, breakdowns, forces } = readDictionaryData();
  const partsOf = (breakdown: string | null): Vocabulary['measures'][number]['parts'] => {
    const parts = breakdowns.filter((row) => row.breakdown === breakdown);
    return [...new Map(parts.map(({ code, name }) => [code, { code, name }])).values()];
  };
  return {
    measures: measures.map(({ also_known_as: alsoKnownAs, ...measure }) => ({
      ...measure,
      alsoKnownAs,
      parts: partsOf(measure.breakdown),
    })),
    forces: forces.map(({ code, name, also_known_as: alsoKnownAs }) => ({ code, name, alsoKnownAs })),
  };
}

/** A phase whose figures a text may be about. */
export const SCORPION_9 = {
  name: 'Operation Scorpion 9',
  startsOn: '2024-11-04' as CalendarDate,
  endsOn: '2024-11-08' as CalendarDate,
};
