import type { TestService } from '../service/test-service.js';
import type { Problem } from './returns-api.js';

interface Coded {
  readonly code: string;
}

interface State {
  readonly state: string;
  readonly value: number | null;
  readonly qualifier: string | null;
}

export interface HeadlineView {
  readonly measure: Coded;
  readonly force: Coded | null;
  readonly sentence: string;
  readonly value: number | null;
  readonly qualifier: string | null;
  readonly status: string;
}

export interface ReleaseView {
  readonly version: number;
  readonly status: string;
  readonly kind: string | null;
  readonly supersededBy: number | null;
  readonly publishedAt: string;
  readonly asAt: string;
  readonly embargoUntil: string | null;
  readonly note: string | null;
  readonly statement: string;
  readonly contentHash: string;
  readonly coverage: { readonly expected: number; readonly reported: number; readonly missing: readonly Coded[] };
  readonly totals: readonly {
    readonly measure: Coded;
    readonly value: number | null;
    readonly qualifier: string | null;
    readonly byForce: readonly (State & { readonly force: Coded })[];
    readonly byBreakdown: readonly (Coded & { readonly value: number | null })[];
  }[];
  readonly changes: readonly {
    readonly measure: Coded;
    readonly force: Coded | null;
    readonly from: State;
    readonly to: State;
  }[];
  readonly headlines: readonly HeadlineView[];
}

/** The outcome of a change of a release: one of the two. */
export interface ReleaseOutcome {
  readonly release?: ReleaseView;
  readonly problems?: readonly Problem[];
}

const STATE = 'state value qualifier';
const RELEASE = `version status kind supersededBy publishedAt asAt embargoUntil note statement contentHash
  coverage { expected reported complete missing { code } }
  totals { measure { code name unit } value qualifier lower upper byForce { force { code } ${STATE} }
    byBreakdown { code value qualifier } }
  changes { measure { code } force { code } breakdown { code } from { ${STATE} } to { ${STATE} } }
  headlines { measure { code } force { code } sentence value qualifier coverage { expected reported } status }`;
const RESULT = `{ __typename ... on Rejection { problems { code severity measure breakdown message } }
  ... on ReleasePublished { release { ${RELEASE} } } }`;

/** Publishes a release as the coordinator. */
export async function publish(service: TestService, input: object): Promise<ReleaseOutcome> {
  const { data, errors } = await service.ask<{ publishRelease: ReleaseOutcome | null } | null>(
    'demo-coordinator',
    `mutation ($input: PublishReleaseInput!) { publishRelease(input: $input) ${RESULT} }`,
    { input },
  );
  if (data?.publishRelease == null) throw new Error(`publishRelease was not answered: ${JSON.stringify(errors)}`);
  return data.publishRelease;
}

/** Publishes a release; fails the test unless it was published. */
export async function mustPublish(service: TestService, input: object): Promise<ReleaseView> {
  const { release, problems } = await publish(service, input);
  if (release === undefined) throw new Error(`publishRelease was refused: ${JSON.stringify(problems)}`);
  return release;
}

/** A release as somebody sees it; null if they see none. */
export async function readRelease(
  service: TestService,
  token: string,
  phase: string,
  version: number | null = null,
): Promise<ReleaseView | null> {
  const { data, errors } = await service.ask<{ release: ReleaseView | null } | null>(
    token,
    `query ($phase: ID!, $version: Int) { release(phase: $phase, version: $version) { ${RELEASE} } }`,
    { phase, version },
  );
  if (data === null || errors.length > 0) throw new Error(`release was not answered: ${JSON.stringify(errors)}`);
  return data.release;
}

const FROZEN_SUM = 'value qualifier lower upper';
const FROZEN_MEASURE = 'measure { code name unit category version definition }';
const FROZEN_COVERAGE = 'coverage { expected reported complete missing { code name } notHeard { code name } }';
const FROZEN_BASIS = 'restsOn { force { code name } version withoutSignOff }';
const FROZEN = `query ($phase: ID!, $version: Int!) { release(phase: $phase, version: $version) {
  contentHash phase { code name startsOn endsOn } version kind note publishedAt asAt embargoUntil statement ${FROZEN_COVERAGE} ${FROZEN_BASIS}
  totals { ${FROZEN_MEASURE} ${FROZEN_SUM} coverage { expected reported complete missing { code name } }
    byForce { force { code name } state ${FROZEN_SUM} withoutSignOff } byBreakdown { code name ${FROZEN_SUM} } }
  changes { measure { code name } force { code name } breakdown { code name }
    from { state ${FROZEN_SUM} } to { state ${FROZEN_SUM} } }
  headlines { measure { code name } breakdown { code name } force { code name } sentence short alternatives ${FROZEN_SUM}
    ${FROZEN_BASIS} } } }`;

/** The bytes of an answer with everything of a release that never changes, as a press officer is sent it. */
export async function frozenBytes({ url }: Pick<TestService, 'url'>, phase: string, version: number): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo-press' },
    body: JSON.stringify({ query: FROZEN, variables: { phase, version } }),
  });
  const body = await response.text();
  if (!body.startsWith('{"data":{"release":{')) throw new Error(`The release was not answered: ${body}`);
  return body;
}
