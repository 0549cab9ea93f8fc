export { enterRequestScope } from './enter-request-scope.js';
export { requestScope } from './request-scope.js';
export { RequestTime } from './request-time.js';
export { RequestsUnderWay } from './requests-under-way.js';
export { withAbort } from './with-abort.js';
