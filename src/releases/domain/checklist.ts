import { isBlank } from '../../common/blank.js';
import { Decimal, toPlain } from '../../common/decimal.js';
import { problem, type Problem, type ProblemCode } from '../../common/problem.js';
import { AGE_GROUP_CODES, CHILDREN } from './ages.js';
import type { Named, ReleaseContent } from './content.js';
import type { PreElectionPeriod } from './pre-election.js';
import { leastForces, reachesFloor } from './floor.js';

const LIST = new Intl.ListFormat('en-GB');

/** A force of the phase, and what is open about its return. */
export interface ForceState {
  readonly code: string;
  readonly name: string;
  readonly takesPart: boolean;
  readonly hasAccepted: boolean;
  /** Whether its current version waits to be accepted. */
  readonly hasNewer: boolean;
  readonly openQuestions: number;
}

/** A region's number of children. */
export interface ChildFigure {
  readonly measure: Named;
  readonly part: Named;
  /** Null: no number. */
  readonly value: Decimal | null;
}

/** What decides whether a release may be made. */
export interface ChecklistContext {
  readonly content: Pick<ReleaseContent, 'coverage' | 'restsOn' | 'changes'>;
  /** The release that it is compared with; null: none. */
  readonly before: Pick<ReleaseContent, 'version' | 'restsOn'> | null;
  /** As reported, also where the release leaves them out. */
  readonly children: readonly ChildFigure[];
  readonly forces: readonly ForceState[];
  /** The periods that include the day on which the release opens, Europe/London. */
  readonly preElection: readonly PreElectionPeriod[];
}

/** A reason to publish despite a warning. */
export interface Acknowledgement {
  readonly code: ProblemCode;
  readonly reason: string;
}

/**
 * What stands against a release: BLOCK if it cannot be published, WARNING if it needs a reason, INFORMATION if it needs
 * nothing. One problem a code, with the forces that it is about.
 */
export function checklistOf({ content, before, children, forces, preElection }: ChecklistContext): Problem[] {
  return [
    ...coverageProblems(content, forces),
    ...acceptanceProblems(forces),
    ...questionProblems(forces),
    ...signOffProblems(content.restsOn),
    ...childProblems(children, content.changes),
    ...(before === null ? [] : ageGroupProblems(content, before)),
    ...preElection.map(({ name, from, until }) =>
      problem(
        'PRE_ELECTION_PERIOD',
        `The release would come out in the pre-election period "${name}" (${from} to ${until}). Publish it after the period, or give a reason to publish it then.`,
      ),
    ),
  ];
}

function coverageProblems(
  { coverage, restsOn }: ChecklistContext['content'],
  forces: readonly ForceState[],
): Problem[] {
  if (!forces.some(({ hasAccepted }) => hasAccepted)) {
    return [problem('NOTHING_ACCEPTED', 'No return is accepted for this phase. Accept returns first.')];
  }
  const { reported, expected } = coverage;
  if (reachesFloor(reported, expected)) return [];
  const withheld = forces.filter(
    ({ code, hasAccepted }) => hasAccepted && !restsOn.some(({ force }) => force.code === code),
  );
  const found = `${reported} of ${expected} expected forces have an accepted return that can be published; at least ${leastForces(expected)} are needed.`;
  const advice =
    withheld.length === 0
      ? 'Accept more returns first.'
      : `${listed(withheld)} ${withheld.length === 1 ? 'withholds its accepted return' : 'withhold their accepted returns'}. Accept more returns, or wait until these are no longer withheld.`;
  return [problem('COVERAGE_BELOW_FLOOR', `${found} ${advice}`)];
}

function acceptanceProblems(forces: readonly ForceState[]): Problem[] {
  const missing = forces.filter(({ takesPart, hasAccepted }) => takesPart && !hasAccepted);
  const newer = forces.filter(({ hasAccepted, hasNewer }) => hasAccepted && hasNewer);
  const found = [
    ...(missing.length === 0 ? [] : [`No return is accepted from ${listed(missing)}.`]),
    ...(newer.length === 0 ? [] : [`A newer version from ${listed(newer)} is not accepted yet.`]),
  ];
  if (found.length === 0) return [];
  const advice = 'Wait for what is missing and accept it, or give a reason to publish without it.';
  return [problem('NOT_ALL_ACCEPTED', [...found, advice].join(' '))];
}

function questionProblems(forces: readonly ForceState[]): Problem[] {
  const asked = forces.filter(({ openQuestions }) => openQuestions > 0);
  if (asked.length === 0) return [];
  return [
    problem(
      'OPEN_QUESTION',
      `There are open questions about figures from ${listed(asked)}, which therefore get no headlines of their own. Wait for the answers, or give a reason to publish without them.`,
    ),
  ];
}

function signOffProblems(restsOn: ReleaseContent['restsOn']): Problem[] {
  const without = restsOn.filter(({ withoutSignOff }) => withoutSignOff).map(({ force }) => force);
  if (without.length === 0) return [];
  return [
    problem(
      'NOT_SIGNED_OFF',
      `Figures from ${listed(without)} were accepted without the force's sign-off. Ask for the sign-off, or give a reason to publish without it.`,
    ),
  ];
}

/** A small number of children may be recognised, also as what was added since the version before. 0 tells of nobody. */
function childProblems(children: readonly ChildFigure[], changes: ReleaseContent['changes']): Problem[] {
  const changed = changes.filter(({ force, breakdown }) => force === null && breakdown?.code === CHILDREN);
  return [
    ...children.filter(({ value }) => isSmall(value)).map((child) => childProblem(child, toPlain(child.value ?? NONE))),
    ...changed.flatMap(({ measure, breakdown, from, to }) => {
      const [before, now] = [new Decimal(from.value ?? NONE), new Decimal(to.value ?? NONE)];
      if (breakdown === null || !isSmall(now.minus(before).abs())) return [];
      return [childProblem({ measure, part: breakdown }, `from ${toPlain(before)} to ${toPlain(now)}`)];
    }),
  ];
}

/**
 * Numbers by age of one force are not published. They can be worked out from two releases if only that force's figures
 * differ between them. One problem for each measure.
 */
function ageGroupProblems(
  { restsOn, changes }: ChecklistContext['content'],
  before: Pick<ReleaseContent, 'version' | 'restsOn'>,
): Problem[] {
  const corrected = correctedForces(before.restsOn, restsOn);
  return [...new Set(changes.map(({ measure }) => measure.code))].flatMap((code) => {
    const ofMeasure = changes.filter(({ measure }) => measure.code === code);
    const ofAges = ofMeasure.filter(
      ({ force, breakdown }) => force === null && AGE_GROUP_CODES.has(breakdown?.code ?? ''),
    );
    const whoseFigureDiffers = new Set(ofMeasure.flatMap(({ force }) => (force === null ? [] : [force.name])));
    // If no force's figure differs, a corrected force may have changed only its split by age.
    const [changed, ...others] = whoseFigureDiffers.size > 0 ? whoseFigureDiffers : corrected;
    const [first] = ofAges;
    if (first === undefined || changed === undefined || others.length > 0) return [];
    const found = ofAges.map(
      ({ breakdown, from, to }) =>
        `${breakdown?.name ?? ''} from ${from.value ?? 'no number'} to ${to.value ?? 'no number'}`,
    );
    return [
      problem(
        'AGE_GROUPS_OF_ONE_FORCE',
        `${first.measure.name}: ${LIST.format(found)} since version ${before.version}. Only the figures of ${changed} differ, so its numbers by age can be worked out. If they must not be known, wait until those of another force differ too, or have the age groups left out of the returns.`,
        { measure: first.measure.code },
      ),
    ];
  });
}

/** The names of the forces whose returns have different versions in two releases. */
function correctedForces(earlier: ReleaseContent['restsOn'], later: ReleaseContent['restsOn']): ReadonlySet<string> {
  const isIn = (all: ReleaseContent['restsOn'], { force, version }: ReleaseContent['restsOn'][number]): boolean =>
    all.some((one) => one.force.code === force.code && one.version === version);
  const changed = [...earlier, ...later].filter((one) => !isIn(earlier, one) || !isIn(later, one));
  return new Set(changed.map(({ force }) => force.name));
}

const NONE = new Decimal(0);
const isSmall = (children: Decimal | null): boolean => children !== null && children.gt(NONE) && children.lte(2);

function childProblem({ measure, part }: Pick<ChildFigure, 'measure' | 'part'>, found: string): Problem {
  return problem(
    'CHILD_CELL_BELOW_3',
    `${measure.name}, ${part.name}: ${found}. So small a number could identify a child. Have it left out of the returns, or give a reason to publish.`,
    { measure: measure.code, breakdown: part.code },
  );
}

/**
 * REASON_REQUIRED for each warning without a reason. One reason covers every warning with its code.
 *
 * @param found the checklist
 */
export function reasonProblems(found: readonly Problem[], given: readonly Acknowledgement[]): Problem[] {
  const warnings = found.filter(({ severity }) => severity === 'WARNING');
  const codes = new Set(warnings.map(({ code }) => code));
  const covered = new Set(given.filter(({ reason }) => !isBlank(reason)).map(({ code }) => code));
  const missing = [...codes].filter((code) => !covered.has(code));
  const needless = given.filter(({ code }) => !codes.has(code));
  return [
    ...missing.map((code) =>
      problem('REASON_REQUIRED', `To publish despite the warning ${code}, give a reason for it in 'acknowledgements'.`),
    ),
    ...needless.map(({ code }) =>
      problem(
        'ACKNOWLEDGEMENT_NOT_EXPECTED',
        `A reason was given for ${code}, but there is no such warning. Leave it out.`,
      ),
    ),
  ];
}

function listed(forces: readonly { readonly name: string }[]): string {
  return LIST.format(forces.map(({ name }) => name));
}
