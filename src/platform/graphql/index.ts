export { AsParsed } from './as-parsed.decorator.js';
export { DateScalar } from './date.scalar.js';
export { DateTimeScalar } from './date-time.scalar.js';
export { DecimalScalar } from './decimal.scalar.js';
export { graphqlEnum } from './enum.js';
export { pageCost, PageArgs } from './page.args.js';
export { IsPlainText } from './plain-text.validator.js';
export { RequestLoader } from './request-loader.js';
export { ProblemType, Rejection } from './problem.types.js';
