export { enterRequestScope } from './enter-request-scope.js';
export { requestScope } from './request-scope.js';
export { RequestTime } from './request-time.js';
export { RunningRequests } from './running-requests.js';
export { withAbort } from './with-abort.js';
