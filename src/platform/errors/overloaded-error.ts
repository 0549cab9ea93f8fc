import { CodedError } from '../../common/errors.js';

/** More is asked at once than the service has room for. A metric counts them: a line in the log for each would add to it. */
export class OverloadedError extends CodedError {
  constructor(message: string) {
    super('SERVICE_UNAVAILABLE', message);
  }
}
