export { TotalsModule } from './totals.module.js';
export { VerificationModule } from './verification/verification.module.js';
export { VerificationService, type Counts, type Finding } from './verification/verification.service.js';
