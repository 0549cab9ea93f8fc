import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../../common/errors.js';
import type { ErrorReporter } from '../errors/error-reporter.js';
import { publicError, type PublicError } from '../errors/public-error.js';

/** Apollo's own codes of what a caller did wrong, as ours. Any other code of its own is a fault of the service. */
const OURS: Readonly<Record<string, ErrorCode>> = {
  [ApolloServerErrorCode.GRAPHQL_PARSE_FAILED]: 'GRAPHQL_PARSE_FAILED',
  [ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED]: 'GRAPHQL_VALIDATION_FAILED',
  [ApolloServerErrorCode.BAD_USER_INPUT]: 'BAD_USER_INPUT',
  [ApolloServerErrorCode.BAD_REQUEST]: 'BAD_USER_INPUT',
  [ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE]: 'BAD_USER_INPUT',
  [ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND]: 'BAD_USER_INPUT',
  [ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED]: 'BAD_USER_INPUT',
  QUERY_TOO_COMPLEX: 'QUERY_TOO_COMPLEX',
};

/** What graphql-js says when the document has too many tokens, or nests deeper than the stack; it gives no code. */
const TOO_LONG =
  /^Syntax Error: Document contains more tha|^Maximum call stack size exceeded$|^Too many validation errors|^Validation aborted/;

/** What graphql-js says of a null in the document where an argument takes none; as a variable it is wrong input too. */
const NULL_FOUND = /^Expected value of type ".+!", found null\.$/;

/** What graphql-js says when it has told enough of what is wrong with the variables. */
const TOO_MANY = 'Too many errors processing variables';

/** The `formatError` of Apollo: every error of an answer passes here, and leaves with one of our codes. */
export function formatErrorWith(reporter: ErrorReporter) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = causeOf(error);
    const told = (cause instanceof GraphQLError ? ofGraphql(cause) : null) ?? reporter.report(cause);
    const { locations, path } = formatted;
    const { code, message, details, errorId } = told;
    return {
      message,
      ...(locations === undefined ? {} : { locations }),
      ...(path === undefined ? {} : { path }),
      extensions: {
        code,
        ...(details === undefined ? {} : { details }),
        ...(errorId === undefined ? {} : { errorId }),
      },
    };
  };
}

/** What was thrown, where something was: by a resolver, or on the way to one (the context, a guard). */
function causeOf(error: unknown): unknown {
  const thrown = unwrapResolverError(error);
  if (!(thrown instanceof GraphQLError) || codeOf(thrown) !== null) return thrown;
  return thrown.originalError ?? thrown;
}

/** GraphQL's own error as it may be told, or null where it is a fault of the service. */
function ofGraphql(error: GraphQLError): PublicError | null {
  if (TOO_LONG.test(error.message))
    return publicError(
      'QUERY_TOO_COMPLEX',
      'The query is too long. Split it into several, or send values as variables.',
    );
  if (error.message.startsWith(TOO_MANY))
    return publicError('BAD_USER_INPUT', 'More variables are wrong than are listed. Put these right first.');
  if (NULL_FOUND.test(error.message))
    return publicError(
      'BAD_USER_INPUT',
      `${error.message} Give a value, or leave the argument out if it has a default.`,
    );
  // Without a code and about a place in the document: an argument that turned out wrong when it was filled in.
  const code = codeOf(error) ?? (error.nodes === undefined ? null : 'BAD_USER_INPUT');
  return code === null ? null : publicError(code, error.message);
}

/** Apollo's validation error hides the code of the rule that found it in the error that it wraps. */
function codeOf(error: GraphQLError): ErrorCode | null {
  const wrapped = error.originalError instanceof GraphQLError ? error.originalError.extensions['code'] : undefined;
  const code = String(wrapped ?? error.extensions['code']);
  return Object.hasOwn(OURS, code) ? (OURS[code] ?? null) : null;
}
