import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, visit, type DocumentNode, type StringValueNode, type ValueNode } from 'graphql';
import { isCalendarDate, lastInstantOf } from '../../../common/dates.js';

/** The name of an argument that asks for something as it was at an instant. */
const AS_OF = 'asOf';

/**
 * Lets an argument `asOf` be a day, which means its last instant in London: the day is replaced by that instant before
 * the scalar DateTime sees it. No other DateTime takes a day, because whoever sets a deadline or the end of an embargo
 * must say the minute. So a variable that is used for anything else too takes none.
 */
export const asOfTakesDays: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      // Not for a document from the store, in which days were replaced before.
      validationDidStart: ({ document }) => {
        replaceDaysIn(document);
        return Promise.resolve();
      },
      didResolveOperation: ({ document, request }) => {
        request.variables = withoutDays(document, request.variables ?? {});
        return Promise.resolve();
      },
    }),
};

function replaceDaysIn(document: DocumentNode): void {
  for (const literal of placesIn(document).literals) Object.assign(literal, { value: instantOf(literal.value) });
}

function withoutDays(document: DocumentNode, variables: Record<string, unknown>): Record<string, unknown> {
  const texts = Object.entries(variables).filter(([, value]) => typeof value === 'string' && isCalendarDate(value));
  if (texts.length === 0) return variables;
  const places = placesIn(document);
  const replaced = texts.filter(([name]) => places.variables.has(name));
  return {
    ...variables,
    ...Object.fromEntries(replaced.map(([name, day]) => [name, instantOf(String(day))])),
  };
}

/** The last instant of a day, as a DateTime is written; another text as it is. */
function instantOf(text: string): string {
  return isCalendarDate(text) ? lastInstantOf(text).toISOString() : text;
}

/** What a document gives as `asOf`: texts, also as defaults of variables, and the variables that it uses for nothing else. */
interface AsOfPlaces {
  readonly literals: readonly StringValueNode[];
  readonly variables: ReadonlySet<string>;
}

function placesIn(document: DocumentNode): AsOfPlaces {
  const given: ValueNode[] = [];
  const defaults = new Map<string, ValueNode>();
  const usedElsewhere = new Set<string>();
  visit(document, {
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue !== undefined) defaults.set(variable.name.value, defaultValue);
      return false;
    },
    Argument: ({ name, value }) => {
      if (name.value !== AS_OF || (value.kind !== Kind.STRING && value.kind !== Kind.VARIABLE)) return undefined;
      given.push(value);
      return false;
    },
    Variable: ({ name }) => {
      usedElsewhere.add(name.value);
    },
  });
  const names = given.flatMap((value) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
  const variables = new Set(names.filter((name) => !usedElsewhere.has(name)));
  const literals = [...given, ...[...defaults].flatMap(([name, value]) => (variables.has(name) ? [value] : []))];
  return { literals: literals.filter((value) => value.kind === Kind.STRING), variables };
}
