export { PhaseCoverageService, type PhaseCoverage, type PhaseCoveragePage } from './phase-coverage.service.js';
export { TotalsModule } from './totals.module.js';
export { TotalsService, type ForceCell, type PartTotal, type RegionalTotals, type Total } from './totals.service.js';
