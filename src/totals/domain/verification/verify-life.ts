import {
  after,
  lifeOf,
  targetOf,
  refusalOf,
  currentVersionsOf,
  stateOf,
  STEPS,
  type Action,
  type AskerRole,
  type Life,
  type Step,
} from '../../../returns/domain/index.js';
import { difference, differencesBetween, statement, type Difference } from './difference.js';

/** A stored step of a version, with the stored state after it. */
export interface StoredStep {
  /** Rises in the order in which the steps of a phase were stored. */
  readonly serial: number;
  /** May be unknown, as may `state`. */
  readonly step: string;
  /** A person's id; null: the service itself. */
  readonly person: string | null;
  readonly state: string;
  readonly beganAt: Date;
  readonly submittedAt: Date;
  readonly accepted: boolean;
  readonly wasAccepted: boolean;
  readonly withoutSignOff: boolean;
}

/** The stored questions about a version, and how many of them ended in which way. */
export interface StoredQuestions {
  /** The role in which each was asked, in the order stored. */
  readonly askedAs: readonly AskerRole[];
  readonly answered: number;
  readonly takenBack: number;
  readonly overtaken: number;
}

/** A version of a return without its contents. */
export interface VersionHead {
  readonly id: string;
  readonly version: number;
  /** In the order stored. */
  readonly steps: readonly StoredStep[];
  readonly questions: StoredQuestions;
}

/** A force's return without its contents; versions by number. */
export interface ReturnHead {
  readonly force: string;
  /** The stored number of versions. */
  readonly count: number;
  /** The stored number of the current version; null: none. */
  readonly current: number | null;
  readonly versions: readonly VersionHead[];
}

/**
 * The differences between the stored versions of a return and their steps: in numbers, dates, current version and
 * states. Also the steps that were not allowed when they were taken.
 */
export function differencesOfHead({ force, count, current, versions }: ReturnHead): Difference[] {
  const numbers = versions.map(({ version }) => version);
  const gaps = numbers.every((number, place) => number === place + 1) ? '' : `: ${numbers.join(', ')}`;
  const expected = currentVersionsOf(versions.map(lifeNow)).current?.version ?? null;
  const describeVersion = (number: number | null): string => (number === null ? 'none' : `version ${number}`);
  return [
    ...differencesBetween(
      [
        statement('VERSIONS', `${count} versions`, { force }),
        statement('CURRENT_VERSION', describeVersion(current), { force }),
      ],
      [
        statement('VERSIONS', `${versions.length} versions${gaps}`, { force }),
        statement('CURRENT_VERSION', describeVersion(expected), { force }),
      ],
    ),
    ...versions.flatMap((one, place) => [
      ...differencesOfOrder(force, one, versions[place - 1]),
      ...differencesOfSteps(force, one),
      ...differencesOfQuestions(force, one),
    ]),
    ...differencesOfRules(force, versions),
  ];
}

/** Whether a version was withdrawn, from its steps. */
export function isWithdrawn(head: VersionHead): boolean {
  return lifeNow(head).isWithdrawn;
}

/** A difference if the first step of a version is not SUBMIT, or its steps are not in order of time. */
function differencesOfOrder(force: string, one: VersionHead, earlier: VersionHead | undefined): Difference[] {
  const { version, steps } = one;
  const begin = earlier?.steps[0]?.beganAt ?? null;
  const times = [...(begin === null ? [] : [begin]), ...steps.map(({ beganAt }) => beganAt)];
  const inOrder = times.every((time, place) => time >= (times[place - 1] ?? time));
  const submissions = steps.filter(({ step }) => step === 'SUBMIT').length;
  if (inOrder && submissions === 1 && steps[0]?.step === 'SUBMIT') {
    return [];
  }
  const stored = steps.map(({ step, beganAt }) => `${step} ${beganAt.toISOString()}`).join(', ');
  const rule = 'SUBMIT as the first step and only once, and no step earlier than the one before';
  return [difference('STATES', stored === '' ? null : stored, rule, { force, version })];
}

/** The steps after which the stored state is not the one that follows. */
function differencesOfSteps(force: string, head: VersionHead): Difference[] {
  const { version, steps } = head;
  const [first] = steps;
  return livesOf(head).flatMap((life, place) => {
    const step = steps[place];
    if (step === undefined || first === undefined) {
      return [];
    }
    const { isAccepted: accepted, wasAccepted, withoutSignOff } = life;
    const follows = { state: stateOf(life), submittedAt: first.beganAt, accepted, wasAccepted, withoutSignOff };
    const name = isStep(step.step) ? step.step : 'a known step';
    const [stored, expected] = [describeStep(place, step.step, step), describeStep(place, name, follows)];
    return stored === expected ? [] : [difference('STEP', stored, expected, { force, version })];
  });
}

/** The steps that their person could not take at that time. */
function differencesOfRules(force: string, versions: readonly VersionHead[]): Difference[] {
  const lives = new Map<number, Life>();
  const taken = versions.flatMap((head) =>
    head.steps.map((one, place) => ({
      version: head.version,
      place,
      ...one,
      forForce: askedAs(head, place) === 'FORCE_APPROVER' ? force : null,
    })),
  );
  // By instant first: an upgrade accepted older versions as of their submission, with rows that were stored later.
  return taken
    .toSorted((one, other) => one.beganAt.getTime() - other.beganAt.getTime() || one.serial - other.serial)
    .flatMap(({ version, place, step, person, beganAt, forForce }) => {
      if (!isStep(step)) return [];
      const life = lives.get(version) ?? lifeOf(version, []);
      const why = whyNotNow({ step, person, beganAt, forForce }, life, [...lives.values()], versions);
      lives.set(version, after(life, { step, person }));
      const stored = `${place + 1}. ${step} by ${person ?? 'the service'}`;
      return why === null ? [] : [difference('STEP', stored, why, { force, version })];
    });
}

/** The role in which a QUERY step asked: that of the question in the same place among them; null: it is another step. */
function askedAs({ steps, questions }: VersionHead, place: number): AskerRole | null {
  if (steps[place]?.step !== 'QUERY') return null;
  return questions.askedAs[steps.slice(0, place).filter(({ step }) => step === 'QUERY').length] ?? null;
}

/** A step, and who took it. */
interface TakenStep extends Pick<StoredStep, 'person' | 'beganAt'> {
  readonly step: Step;
  /** The force for which an approver asked a question; null: for the region, or the steps do not say for whom. */
  readonly forForce: string | null;
}

/** Why a step could not be taken, given the versions at that time; null: it could. */
function whyNotNow(
  { step, beganAt, ...by }: TakenStep,
  life: Life,
  lives: readonly Life[],
  versions: readonly VersionHead[],
): string | null {
  if (step === 'OVERTAKE') return noneOvertook(life.version, beganAt, versions);
  if (step === 'REINSTATE') return notReinstated(life, beganAt, lives, versions);
  return whyNot(step, by, life, lives);
}

/** Why a version did not become current again with its questions at an instant; null: it did. */
function notReinstated(
  { version, overtakenQuestions }: Life,
  at: Date,
  lives: readonly Life[],
  versions: readonly VersionHead[],
): string | null {
  if (overtakenQuestions === 0) return 'no question was open when a newer version was submitted';
  const withdrawn = versions.some(
    (other) =>
      other.version > version &&
      other.steps.some(({ step, beganAt }) => step === 'WITHDRAW' && beganAt.getTime() === at.getTime()),
  );
  if (!withdrawn) return 'no newer version was withdrawn then';
  const current = currentVersionsOf(lives).current?.version;
  return current === version ? null : `version ${current} was current`;
}

/** A text if no newer version was submitted at the instant of an OVERTAKE step; null: one was. */
function noneOvertook(version: number, at: Date, versions: readonly VersionHead[]): string | null {
  const newer = versions.some((other) => other.version > version && other.steps[0]?.beganAt.getTime() === at.getTime());
  return newer ? null : 'no newer version was submitted then';
}

/** Why a person could not take a step; null: they could. */
function whyNot(
  step: Exclude<Step, 'OVERTAKE' | 'REINSTATE'>,
  { person, forForce }: Pick<TakenStep, 'person' | 'forForce'>,
  { version, signedOffBy }: Life,
  lives: readonly Life[],
): string | null {
  if (step === 'SUBMIT') return null;
  const action: Action = step === 'ACCEPT' && signedOffBy === null ? 'ACCEPT_WITHOUT_SIGN_OFF' : step;
  const currentVersions = currentVersionsOf(lives);
  // A step without a person was added by an upgrade of the service, so it is never by the same person as another step.
  // Of other steps than questions it is not stored for whom a person acted. What the region may do includes what a force may.
  const refusal = refusalOf(action, currentVersions, { id: person ?? '', force: forForce });
  if (refusal !== null) {
    return refusal.code === 'SAME_PERSON' ? 'by somebody who neither submitted nor signed it off' : refusal.message;
  }
  const target = targetOf(action, currentVersions)?.version;
  return target === version ? null : `only version ${target} could take this step`;
}

/** A difference if the stored questions do not match the steps that asked and ended them. */
function differencesOfQuestions(force: string, head: VersionHead): Difference[] {
  const { version, steps, questions } = head;
  const count = (counted: Step): number => steps.filter(({ step }) => step === counted).length;
  const [asked, answered, takenBack] = [count('QUERY'), count('ANSWER'), count('TAKE_BACK')];
  const open = lifeNow(head).openQuestions;
  const follow = { asked, answered, takenBack, overtaken: asked - answered - takenBack - open };
  const stored = describeQuestions({ ...questions, asked: questions.askedAs.length });
  const expected = describeQuestions(follow);
  return stored === expected ? [] : [difference('QUESTIONS', stored, expected, { force, version })];
}

/** The life of a version after each of its steps, from the steps only. An unknown step changes nothing. */
function livesOf({ version, steps }: VersionHead): Life[] {
  const lives: Life[] = [];
  for (const { step, person } of steps) {
    const before = lives.at(-1) ?? lifeOf(version, []);
    lives.push(isStep(step) ? after(before, { step, person }) : before);
  }
  return lives;
}

/** The life of a version after all of its steps. */
export function lifeNow(head: VersionHead): Life {
  return livesOf(head).at(-1) ?? lifeOf(head.version, []);
}

function isStep(step: string): step is Step {
  return STEPS.some((one) => one === step);
}

function describeStep(
  place: number,
  step: string,
  led: Omit<StoredStep, 'serial' | 'step' | 'person' | 'beganAt'>,
): string {
  const { state, accepted, wasAccepted, withoutSignOff, submittedAt } = led;
  const counts = accepted ? ', accepted' : wasAccepted ? ', accepted before' : '';
  const unsigned = withoutSignOff ? ' without sign-off' : '';
  return `${place + 1}. ${step} to ${state}${counts}${unsigned}, submitted ${submittedAt.toISOString()}`;
}

function describeQuestions({
  asked,
  answered,
  takenBack,
  overtaken,
}: Omit<StoredQuestions, 'askedAs'> & { readonly asked: number }): string {
  const open = asked - answered - takenBack - overtaken;
  return `${asked} asked: ${answered} answered, ${takenBack} taken back, ${overtaken} overtaken, ${open} open`;
}
