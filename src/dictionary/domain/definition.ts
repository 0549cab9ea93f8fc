import { isBlank } from '../../common/blank.js';
import { isCode } from '../../common/code.js';
import { isPossible } from '../../common/dates.js';
import { cut } from '../../common/errors.js';
import { nameKey } from '../../common/plain-text.js';
import { problem, PROBLEMS, type Problem, type ProblemCode } from '../../common/problem.js';
import type { Breakdown } from './breakdown.js';
import type { Measure } from './measure.js';

/** The content of a new measure, or of a new version of one. */
export type MeasureDefinition = Omit<Measure, 'version' | 'position'>;

/** A definition as sent; null for what was left out. */
export type SentDefinition = {
  readonly [Name in keyof MeasureDefinition]: MeasureDefinition[Name] | (Name extends Required ? never : null);
};
type Required = 'code' | 'name' | 'category' | 'unit' | 'definition';

/** The values of a new measure for what was left out. */
const DEFAULTS = {
  alsoKnownAs: [],
  breakdown: null,
  breakdownRule: null,
  exhaustive: false,
  ask: 'VOLUNTARY',
  acrossPhases: 'SUM',
  headline: 'NONE',
  preferredDirection: 'NONE',
} as const;

/** Completes a definition: what was left out is as in the previous version or, for a new measure, as in DEFAULTS. */
export function completeDefinition(sent: SentDefinition, newest: Measure | undefined): MeasureDefinition {
  const before: Omit<MeasureDefinition, Required | 'validFrom'> = newest ?? DEFAULTS;
  return {
    ...sent,
    alsoKnownAs: otherNames(sent.name, sent.alsoKnownAs ?? before.alsoKnownAs),
    breakdown: sent.breakdown ?? before.breakdown,
    breakdownRule: sent.breakdownRule ?? before.breakdownRule,
    exhaustive: sent.exhaustive ?? before.exhaustive,
    ask: sent.ask ?? before.ask,
    acrossPhases: sent.acrossPhases ?? before.acrossPhases,
    headline: sent.headline ?? before.headline,
    preferredDirection: sent.preferredDirection ?? before.preferredDirection,
  };
}

/** The other names of a measure, each once, and not the name itself. */
function otherNames(name: string, given: readonly string[]): string[] {
  const keys = given.map(nameKey);
  return given.filter((_, place) => keys[place] !== nameKey(name) && keys.indexOf(keys[place] ?? '') === place);
}

/** What a definition is checked against. */
export interface DefinitionContext {
  /** The existing versions of the measure, oldest first; empty if it is new. */
  readonly history: readonly Measure[];
  readonly everyMeasure: readonly Measure[];
  readonly breakdowns: readonly Breakdown[];
  /** The first day of the latest phase with a return that is not withdrawn; null if there is none. */
  readonly usedOn: string | null;
}

/** All problems with the definition of a measure; empty if it can be added. */
export function definitionProblems(definition: MeasureDefinition, context: DefinitionContext): Problem[] {
  const { code, breakdown, breakdownRule, exhaustive, headline } = definition;
  const checks: [boolean, ProblemCode, string][] = [
    [!isCode(code), 'CODE_NOT_ALLOWED', quoted(code)],
    [
      [definition.name, definition.definition, ...definition.alsoKnownAs].some(isBlank),
      'TEXT_MISSING',
      'one of these is blank',
    ],
    [
      breakdown !== null && !context.breakdowns.some((known) => known.code === breakdown),
      'BREAKDOWN_NOT_KNOWN',
      `${quoted(breakdown ?? '')}; expected one of ${context.breakdowns.map((known) => known.code).join(', ')}`,
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
    [headline === 'PARTS' && breakdown === null, 'HEADLINE_NEEDS_BREAKDOWN', 'the measure has none'],
    ...versionChecks(definition, context),
    ...nameChecks(definition, context.everyMeasure),
  ];
  return checks
    .filter(([broken]) => broken)
    .map(([, broken, found]) => problem(broken, `${PROBLEMS[broken].when} Found: ${found}.`, { measure: code }));
}

const quoted = (text: string): string => `'${cut(text)}'`;

type Check = [boolean, ProblemCode, string];

const unitAndBreakdown = ({ unit, breakdown }: Pick<MeasureDefinition, 'unit' | 'breakdown'>): string =>
  `the unit ${unit} and ${breakdown === null ? 'no breakdown' : `the breakdown ${breakdown}`}`;

function versionChecks(definition: MeasureDefinition, { history, usedOn }: DefinitionContext): Check[] {
  const newest = history.at(-1);
  const { unit, breakdown, validFrom } = definition;
  if (newest === undefined) {
    return [[validFrom !== null, 'VALID_FROM_NOT_ALLOWED', `${dayOr(validFrom, '')} was given for a new measure`]];
  }
  const fixed: Check = [
    unit !== newest.unit || breakdown !== newest.breakdown,
    'UNIT_FIXED',
    `the new version has ${unitAndBreakdown({ unit, breakdown })}; the measure has ${unitAndBreakdown(newest)}`,
  ];
  return [fixed, ...dayChecks(validFrom, newest.validFrom, usedOn)];
}

/** Checks `validFrom`: a possible day, later than the previous version's and than the first day of any phase in use. */
function dayChecks(day: string | null, before: string | null, usedOn: string | null): Check[] {
  const given = `${dayOr(day, 'no day')} was given`;
  return [
    [day !== null && !isPossible(day), 'VALID_FROM_NOT_POSSIBLE', given],
    [
      day === null || day <= dayOr(before, ''),
      'VALID_FROM_MISSING',
      `${given}; the previous version applies from ${dayOr(before, 'the beginning')}`,
    ],
    [
      day !== null && usedOn !== null && day <= usedOn,
      'VALID_FROM_TOO_EARLY',
      `${given}; the last phase that has returns begins on ${dayOr(usedOn, '')}`,
    ],
  ];
}

const dayOr = (day: string | null, otherwise: string): string => day ?? otherwise;

/** Names must be unique: with an ambiguous name, a spreadsheet's figure could be assigned to the wrong measure. */
function nameChecks(definition: MeasureDefinition, everyMeasure: readonly Measure[]): Check[] {
  const namesOf = (measure: Pick<Measure, 'code' | 'name' | 'alsoKnownAs'>): string[] =>
    [measure.code, measure.name, ...measure.alsoKnownAs].map(nameKey);
  const own = new Set(namesOf(definition));
  return everyMeasure
    .filter(({ code }) => code !== definition.code)
    .flatMap((other) =>
      [...new Set(namesOf(other))]
        .filter((name) => own.has(name))
        .map((name): Check => [true, 'NAME_TAKEN', `'${name}' belongs to ${other.code}`]),
    );
}
