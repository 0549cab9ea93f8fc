import { PROBLEMS } from '../../common/problem.js';
import { graphqlEnum } from '../../platform/graphql/index.js';
import type {
  Action,
  Channel,
  Qualifier,
  QuestionEnding,
  ReturnState,
  ReturnStatus,
  ShownState,
  Step,
} from '../domain/index.js';
import type { Denial } from './returns.policy.js';

export const QualifierEnum = graphqlEnum<Qualifier>('Qualifier', 'How exact a figure or total is.', {
  EXACT: 'Exactly the value.',
  AT_LEAST: 'The value or more: at least, over, more than, so far, to date.',
  AT_MOST: 'The value or less: up to, no more than.',
  ALMOST: 'From nine tenths of the value up to it: almost, nearly.',
  APPROXIMATE:
    'The value, give or take the larger of 2.5 % of it and half of its last non-zero place: about, around, circa. A house convention.',
  UNQUANTIFIED: 'Some, without a number: "a large quantity".',
});

export const StateEnum = graphqlEnum<ShownState>('FigureState', 'What is said of a figure.', {
  REPORTED: 'It was reported, with a value.',
  NIL: 'There truly was none.',
  NOT_REPORTED: 'Nothing was said of it. That is never 0.',
  NOT_APPLICABLE: 'This force cannot have it. It adds nothing.',
  UNQUANTIFIED: 'There was some, without a number.',
});

const STATES: Readonly<Record<ReturnState, string>> = {
  SUBMITTED: 'It was sent.',
  QUERIED: 'The region has asked something that is not answered yet.',
  SIGNED_OFF: 'Its force stands by it.',
  ACCEPTED: 'The region has accepted it. Of several versions the newest that is counts: see acceptedVersion.',
  WITHDRAWN: 'It was sent for the wrong phase and counts nowhere.',
};

export const ReturnStatusEnum = graphqlEnum<ReturnStatus>(
  'ReturnStatus',
  "Where a force's return for a phase stands.",
  {
    NOT_STARTED: 'Nothing is there.',
    DRAFT: 'Its force keeps a draft, and nothing was sent. Told to that force alone.',
    ...STATES,
  },
);

export const StepEnum = graphqlEnum<Step>('ReturnStep', 'What happened to a version of a return.', {
  SUBMIT: 'It was sent.',
  SIGN_OFF: 'Its force signed it off.',
  QUERY: 'The region asked something.',
  ANSWER: 'The force answered.',
  TAKE_BACK: 'The region took a question back.',
  ACCEPT: 'The region accepted it.',
  UNDO_ACCEPTANCE: 'The region took the acceptance back.',
  OVERTAKE: 'A newer version came while something was asked of this one.',
  REINSTATE: 'The newer version was withdrawn: what was asked of this one is open again.',
  WITHDRAW: 'It was withdrawn.',
});

export const ActionEnum = graphqlEnum<Action>('ReturnAction', 'What can be done with a return.', {
  SUBMIT: 'Send a version, while none is accepted.',
  CORRECT: 'Send a version once one is accepted, with a reason.',
  SIGN_OFF: 'Sign the version that stands off.',
  QUERY: 'Ask about it.',
  ANSWER: 'Answer what was asked.',
  TAKE_BACK: 'Take a question back.',
  ACCEPT: 'Accept the version that stands.',
  ACCEPT_WITHOUT_SIGN_OFF: 'Accept it although its force has not signed it off, with a reason.',
  UNDO_ACCEPTANCE: 'Take the acceptance back.',
  WITHDRAW: 'Withdraw the version that stands.',
});

export const DenialCodeEnum = graphqlEnum<Denial['code']>(
  'DenialCode',
  'Why something may not be done: the code of the problem that it would be refused with, or FORBIDDEN.',
  {
    FORBIDDEN: "The caller's role may not do this at all, or not for this force.",
    NOT_POSSIBLE_NOW: PROBLEMS.NOT_POSSIBLE_NOW.when,
    SAME_PERSON: PROBLEMS.SAME_PERSON.when,
    PHASE_NOT_OPEN: PROBLEMS.PHASE_NOT_OPEN.when,
    FORCE_NOT_PARTICIPATING: PROBLEMS.FORCE_NOT_PARTICIPATING.when,
    TOO_MANY_VERSIONS: PROBLEMS.TOO_MANY_VERSIONS.when,
  },
);

export const QuestionEndingEnum = graphqlEnum<QuestionEnding>('QuestionEnding', 'How a question ended.', {
  ANSWERED: 'The force answered it.',
  TAKEN_BACK: 'The region took it back.',
  OVERTAKEN:
    'A newer version came, or the version it was about was withdrawn. If the newer version is withdrawn, the question is open again.',
});

export const ChannelEnum = graphqlEnum<Channel>(
  'Channel',
  "How a force's return reached whoever entered it for the force.",
  {
    PHONE: 'By phone.',
    EMAIL: 'By e-mail.',
    IN_PERSON: 'In person.',
    OTHER: 'In another way.',
  },
);
