import { graphqlEnum } from '../../platform/graphql/index.js';
import type { Qualifier, ReturnStatus, ShownState } from '../domain/index.js';

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

export const ReturnStatusEnum = graphqlEnum<ReturnStatus>(
  'ReturnStatus',
  "Where a force's return for a phase stands.",
  {
    NOT_STARTED: 'Nothing is there.',
    SUBMITTED: 'The force has sent it.',
  },
);
