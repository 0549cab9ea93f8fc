import type { GraphqlAnswer, TestService } from '../service/test-service.js';

interface Coded {
  readonly code: string;
}

/** A phase in the answer to a step. */
export interface PhaseView {
  readonly code: string;
  readonly operation: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly datesKnownTo: string;
  readonly activeDays: number | null;
  readonly focus: string | null;
  readonly leadForce: string | null;
  readonly status: string;
  readonly returnsDueAt: string | null;
  readonly closesAt: string | null;
  readonly finalAt: string | null;
  readonly closedAt: string | null;
  readonly keptOpen: boolean;
  readonly participants: readonly { readonly force: Coded; readonly participation: string }[];
  readonly asks: readonly { readonly measure: Coded; readonly ask: string }[];
  readonly exceptions: readonly { readonly force: Coded; readonly until: string; readonly reason: string }[];
}

/** The outcome of a step: one of the two. */
export interface PhaseOutcome {
  readonly phase?: PhaseView;
  readonly problems?: readonly { readonly code: string; readonly message: string }[];
}

const PHASE = `code operation name startsOn endsOn datesKnownTo activeDays focus leadForce status
  returnsDueAt closesAt finalAt closedAt keptOpen
  participants { force { code } participation } asks { measure { code } ask }
  exceptions { force { code } until reason }`;

const RESULT = `{ ... on PhaseChanged { phase { ${PHASE} } } ... on Rejection { problems { code message } } }`;

/** The types of the arguments of each step. */
const STEPS = {
  createPhase: { input: 'CreatePhaseInput!' },
  changePhase: { input: 'ChangePhaseInput!' },
  openPhase: { phase: 'ID!', reason: 'String', expectedStatus: 'PhaseStatus' },
  closePhase: { phase: 'ID!', expectedStatus: 'PhaseStatus', confirm: 'Boolean' },
  discardPhase: { phase: 'ID!', reason: 'String!' },
  restorePhase: { phase: 'ID!', confirm: 'Boolean' },
  setParticipation: {
    phase: 'ID!',
    force: 'ID!',
    participation: 'Participation!',
    reason: 'String',
    expectedParticipation: 'Participation',
  },
  setAsk: { phase: 'ID!', measure: 'ID!', ask: 'Ask' },
  grantException: { phase: 'ID!', force: 'ID!', until: 'DateTime!', reason: 'String!' },
  revokeException: { phase: 'ID!', force: 'ID!' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type PhaseStep = keyof typeof STEPS;

/** Takes a step as a person, and returns the whole answer. */
export async function attempt(
  service: TestService,
  token: string,
  step: PhaseStep,
  variables: object,
): Promise<GraphqlAnswer<Readonly<Record<string, PhaseOutcome>> | null>> {
  const types = Object.entries(STEPS[step]);
  const declared = types.map(([name, type]) => `$${name}: ${type}`).join(', ');
  const passed = types.map(([name]) => `${name}: $${name}`).join(', ');
  return service.ask(token, `mutation (${declared}) { ${step}(${passed}) ${RESULT} }`, variables);
}

/** Takes a step as the coordinator, and returns its outcome. */
export async function tryStep(service: TestService, step: PhaseStep, variables: object): Promise<PhaseOutcome> {
  const { data, errors } = await attempt(service, 'demo-coordinator', step, variables);
  const outcome = data?.[step];
  if (outcome === undefined) {
    throw new Error(`${step} was not taken: ${JSON.stringify(errors)}`);
  }
  return outcome;
}

/** Takes a step that must succeed; returns the phase. */
export async function mustSucceed(service: TestService, step: PhaseStep, variables: object): Promise<PhaseView> {
  const outcome = await tryStep(service, step, variables);
  if (outcome.phase === undefined) {
    throw new Error(`${step} was refused: ${JSON.stringify(outcome.problems)}`);
  }
  return outcome.phase;
}

/** Takes a step that must be rejected; returns the codes of the problems. */
export async function mustFail(service: TestService, step: PhaseStep, variables: object): Promise<readonly string[]> {
  const outcome = await tryStep(service, step, variables);
  if (outcome.problems === undefined) {
    throw new Error(`${step} was not refused: ${JSON.stringify(outcome)}`);
  }
  return outcome.problems.map(({ code }) => code);
}
