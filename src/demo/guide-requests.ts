import type { Role } from '../access/index.js';

/** What one kind of user comes for, and a request that shows it. */
interface Kind {
  /** The token of one demo identity of this kind. */
  readonly token: string;
  readonly who: string;
  /** What this kind of user comes for; the table's line. */
  readonly comesFor: string;
  /** What the request does; the command's title. */
  readonly shows: string;
  /**
   * The body of POST /graphql. JSON allows no line break in a text: curl takes them out of what it reads with `-d @-`.
   */
  readonly body: string;
}

/** In the order in which a return goes its way. Nothing here changes what the published record adds up to. */
export const KINDS: Readonly<Record<Role, Kind>> = {
  FORCE_ANALYST: {
    token: 'demo-analyst-dorset',
    who: 'analyst',
    comesFor: "sends the force's return, told at once what is wrong",
    shows: 'sends a return and is told which two figures are wrong. Mend them, and it is taken',
    body: String.raw`{ "query": "mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
    ... on SubmitReturnSuccess { return { version } warnings { message } }
    ... on ReturnRejected { problems { measure message } } } }",
  "variables": { "input": { "phase": "scorpion-13", "force": "dorset", "figures": [
    { "measure": "arrests", "value": 21.5 },
    { "measure": "drugs-weight", "breakdown": "cocaine", "value": 0.45, "unit": "KILOGRAM" },
    { "measure": "cash-seized", "value": 8000, "unit": "GRAM" } ] } } }`,
  },
  FORCE_APPROVER: {
    token: 'demo-approver-dorset',
    who: 'approver',
    comesFor: 'signs off what the force has sent',
    shows: "reads where the force's return stands, and why there is nothing to sign off",
    body: String.raw`{ "query": "{ return(phase: \"scorpion-9\", force: \"dorset\") {
    version status submittedBy { name } signedOffBy { name } acceptedBy { name }
    mayNot { action message } } }" }`,
  },
  PCC_OFFICE: {
    token: 'demo-pcc-dorset',
    who: "commissioner's office",
    comesFor: "reads regional totals with each force's part",
    shows: 'asks how many people were arrested in the region, force by force',
    body: String.raw`{ "query": "{ regionalTotals(phase: \"scorpion-9\", measures: [\"arrests\"]) { totals {
    value qualifier byForce { force { name } state value qualifier } } } }" }`,
  },
  REGIONAL_COORDINATOR: {
    token: 'demo-coordinator',
    who: 'coordinator',
    comesFor: 'sees who is in, asks, accepts; runs the phases',
    shows: 'asks how much is known of a phase, how exactly, and who is missing',
    body: String.raw`{ "query": "{ regionalTotals(phase: \"scorpion-7\",
    measures: [\"people-safeguarded\", \"cash-seized\"]) {
    coverage { reported expected missing { name } }
    totals { measure { name } value qualifier coverage { missing { name } } } } }" }`,
  },
  PRESS_OFFICER: {
    token: 'demo-press',
    who: 'press officer',
    comesFor: 'reads phases, forces and what is counted',
    shows: 'asks when the operation was, and on what each phase was focused',
    body: String.raw`{ "query": "{ phases(operation: \"scorpion\") { name startsOn endsOn focus } }" }`,
  },
  ADMIN: {
    token: 'demo-admin',
    who: 'administrator',
    comesFor: 'defines what is counted',
    shows: 'adds a measure, for every force from then on; a second time is refused',
    body: String.raw`{ "query": "mutation ($input: DefineMeasureInput!) { defineMeasure(input: $input) {
    ... on MeasureDefined { measure { code version } }
    ... on MeasureRejected { problems { message } } } }",
  "variables": { "input": { "code": "e-bikes-seized", "name": "E-bikes seized",
    "category": "SEIZURES", "unit": "COUNT", "definition": "Electric bicycles seized." } } }`,
  },
};
