import { Global, Module } from '@nestjs/common';
import { PublicReferences } from '../access/index.js';
import { MeasureUse } from '../dictionary/index.js';
import { OperationsResolver } from './graphql/operations.resolver.js';
import { AsksLoader, ParticipantsLoader } from './graphql/phase.loaders.js';
import { OperationsRepository } from './operations.repository.js';
import { OperationsService } from './operations.service.js';
import { PhasesWithData } from './phases-with-data.js';
import { ReferenceCodes } from './reference-codes.js';

/** Global, since the guard of every call asks PublicReferences, and the dictionary MeasureUse. */
@Global()
@Module({
  providers: [
    OperationsRepository,
    OperationsService,
    OperationsResolver,
    ParticipantsLoader,
    AsksLoader,
    { provide: PublicReferences, useClass: ReferenceCodes },
    { provide: MeasureUse, useClass: PhasesWithData },
  ],
  exports: [OperationsService, PublicReferences, MeasureUse],
})
export class OperationsModule {}
