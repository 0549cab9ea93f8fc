import type { Problem } from './returns-api.js';
import type { TestDatabase } from '../database/test-database.js';
import type { TestService } from '../service/test-service.js';

/** The role, and force, in which a person acts as a deputy. */
export interface Capacity {
  readonly person: string;
  readonly role: string;
  readonly force?: string | null;
}

export interface AppointmentInput extends Capacity {
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

export interface DeputyView {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string | null };
  readonly role: string;
  readonly force: string | null;
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly status: string;
  readonly appointedBy: { readonly id: string };
  readonly endedBy: { readonly id: string } | null;
}

/** The outcome: a deputy, problems, or the code of an error. */
export interface DeputyOutcome {
  readonly deputy?: DeputyView;
  readonly problems?: readonly Problem[];
  readonly error?: string;
}

const DEPUTY = `id person { id name } role force from until reason status appointedBy { id } endedBy { id }`;
const OUTCOME = `... on DeputyChanged { deputy { ${DEPUTY} } }
  ... on Rejection { problems { code severity measure breakdown message } }`;
const APPOINT = `mutation ($input: AppointDeputyInput!) { outcome: appointDeputy(input: $input) { ${OUTCOME} } }`;
const END = `mutation ($id: ID!) { outcome: endDeputy(id: $id) { ${OUTCOME} } }`;
const LIST = `query ($first: Int, $after: ID, $force: ID, $status: DeputyStatus, $newestFirst: Boolean) {
  deputies(first: $first, after: $after, force: $force, status: $status, newestFirst: $newestFirst) { ${DEPUTY} } }`;

async function outcomeOf(
  service: TestService,
  token: string,
  mutation: string,
  variables: object,
): Promise<DeputyOutcome> {
  const { data, errors } = await service.ask<{ outcome: DeputyOutcome } | null>(token, mutation, variables);
  return data?.outcome ?? { error: errors[0]?.extensions.code ?? 'no answer' };
}

export const appoint = (service: TestService, token: string, input: AppointmentInput): Promise<DeputyOutcome> =>
  outcomeOf(service, token, APPOINT, { input });

export const end = (service: TestService, token: string, id: string): Promise<DeputyOutcome> =>
  outcomeOf(service, token, END, { id });

/** The deputies that a person may see, or the code of an error. */
export async function deputiesOf(
  service: TestService,
  token: string,
  page: object = {},
): Promise<readonly DeputyView[] | string> {
  const { data, errors } = await service.ask<{ deputies: DeputyView[] } | null>(token, LIST, page);
  return data?.deputies ?? errors[0]?.extensions.code ?? 'no answer';
}

/** A day from today on, in Europe/London, as the database computes it. */
export async function dayFromToday(database: TestDatabase, days: number): Promise<string> {
  const [row] = await database.asOwner<{ day: string }>(
    `SELECT ((now() AT TIME ZONE 'Europe/London')::date + $1::int)::text AS day`,
    [days],
  );
  return row?.day ?? '';
}

/**
 * Makes a person a deputy from some days before today until some days after it, because a test cannot wait for a day.
 */
export async function addDeputy(
  database: TestDatabase,
  { person, role, force = null }: Capacity,
  [before, after]: readonly [number, number] = [-1, 1],
): Promise<string> {
  const by = person === 'demo-coordinator' ? 'demo-approver-btp' : 'demo-coordinator';
  const [row] = await database.asOwner<{ id: string }>(
    `INSERT INTO deputies (person, role, force, from_day, until_day, reason, appointed_by)
     SELECT $1, $2, $3, today + $4::int, today + $5::int, 'away', $6
     FROM (SELECT (now() AT TIME ZONE 'Europe/London')::date) AS d(today) RETURNING id`,
    [person, role, force, before, after, by],
  );
  return row?.id ?? '';
}

/** Moves a deputy's days, as if time had passed. */
export async function moveDays(database: TestDatabase, id: string, from: string, until: string): Promise<void> {
  await database.asOwner('UPDATE deputies SET from_day = $2, until_day = $3 WHERE id = $1', [id, from, until]);
}

/** Deletes all deputies. */
export async function clearDeputies(database: TestDatabase): Promise<void> {
  await database.asOwner('DELETE FROM deputies');
}
