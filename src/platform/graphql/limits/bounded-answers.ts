import type { ApolloServerPlugin } from '@apollo/server';
import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { AnswerBudget } from './answer-budget.js';
import { givesObjects, isList, listsWithoutPrice } from './price.js';

interface BudgetedContext {
  readonly answer: AnswerBudget;
}

type Resolver = GraphQLFieldResolver<unknown, BudgetedContext>;

/** Of what is no text: a number, a date, a word of an enum, true, false or null. */
const OTHER_BYTES = 24;
/** The quotes, the colon and the comma that go with each value. */
const AROUND_BYTES = 6;

/**
 * The schema with every answer bounded: each value is counted as it is told, and long lists let others have their turn.
 *
 * @throws Error where a list has no price, so that the service does not start
 */
export function boundAnswers(schema: GraphQLSchema): GraphQLSchema {
  const unpriced = listsWithoutPrice(schema);
  if (unpriced.length > 0) throw new Error(`These lists have no price (complexity): ${unpriced.join(', ')}.`);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = (field.resolve ?? defaultFieldResolver) as Resolver;
      const told = givesObjects(field.type) ? (isList(field.type) ? tellInTurns : tellObject) : tellValue;
      field.resolve = bounded(resolve, told);
    }
  }
  return schema;
}

/** Sends an error in the place of an answer that has become too large: 200, since it was executed. */
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

type Tell = (value: unknown, answer: AnswerBudget) => unknown;

const tellObject: Tell = (value) => value;
const tellInTurns: Tell = (value, answer) => (Array.isArray(value) ? answer.inTurns(value) : value);
const tellValue: Tell = (value, answer) => {
  answer.charge(bytesOf(value));
  return value;
};

function bounded(resolve: Resolver, tell: Tell): Resolver {
  return (source, args, context, info) => {
    const { answer } = context;
    answer.charge(String(info.path.key).length + AROUND_BYTES);
    const value: unknown = resolve(source, args, context, info);
    return value instanceof Promise ? value.then((given: unknown) => tell(given, answer)) : tell(value, answer);
  };
}

/** What JSON writes as two characters; of control characters only these are taken in. */
const ESCAPED = /["\\\n\r\t]/g;

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + (value.match(ESCAPED)?.length ?? 0);
  return Array.isArray(value)
    ? value.reduce<number>((sum, item) => sum + AROUND_BYTES + bytesOf(item), 0)
    : OTHER_BYTES;
}
