import { Global, Module } from '@nestjs/common';
import { PublicReferences } from '../access/index.js';
import { OperationsResolver } from './graphql/operations.resolver.js';
import { AsksLoader, ParticipantsLoader } from './graphql/phase.loaders.js';
import { OperationsRepository } from './operations.repository.js';
import { OperationsService } from './operations.service.js';
import { ReferenceCodes } from './reference-codes.js';

/** Global, since the guard of every call asks PublicReferences. */
@Global()
@Module({
  providers: [
    OperationsRepository,
    OperationsService,
    OperationsResolver,
    ParticipantsLoader,
    AsksLoader,
    { provide: PublicReferences, useClass: ReferenceCodes },
  ],
  exports: [OperationsService, PublicReferences],
})
export class OperationsModule {}
