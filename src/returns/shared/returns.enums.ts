import { PROBLEMS } from '../../common/problem.js';
import { graphqlEnum } from '../../platform/graphql/index.js';
import type {
  Action,
  AskerRole,
  Channel,
  Qualifier,
  QuestionEnding,
  ReturnState,
  ReturnStatus,
  ShownState,
  Step,
} from '../domain/index.js';
import type { Denial } from './returns.policy.js';

const QUALIFIERS: Readonly<Record<Qualifier, string>> = {
  EXACT: 'Exactly the value.',
  AT_LEAST: 'The value or more: at least, over, more than, so far, to date.',
  AT_MOST: 'The value or less: up to, no more than.',
  ALMOST: 'From 90 % of the value up to the value: almost, nearly.',
  APPROXIMATE:
    'The value plus or minus a tolerance: about, around, circa. By a convention of this service, the tolerance is the larger of 2.5 % of the value and half of the place value of its last non-zero digit (for 20,000: half of 10,000, so plus or minus 5,000).',
  UNQUANTIFIED: 'There was some, but no number was given: "a large quantity".',
};

export const QualifierEnum = graphqlEnum<Qualifier>('Qualifier', 'How exact a figure or total is.', QUALIFIERS, {
  names: {
    EXACT: ['exactly', 'precisely', 'precise'],
    AT_LEAST: [
      'over',
      'more than',
      'greater than',
      'above',
      'minimum',
      'min',
      'no less than',
      'so far',
      'to date',
      'or more',
    ],
    AT_MOST: ['up to', 'no more than', 'maximum', 'max', 'or less', 'or fewer'],
    ALMOST: ['nearly', 'just under', 'close to'],
    APPROXIMATE: [
      'approx',
      'approximately',
      'about',
      'around',
      'circa',
      'c',
      'ca',
      'roughly',
      'some',
      'estimate',
      'estimated',
    ],
    UNQUANTIFIED: [
      'unknown',
      'not known',
      'not counted',
      'large quantity',
      'a large quantity',
      'quantity of',
      'several',
    ],
  },
  advice: [
    {
      words: ['less than', 'fewer than', 'under', 'below'],
      text: "For a count, send 'AT_MOST' with the largest whole number below it; otherwise 'AT_MOST' with the number.",
    },
    {
      words: ['none', 'nil', 'zero'],
      text: "If there was none, send the value 0 as 'EXACT', or list the measure in 'nil'.",
    },
  ],
});

export const StateEnum = graphqlEnum<ShownState>('FigureState', 'What a force reported of a measure or part.', {
  REPORTED: 'A value was reported.',
  NIL: 'There truly was none.',
  NOT_REPORTED: 'Nothing was reported. This never means 0.',
  NOT_APPLICABLE: 'This cannot occur in this force. It adds nothing to a total.',
  UNQUANTIFIED: 'There was some, but no number was given.',
});

const STATES: Readonly<Record<ReturnState, string>> = {
  SUBMITTED: 'A version was submitted.',
  QUERIED: 'The region, or an approver of the force, has asked a question that is still open.',
  SIGNED_OFF: 'The force has signed it off.',
  ACCEPTED:
    'The region has accepted it. If several versions are accepted, only the newest of these counts in accepted totals: see acceptedVersion.',
  WITHDRAWN: 'It was withdrawn, for example because it was sent for the wrong phase. It counts in no total.',
};

export const ReturnStatusEnum = graphqlEnum<ReturnStatus>(
  'ReturnStatus',
  "The status of a force's return for a phase.",
  {
    NOT_STARTED: 'There is no version, and no draft that the caller may see.',
    DRAFT: 'The force has saved a draft and submitted no version. Only the force itself sees this status.',
    ...STATES,
  },
);

export const StepEnum = graphqlEnum<Step>('ReturnStep', 'A step in the life of a version of a return.', {
  SUBMIT: 'The version was submitted.',
  SIGN_OFF: 'The force signed it off.',
  QUERY: 'The region, or an approver of the force, asked a question.',
  ANSWER: 'The force answered a question.',
  TAKE_BACK: 'The region, or an approver of the force, took back a question.',
  ACCEPT: 'The region accepted it.',
  UNDO_ACCEPTANCE: 'The region undid its acceptance.',
  OVERTAKE: 'A newer version was submitted, which ended the open questions about this one.',
  REINSTATE: 'The newer version was withdrawn, so the questions that were ended by it are open again.',
  WITHDRAW: 'The version was withdrawn.',
});

export const ActionEnum = graphqlEnum<Action>('ReturnAction', 'An action that a person can take on a return.', {
  SUBMIT: 'Submit a version, while no version is accepted.',
  CORRECT: 'Submit a correction, with a reason, once a version is accepted.',
  SIGN_OFF: 'Sign off the current version.',
  QUERY: 'Ask a question about the current version.',
  ANSWER: 'Answer an open question about the current version.',
  TAKE_BACK: 'Take back an open question about the current version.',
  ACCEPT: 'Accept the current version, once its force has signed it off.',
  ACCEPT_WITHOUT_SIGN_OFF: "Accept the current version without the force's sign-off, with a reason.",
  UNDO_ACCEPTANCE: 'Undo the acceptance of the accepted version, with a reason.',
  WITHDRAW: 'Withdraw the current version, with a reason.',
});

export const DenialCodeEnum = graphqlEnum<Denial['code']>(
  'DenialCode',
  'Why an action is not allowed: the code of the problem that it would be rejected with, or FORBIDDEN.',
  {
    FORBIDDEN:
      'The role of the caller (whoever sends the request) does not allow this, or allows it only for other forces.',
    NOT_POSSIBLE_NOW: PROBLEMS.NOT_POSSIBLE_NOW.when,
    SAME_PERSON: PROBLEMS.SAME_PERSON.when,
    PHASE_NOT_OPEN: PROBLEMS.PHASE_NOT_OPEN.when,
    FORCE_NOT_PARTICIPATING: PROBLEMS.FORCE_NOT_PARTICIPATING.when,
    TOO_MANY_VERSIONS: PROBLEMS.TOO_MANY_VERSIONS.when,
  },
);

export const AskerRoleEnum = graphqlEnum<AskerRole>('AskerRole', 'The role in which a question was asked.', {
  FORCE_APPROVER: 'An approver of the force, who sends the version back before the region accepts it.',
  REGIONAL_COORDINATOR: 'The regional coordinator.',
});

export const QuestionEndingEnum = graphqlEnum<QuestionEnding>('QuestionEnding', 'How a question ended.', {
  ANSWERED: 'The force answered it.',
  TAKEN_BACK: 'It was taken back.',
  OVERTAKEN:
    'A newer version was submitted, or the version that the question is about was withdrawn. If the newer version is withdrawn later, the question is open again.',
});

export const ChannelEnum = graphqlEnum<Channel>(
  'Channel',
  'How the region received a return that it entered for a force.',
  {
    PHONE: 'By phone.',
    EMAIL: 'By email.',
    IN_PERSON: 'In person.',
    OTHER: 'In another way.',
  },
  {
    names: {
      PHONE: ['telephone', 'call', 'phone call', 'by phone', 'mobile'],
      EMAIL: ['mail', 'by email', 'electronic mail'],
      IN_PERSON: ['face to face', 'meeting', 'personally'],
    },
  },
);
