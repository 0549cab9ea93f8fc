import type { Breakdown } from './breakdown.js';
import type { Measure } from './measure.js';

/** Why a definition of a measure is refused. Codes are never renamed or reused. */
export const DEFINITION_PROBLEMS = {
  CODE_NOT_ALLOWED: 'A code is lower-case words of letters and digits joined by hyphens, 60 characters at most.',
  TEXT_MISSING: 'A name and a definition are needed.',
  NAME_TAKEN: 'A name or alias already means another measure.',
  UNIT_FIXED: 'The unit and the breakdown of a measure never change: define another measure.',
  BREAKDOWN_NOT_KNOWN: 'The breakdown is not in the dictionary.',
  RULE_MISSING: 'A breakdown needs its rule; a measure without one has none.',
  EXHAUSTIVE_NEEDS_SUBSET: 'Only a SUBSET can be exhaustive: a PARTITION always is, an OVERLAP never.',
  VALID_FROM_NOT_ALLOWED: 'The first version of a measure is in force from the beginning.',
  VALID_FROM_MISSING: 'A later version needs the day from which it is in force, later than that of the version before.',
} as const;
export type DefinitionProblemCode = keyof typeof DEFINITION_PROBLEMS;

export interface DefinitionProblem {
  readonly code: DefinitionProblemCode;
  /** What was found, what was expected and how to put it right. */
  readonly message: string;
}

/** What a definition is checked against. */
export interface DefinitionContext {
  /** The versions there are of the measure, oldest first; none: it is new. */
  readonly history: readonly Measure[];
  readonly everyMeasure: readonly Measure[];
  readonly breakdowns: readonly Breakdown[];
}

const CODE = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** Everything that is wrong with a definition of a measure; none: it may be added. */
export function definitionProblems(
  definition: Omit<Measure, 'version' | 'position'>,
  context: DefinitionContext,
): DefinitionProblem[] {
  const { code, breakdown, breakdownRule, exhaustive } = definition;
  const checks: [boolean, DefinitionProblemCode, string][] = [
    [!CODE.test(code), 'CODE_NOT_ALLOWED', `'${code.slice(0, 60)}' was found`],
    [definition.name.trim() === '' || definition.definition.trim() === '', 'TEXT_MISSING', 'one of them is blank'],
    [
      breakdown !== null && !context.breakdowns.some((known) => known.code === breakdown),
      'BREAKDOWN_NOT_KNOWN',
      `'${breakdown ?? ''}' was found`,
    ],
    [
      (breakdown === null) !== (breakdownRule === null),
      'RULE_MISSING',
      'only one of breakdown and breakdownRule was given',
    ],
    [
      exhaustive && breakdownRule !== 'SUBSET',
      'EXHAUSTIVE_NEEDS_SUBSET',
      `the rule is ${breakdownRule ?? 'not given'}`,
    ],
    ...versionChecks(definition, context.history.at(-1)),
    ...nameChecks(definition, context.everyMeasure),
  ];
  return checks
    .filter(([broken]) => broken)
    .map(([, problem, found]) => ({ code: problem, message: `${DEFINITION_PROBLEMS[problem]} Found: ${found}.` }));
}

type Check = [boolean, DefinitionProblemCode, string];

function versionChecks(definition: Omit<Measure, 'version' | 'position'>, newest: Measure | undefined): Check[] {
  const { unit, breakdown, validFrom } = definition;
  if (newest === undefined) {
    return [[validFrom !== null, 'VALID_FROM_NOT_ALLOWED', `'${validFrom ?? ''}' was given for a new measure`]];
  }
  const after = newest.validFrom ?? '';
  return [
    [
      unit !== newest.unit || breakdown !== newest.breakdown,
      'UNIT_FIXED',
      `it is counted in ${newest.unit}${newest.breakdown === null ? ', with no breakdown' : ` by ${newest.breakdown}`}`,
    ],
    [
      validFrom === null || validFrom <= after,
      'VALID_FROM_MISSING',
      `${validFrom ?? 'no day'} was given, the version before is in force from ${newest.validFrom ?? 'the beginning'}`,
    ],
  ];
}

/** A name that means two measures would let a spreadsheet's figure land on the wrong one. */
function nameChecks(definition: Omit<Measure, 'version' | 'position'>, everyMeasure: readonly Measure[]): Check[] {
  const namesOf = (measure: Pick<Measure, 'code' | 'name' | 'alsoKnownAs'>): string[] =>
    [measure.code, measure.name, ...measure.alsoKnownAs].map((name) => name.trim().toLowerCase());
  const own = new Set(namesOf(definition));
  return everyMeasure
    .filter(({ code }) => code !== definition.code)
    .flatMap((other) =>
      namesOf(other)
        .filter((name) => own.has(name))
        .map((name): Check => [true, 'NAME_TAKEN', `'${name}' means ${other.code}`]),
    );
}
