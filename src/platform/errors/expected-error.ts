import { CodedError } from '../../common/errors.js';

/**
 * SERVICE_UNAVAILABLE that says nothing of the service or its database: more is asked at once than there is room for, or
 * the caller has hung up. Anybody can bring it about as often as they like, so it is not logged; metrics count it.
 */
export class ExpectedError extends CodedError {
  constructor(message: string) {
    super('SERVICE_UNAVAILABLE', message);
  }
}
