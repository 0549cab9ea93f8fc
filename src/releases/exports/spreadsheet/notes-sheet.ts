import type { ReleaseContent } from '../../domain/index.js';
import { textColumn, type Table } from './sheet.js';
import { isChangedAfterFinal } from './totals-sheet.js';
import { UNIT_NAMES } from './words.js';

/** The table of the measures, each with the definition that the release uses. */
export function definitionsTable({ totals }: ReleaseContent): Table {
  return {
    title: 'Definitions',
    columns: [
      textColumn('Measure', 34),
      textColumn('Definition', 90),
      textColumn('Unit', 14),
      textColumn('Version of the definition', 16),
    ],
    rows: totals.map(({ measure }) => [
      measure.name,
      measure.definition,
      UNIT_NAMES[measure.unit],
      `version ${measure.version}`,
    ]),
  };
}

const GENERAL_NOTES: readonly (readonly [subject: string, note: string])[] = [
  [
    'Accepted figures only',
    'The figures are from returns that the region had accepted at the time that the cover gives under "Figures as at". A return that was not accepted by then counts as not reported.',
  ],
  [
    'Forces reported',
    '"3 of 5" means that 3 of the 5 forces that were expected reported the measure. A force that reported none, that cannot have such a figure, or that gave no number has reported. A part has the coverage of its measure. Forces that were not expected are not counted, but their figures are included.',
  ],
  [
    'None, and not reported',
    '0 means that the force reported that there was none. [x] with "not reported" means that the force reported nothing. It never means 0.',
  ],
  ['Some, no number given', 'The force reported that there was some, but not how much.'],
  [
    'Lowest and highest possible',
    'The region\'s true total is between these two values, both included. [z] under Highest possible means that there is no limit, because a force has not reported, gave no number or gave a figure that is "at least".',
  ],
  ['Exact', 'The true value is the figure.'],
  [
    'At least',
    'The true value is the figure or more. The region\'s total is "at least" if an expected force has not reported.',
  ],
  [
    'Up to',
    "The true value is the figure or less. For the region's total, Lowest possible says how much less it can be.",
  ],
  [
    'Almost',
    'The true value is from 90 per cent of the figure up to the figure. This is a convention for these returns.',
  ],
  [
    'About',
    'The true value is within 2.5 per cent of the figure, or within half of the place of its last digit that is not 0, whichever is more. "About 350" means 342 to 358. This is a convention for these returns. The region\'s total is "about" if it includes such a figure: its range is from Lowest possible to Highest possible.',
  ],
  [
    'Parts',
    'The parts need not add up to the measure. A force may give only some parts, and one seizure of two drugs counts under both. "Part not given" means that the force gave the measure but not this part.',
  ],
  [
    'People by age group',
    'People by age group are given for the region only, never for a single force, and not at all if a single force is behind one of the numbers.',
  ],
];

const AFTER_FINAL_NOTE = [
  'Changed after final date',
  "The forces that changed the measure, or a part of it, after the phase's figures became final. Each part has the forces of its measure.",
] as const;

/** The table of what applies to all figures. */
export function generalNotesTable({ totals }: Pick<ReleaseContent, 'totals'>): Table {
  return {
    title: 'General notes',
    columns: [textColumn('Subject', 34), textColumn('Note', 90)],
    rows: [...GENERAL_NOTES, ...(totals.some(isChangedAfterFinal) ? [AFTER_FINAL_NOTE] : [])],
  };
}
