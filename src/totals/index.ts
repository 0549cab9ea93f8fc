export {
  PhaseCoverageService,
  type Overview,
  type PhaseCoverage,
  type PhaseCoveragePage,
} from './phase-coverage.service.js';
export { TotalsModule } from './totals.module.js';
export { type ForceCell, type PartTotal, type RegionalTotals, type Total } from './totals.service.js';
export { VerificationModule } from './verification/verification.module.js';
export { VerificationService, type Counts, type Finding } from './verification/verification.service.js';
