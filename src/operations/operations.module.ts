import { Global, Module } from '@nestjs/common';
import { PublicReferences } from '../access/index.js';
import { DictionaryModule, MeasureUse } from '../dictionary/index.js';
import { MembershipsResolver } from './memberships/memberships.resolver.js';
import { OperationsResolver } from './reading/operations.resolver.js';
import {
  AsksLoader,
  DiscardReasonsLoader,
  ExceptionsLoader,
  MembersLoader,
  ParticipantsLoader,
} from './participation/phase.loaders.js';
import { PhasesResolver } from './phases/phases.resolver.js';
import { MembershipsRepository } from './memberships/memberships.repository.js';
import { MembershipsService } from './memberships/memberships.service.js';
import { MergersService } from './memberships/mergers.service.js';
import { PlannedParticipations } from './memberships/planned-participations.js';
import { OperationsRepository } from './reading/operations.repository.js';
import { UnknownCodes } from './reading/unknown-codes.js';
import { OperationsService } from './reading/operations.service.js';
import { ParticipationsService } from './participation/participations.service.js';
import { PhaseDiscardsRepository } from './phases/discards/phase-discards.repository.js';
import { PhaseDiscardsService } from './phases/discards/phase-discards.service.js';
import { HeldBackTotals } from './phases/held-back/held-back-totals.js';
import { HeldBackTotalsRepository } from './phases/held-back/held-back-totals.repository.js';
import { PhaseChecks } from './phases/phase-checks.js';
import { PhaseSteps } from './phases/phase-steps.js';
import { PhasesRepository } from './phases/phases.repository.js';
import { PhasesService } from './phases/phases.service.js';
import { PhasesWithData } from './reference/phases-with-data.js';
import { ReferenceCodes } from './reference/reference-codes.js';
import { ShippedPhasesRepository } from './reference/shipped-phases.repository.js';

/** Global, because the guard of every call uses PublicReferences, and the dictionary uses MeasureUse. */
@Global()
@Module({
  imports: [DictionaryModule],
  providers: [
    OperationsRepository,
    PhasesRepository,
    PhaseDiscardsRepository,
    MembershipsRepository,
    ShippedPhasesRepository,
    UnknownCodes,
    OperationsService,
    PhaseSteps,
    PhaseChecks,
    HeldBackTotalsRepository,
    HeldBackTotals,
    PhasesService,
    PhaseDiscardsService,
    ParticipationsService,
    PlannedParticipations,
    MembershipsService,
    MergersService,
    OperationsResolver,
    PhasesResolver,
    MembershipsResolver,
    ParticipantsLoader,
    AsksLoader,
    ExceptionsLoader,
    DiscardReasonsLoader,
    MembersLoader,
    { provide: PublicReferences, useClass: ReferenceCodes },
    { provide: MeasureUse, useClass: PhasesWithData },
  ],
  exports: [OperationsService, UnknownCodes, PhasesService, HeldBackTotals, PublicReferences, MeasureUse],
})
export class OperationsModule {}
