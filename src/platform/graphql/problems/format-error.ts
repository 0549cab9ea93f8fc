import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../../../common/errors.js';
import type { ErrorReporter } from '../../errors/error-reporter.js';
import { publicError, type PublicError } from '../../errors/public-error.js';
import { enumValuesIn } from '../scalars/enum-values.js';

/** Apollo's codes for mistakes of the caller, and our codes for them. Any other code is a fault of the service. */
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

/** Messages of graphql-js, without a code, for a document with too many tokens or too deep for the stack. */
const TOO_LONG =
  /^Syntax Error: Document contains more tha|^Maximum call stack size exceeded$|^Too many validation errors|^Validation aborted/;

/** The message of graphql-js for a null literal in an argument that must not be null. */
const NULL_FOUND = /^Expected value of type ".+!", found null\.$/;

/** The message of graphql-js when it stops listing errors in the variables. */
const TOO_MANY = 'Too many errors processing variables';

/** Apollo's `formatError`: gives every error of an answer one of our codes. */
export function formatErrorWith(reporter: ErrorReporter) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = causeOf(error);
    const shown = (cause instanceof GraphQLError ? ofGraphql(cause) : null) ?? reporter.report(cause);
    const { locations, path } = formatted;
    const { code, message, details, errorId } = shown;
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

/** The error that was thrown by a resolver or before it (by the context or a guard); else the error itself. */
function causeOf(error: unknown): unknown {
  const thrown = unwrapResolverError(error);
  if (!(thrown instanceof GraphQLError) || codeOf(thrown) !== null) return thrown;
  return thrown.originalError ?? thrown;
}

/** An error of GraphQL itself as the caller may see it; null for a fault of the service. */
function ofGraphql(error: GraphQLError): PublicError | null {
  if (TOO_LONG.test(error.message))
    return publicError(
      'QUERY_TOO_COMPLEX',
      'The query is too long. Split it into several, or send values as variables.',
    );
  if (error.message.startsWith(TOO_MANY))
    return publicError('BAD_USER_INPUT', 'Only some of the wrong variables are listed. Correct those first.');
  if (NULL_FOUND.test(error.message))
    return publicError(
      'BAD_USER_INPUT',
      `${error.message} Give a value, or leave the argument out if it has a default.`,
    );
  // An error without a code but with a place in the document is about an argument that was invalid after substitution.
  const code = codeOf(error) ?? (error.nodes === undefined ? null : 'BAD_USER_INPUT');
  if (code === null) return null;
  const shown = publicError(code, error.message);
  const values = enumValuesIn(error);
  return values === null ? shown : { ...shown, message: `${shown.message} ${values}` };
}

/** Our code for an error. In Apollo's validation errors the code of the rule is in the wrapped error. */
function codeOf(error: GraphQLError): ErrorCode | null {
  const wrapped = error.originalError instanceof GraphQLError ? error.originalError.extensions['code'] : undefined;
  const code = String(wrapped ?? error.extensions['code']);
  return Object.hasOwn(OURS, code) ? (OURS[code] ?? null) : null;
}
