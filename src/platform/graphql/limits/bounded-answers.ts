import type { ApolloServerPlugin } from '@apollo/server';
import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { AnswerBudget } from './answer-budget.js';
import { givesObjects, isList, listsWithoutPrice } from './price.js';

interface BudgetedContext {
  readonly answer: AnswerBudget;
}

type Resolver = GraphQLFieldResolver<unknown, BudgetedContext>;

/** The assumed size of a value that is not text: a number, a date, an enum value, true, false or null. */
const OTHER_BYTES = 24;
/** The quotes, the colon and the comma that go with each value. */
const AROUND_BYTES = 6;

/**
 * Adds limits to a schema: the size of each value counts, and long lists pause so that others have their turn.
 *
 * @throws Error if a list has no cost (complexity), so that the service does not start
 */
export function boundAnswers(schema: GraphQLSchema): GraphQLSchema {
  const unpriced = listsWithoutPrice(schema);
  if (unpriced.length > 0) throw new Error(`These lists have no cost (complexity): ${unpriced.join(', ')}.`);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = (field.resolve ?? defaultFieldResolver) as Resolver;
      const onValue = givesObjects(field.type) ? (isList(field.type) ? pauseInList : passOn) : charge;
      field.resolve = bounded(resolve, onValue);
    }
  }
  return schema;
}

/** Replaces an answer that is too large by an error; the status is 200, because the operation was executed. */
export const refuseTooLarge: ApolloServerPlugin<BudgetedContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ contextValue: { answer }, response: { body } }) => {
        if (body.kind === 'single' && answer.isSpent) {
          const { code, message } = answer.refusal;
          body.singleResult = { data: null, errors: [{ message, extensions: { code } }] };
        }
        return Promise.resolve();
      },
    }),
};

type OnValue = (value: unknown, answer: AnswerBudget) => unknown;

const passOn: OnValue = (value) => value;
const pauseInList: OnValue = (value, answer) => (Array.isArray(value) ? answer.inTurns(value) : value);
const charge: OnValue = (value, answer) => {
  answer.charge(bytesOf(value));
  return value;
};

function bounded(resolve: Resolver, onValue: OnValue): Resolver {
  return (source, args, context, info) => {
    const { answer } = context;
    answer.charge(String(info.path.key).length + AROUND_BYTES);
    const value: unknown = resolve(source, args, context, info);
    return value instanceof Promise ? value.then((given: unknown) => onValue(given, answer)) : onValue(value, answer);
  };
}

/** Characters that JSON escapes as two; no other control characters are accepted as input. */
const ESCAPED = /["\\\n\r\t]/g;

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + (value.match(ESCAPED)?.length ?? 0);
  return Array.isArray(value)
    ? value.reduce<number>((sum, item) => sum + AROUND_BYTES + bytesOf(item), 0)
    : OTHER_BYTES;
}
