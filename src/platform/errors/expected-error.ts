import { CodedError } from '../../common/errors.js';

/**
 * SERVICE_UNAVAILABLE that does not show a fault of the service or its database: too much was sent at the same time, or
 * the caller has closed the connection. It is not logged, because anybody can cause it at will; metrics count it.
 */
export class ExpectedError extends CodedError {
  constructor(message: string) {
    super('SERVICE_UNAVAILABLE', message);
  }
}
