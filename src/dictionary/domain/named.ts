import type { Named } from '../../common/suggest-codes.js';
import type { Part } from './breakdown.js';
import type { Force } from './force.js';
import type { Measure } from './measure.js';

/** A force with all that people call it. */
export function namedForce({ code, name, alsoKnownAs, onsCode }: Force): Named {
  return { code, names: [name, ...alsoKnownAs, ...(onsCode === null ? [] : [onsCode])] };
}

/** A measure with all that people call it. */
export function namedMeasure({ code, name, alsoKnownAs }: Pick<Measure, 'code' | 'name' | 'alsoKnownAs'>): Named {
  return { code, names: [name, ...alsoKnownAs] };
}

/** A part of a breakdown with its name, also without what is in brackets: "Children (under 18)", "Ecstasy (MDMA)". */
export function namedPart({ code, name }: Pick<Part, 'code' | 'name'>): Named {
  return { code, names: [name, ...name.split(/[()]/)] };
}
