export { enterRequestScope } from './enter-request-scope.js';
export { requestScope } from './request-scope.js';
export { RequestTime } from './request-time.js';
export { unless } from './unless.js';
