export { PhaseCoverageService, type PhaseCoverage, type PhaseCoveragePage } from './coverage/phase-coverage.service.js';
export { ResponseCache } from './answer-cache/response-cache.js';
export { byCategory } from './domain/index.js';
export { TotalsModule } from './totals.module.js';
export {
  ALL_TOTALS,
  TotalsService,
  type ForceCell,
  type PartTotal,
  type PhaseTotals,
  type RegionalTotals,
  type Total,
} from './regional/totals.service.js';
export { VerificationModule } from './verification/verification.module.js';
export { VerificationService, type Counts, type Finding } from './verification/verification.service.js';
