import { mustSubmit as send, type Submitted, type Problem, type ReturnInput } from './returns-api.js';
import type { TestService } from '../service/test-service.js';

/** A version of a return. */
export interface VersionKey {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
}

/** The state of a return that its steps need. */
export interface CurrentReturn {
  readonly version: number;
  readonly status: string;
  readonly problems: readonly Problem[];
  readonly queries: readonly { readonly id: string; readonly ending: string | null }[];
}

/** The outcome of a step: one of the two. */
export interface StepAnswer {
  readonly return?: CurrentReturn;
  readonly warnings?: readonly Problem[];
  readonly problems?: readonly Problem[];
}

const PROBLEM = 'code severity measure breakdown message';
const RETURN = `version status problems { ${PROBLEM} } queries { id ending }`;

/** Arguments in GraphQL's notation. */
function written(given: object): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}

/** Takes a step of a return, such as `signOffReturn` or `withdrawReturn`, with any arguments. */
export async function takeStep(service: TestService, token: string, name: string, given: object): Promise<StepAnswer> {
  const mutation = `mutation { step: ${name}(${written(given)}) {
    ... on ReturnChanged { return { ${RETURN} } warnings { ${PROBLEM} } } ... on Rejection { problems { ${PROBLEM} } } } }`;
  const { data, errors } = await service.ask<{ readonly step: StepAnswer | null } | null>(token, mutation);
  if (data?.step == null) {
    throw new Error(`${name} was not answered: ${JSON.stringify(errors)}`);
  }
  return data.step;
}

/** Takes a step; fails the test unless it was taken. */
export async function mustTakeStep(
  service: TestService,
  token: string,
  name: string,
  given: object,
): Promise<CurrentReturn> {
  const answer = await takeStep(service, token, name, given);
  if (answer.return === undefined) {
    throw new Error(`${name} was refused: ${JSON.stringify(answer.problems)}`);
  }
  return answer.return;
}

/** A return, or one version of it, as the coordinator reads it. */
export async function currentReturn(
  service: TestService,
  { phase, force, version }: Omit<VersionKey, 'version'> & { readonly version?: number },
): Promise<CurrentReturn> {
  const given = { phase, force, ...(version === undefined ? {} : { version }) };
  const { data } = await service.ask<{ readonly return: CurrentReturn }>(
    'demo-coordinator',
    `{ return(${written(given)}) { ${RETURN} } }`,
  );
  return data.return;
}

/** Signs a version off as its force's approver, with a reason for each of its warnings. */
export async function signOff(service: TestService, { phase, force, version }: VersionKey): Promise<CurrentReturn> {
  const { problems } = await currentReturn(service, { phase, force, version });
  const warnings = problems.filter(({ severity }) => severity === 'WARNING');
  const places = new Set(
    warnings.map(
      ({ code, measure, breakdown }) =>
        `{ code: ${code}, measure: ${JSON.stringify(measure)}, breakdown: ${JSON.stringify(breakdown)}, reason: "It is so." }`,
    ),
  );
  const mutation = `mutation { step: signOffReturn(${written({ phase, force, version })},
    acknowledgements: [${[...places].join(', ')}]) {
    ... on ReturnChanged { return { ${RETURN} } } ... on Rejection { problems { ${PROBLEM} } } } }`;
  const { data } = await service.ask<{ readonly step: StepAnswer }>(`demo-approver-${force}`, mutation);
  if (data.step.return === undefined) {
    throw new Error(`The sign-off was refused: ${JSON.stringify(data.step.problems)}`);
  }
  return data.step.return;
}

/** Signs a version off for its force and accepts it for the region. */
export async function signOffAndAccept(service: TestService, key: VersionKey): Promise<CurrentReturn> {
  await signOff(service, key);
  return mustTakeStep(service, 'demo-coordinator', 'acceptReturn', { ...key });
}

/** Submits a return as its force's analyst, signs it off and accepts it. */
export async function sendAccepted(service: TestService, input: ReturnInput): Promise<Submitted> {
  const sent = await send(service, input);
  const { phase, force } = input;
  await signOffAndAccept(service, { phase, force, version: sent.return.version });
  return sent;
}
