/* Every step of a return as a GraphQL document, each with the same fields of its outcome. */

const PROBLEMS = '... on Rejection { problems { code severity measure breakdown message } }';
const CHANGED = `... on ReturnChanged { return { version status openQueries queries { id question } }
  warnings { code severity measure breakdown message } } ${PROBLEMS}`;
const KEY = '$phase: ID!, $force: ID!';
const VERSION = `${KEY}, $version: Int!`;
const NAMED = 'phase: $phase, force: $force, version: $version';

export const DOCUMENTS = {
  SAVE: `mutation ($input: SubmitReturnInput!, $expectedRevision: Int) {
    done: saveDraft(input: $input, expectedRevision: $expectedRevision) {
      ... on DraftSaved { draft { revision } } ${PROBLEMS} } }`,
  DISCARD: `mutation (${KEY}, $expectedRevision: Int) {
    done: discardDraft(phase: $phase, force: $force, expectedRevision: $expectedRevision) {
      ... on DraftDiscarded { phase } ${PROBLEMS} } }`,
  SUBMIT: `mutation ($input: SubmitReturnInput!) { done: submitReturn(input: $input) {
      ... on SubmitReturnSuccess { return { version status openQueries queries { id question } }
        warnings { code severity measure breakdown message } } ${PROBLEMS} } }`,
  SIGN_OFF: `mutation (${VERSION}, $acknowledgements: [AcknowledgementInput!]) {
    done: signOffReturn(${NAMED}, acknowledgements: $acknowledgements) { ${CHANGED} } }`,
  QUERY: `mutation (${VERSION}, $question: String!) { done: queryReturn(${NAMED}, question: $question) { ${CHANGED} } }`,
  ANSWER: `mutation ($id: ID!, $answer: String!) { done: answerQuery(id: $id, answer: $answer) { ${CHANGED} } }`,
  TAKE_BACK: `mutation ($id: ID!) { done: takeBackQuery(id: $id) { ${CHANGED} } }`,
  ACCEPT: `mutation (${VERSION}, $withoutSignOff: String) {
    done: acceptReturn(${NAMED}, withoutSignOff: $withoutSignOff) { ${CHANGED} } }`,
  UNDO_ACCEPTANCE: `mutation (${VERSION}, $reason: String!) {
    done: undoAcceptance(${NAMED}, reason: $reason) { ${CHANGED} } }`,
  WITHDRAW: `mutation (${VERSION}, $reason: String!, $wholeReturn: Boolean) {
    done: withdrawReturn(${NAMED}, reason: $reason, wholeReturn: $wholeReturn) { ${CHANGED} } }`,
} as const;
export type Kind = keyof typeof DOCUMENTS;

const MAY =
  'may { submit correct signOff query answer takeBackQuery accept acceptWithoutSignOff undoAcceptance withdraw }';
const HEAD = `version status openQueries acceptedVersion ${MAY} mayNot { action code }`;

/** The current state, for a person who may read the return. */
export const GLANCE = `query (${KEY}) { return(phase: $phase, force: $force) { ${HEAD} draft { revision } } }`;

const TOTAL = 'restsOn { version status withoutSignOff } totals { value withoutSignOff { code } }';

/** The current state, and what the region's totals count of it. */
export const GLANCE_AND_TOTALS = `query (${KEY}) {
  return(phase: $phase, force: $force) { ${HEAD} draft { revision } }
  provisional: regionalTotals(phase: $phase, basis: PROVISIONAL, measures: ["arrests"]) { ${TOTAL} }
  accepted: regionalTotals(phase: $phase, basis: ACCEPTED, measures: ["arrests"]) { ${TOTAL} } }`;

/** The same total for a person who reads accepted ones. */
export const ACCEPTED_TOTAL = `query ($phase: ID!) {
  accepted: regionalTotals(phase: $phase, measures: ["arrests"]) { ${TOTAL} } }`;

/** A return with all its history. */
export const HISTORY = `query (${KEY}) { return(phase: $phase, force: $force) {
  ${HEAD} draft { revision savedBy { id } }
  versions(first: 50) { version status reason openQueries submittedBy { id } onBehalf { from }
    signedOffBy { id } acceptedBy { id } acceptedWithoutSignOff
    steps { step state person { id } }
    queries { id question askedBy { id } askedAs ending answer answeredBy { id } } } } }`;
