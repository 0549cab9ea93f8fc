import type { Role } from '../access/index.js';

/** One kind of user: what they do here, and an example request. */
interface Kind {
  /** The token of one demo identity of this kind. */
  readonly token: string;
  readonly who: string;
  /** What this kind of user does; a line of the table. */
  readonly comesFor: string;
  /** What the example does; the title of the command. */
  readonly shows: string;
  /**
   * The body of POST /graphql. JSON allows no line breaks in a string, but curl removes them when it reads with `-d
   * @-`.
   */
  readonly body: string;
}

/** In the order in which users work on a return. No example changes the totals of the published figures. */
export const KINDS: Readonly<Record<Role, Kind>> = {
  FORCE_ANALYST: {
    token: 'demo-analyst-dorset',
    who: 'analyst',
    comesFor: 'submits the return and sees all problems at once',
    shows: 'submits a return in which two figures are wrong. Correct them, and it is stored',
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
    comesFor: "signs off the force's return",
    shows: "reads the status of the force's return, and why it cannot be signed off now",
    body: String.raw`{ "query": "{ return(phase: \"scorpion-9\", force: \"dorset\") {
    version status submittedBy { name } signedOffBy { name } acceptedBy { name }
    mayNot { action message } } }" }`,
  },
  PCC_OFFICE: {
    token: 'demo-pcc-dorset',
    who: "commissioner's office",
    comesFor: "reads regional totals with each force's figures",
    shows: 'reads how many arrests there were in the region, force by force',
    body: String.raw`{ "query": "{ regionalTotals(phase: \"scorpion-9\", measures: [\"arrests\"]) { totals {
    value qualifier byForce { force { name } state value qualifier } } } }" }`,
  },
  REGIONAL_COORDINATOR: {
    token: 'demo-coordinator',
    who: 'coordinator',
    comesFor: 'accepts returns or asks about them; runs the phases',
    shows: 'reads totals of a phase, how exact they are, and which forces are missing',
    body: String.raw`{ "query": "{ regionalTotals(phase: \"scorpion-7\",
    measures: [\"people-safeguarded\", \"cash-seized\"]) {
    coverage { reported expected missing { name } }
    totals { measure { name } value qualifier coverage { missing { name } } } } }" }`,
  },
  PRESS_OFFICER: {
    token: 'demo-press',
    who: 'press officer',
    comesFor: 'takes headlines from releases',
    shows: 'reads the sentences of a release, ready for a press release',
    body: String.raw`{ "query": "{ headlines(phase: \"scorpion-9\") { version status embargoUntil asAt
    statement sentences { sentence } } }" }`,
  },
  ADMIN: {
    token: 'demo-admin',
    who: 'administrator',
    comesFor: 'defines what is counted (measures)',
    shows: 'adds a measure that every force can then report. Sent again, it is refused',
    body: String.raw`{ "query": "mutation ($input: DefineMeasureInput!) { defineMeasure(input: $input) {
    ... on MeasureDefined { measure { code version } }
    ... on MeasureRejected { problems { message } } } }",
  "variables": { "input": { "code": "e-bikes-seized", "name": "E-bikes seized",
    "category": "SEIZURES", "unit": "COUNT", "definition": "Electric bicycles seized." } } }`,
  },
};
