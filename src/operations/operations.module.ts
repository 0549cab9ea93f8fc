import { Global, Module } from '@nestjs/common';
import { PublicReferences } from '../access/index.js';
import { DictionaryModule, MeasureUse } from '../dictionary/index.js';
import { MembershipsResolver } from './graphql/memberships.resolver.js';
import { OperationsResolver } from './graphql/operations.resolver.js';
import {
  AsksLoader,
  DiscardReasonsLoader,
  ExceptionsLoader,
  MembersLoader,
  ParticipantsLoader,
} from './graphql/phase.loaders.js';
import { PhasesResolver } from './graphql/phases.resolver.js';
import { MembershipsRepository } from './memberships.repository.js';
import { MembershipsService } from './memberships.service.js';
import { OperationsRepository } from './operations.repository.js';
import { OperationsService } from './operations.service.js';
import { ParticipationsService } from './participations.service.js';
import { PhaseDiscardsRepository } from './phase-discards.repository.js';
import { PhaseDiscardsService } from './phase-discards.service.js';
import { PhaseSteps } from './phase-steps.js';
import { PhasesRepository } from './phases.repository.js';
import { PhasesService } from './phases.service.js';
import { PhasesWithData } from './phases-with-data.js';
import { ReferenceCodes } from './reference-codes.js';
import { ShippedPhasesRepository } from './shipped-phases.repository.js';

/** Global, because the guard of every call uses PublicReferences, and the dictionary uses MeasureUse. */
@Global()
@Module({
  imports: [DictionaryModule],
  providers: [
    ...[OperationsRepository, PhasesRepository, PhaseDiscardsRepository, MembershipsRepository],
    ShippedPhasesRepository,
    ...[OperationsService, PhaseSteps, PhasesService, PhaseDiscardsService, ParticipationsService, MembershipsService],
    ...[OperationsResolver, PhasesResolver, MembershipsResolver],
    ...[ParticipantsLoader, AsksLoader, ExceptionsLoader, DiscardReasonsLoader, MembersLoader],
    { provide: PublicReferences, useClass: ReferenceCodes },
    { provide: MeasureUse, useClass: PhasesWithData },
  ],
  exports: [OperationsService, PublicReferences, MeasureUse],
})
export class OperationsModule {}
