import { Module } from '@nestjs/common';
import { Embargoes } from './publication/embargoes.js';
import { PublicationService } from './publication/publication.service.js';
import { DraftsRepository } from './preparation/drafts.repository.js';
import { NamedReaders } from './preparation/named-readers.js';
import { NextRelease } from './preparation/next-release.js';
import { PreparationResolver } from './preparation/preparation.resolver.js';
import { WithheldFiguresRepository } from './preparation/withheld-figures.repository.js';
import { ReadersRepository } from './preparation/readers.repository.js';
import { ReleaseDrafts } from './preparation/release-drafts.js';
import { ReleaseChanges } from './publication/release-changes.js';
import { ReleaseStorage } from './publication/release-storage.js';
import { ReleaseSteps } from './publication/release-steps.js';
import { ReleaseStepsRepository } from './publication/release-steps.repository.js';
import { ReleaseWriter } from './publication/release-writer.repository.js';
import { ClaimsResolver } from './claims/claims.resolver.js';
import { ClaimsService } from './claims/claims.service.js';
import { CopiesRepository } from './copies/copies.repository.js';
import { CopiesResolver } from './copies/copies.resolver.js';
import { CopiesService } from './copies/copies.service.js';
import { PreElectionRepository } from './pre-election/pre-election.repository.js';
import { PreElectionResolver } from './pre-election/pre-election.resolver.js';
import { PreElectionService } from './pre-election/pre-election.service.js';
import { ReleaseReader } from './reading/release-reader.js';
import { ReleasesRepository } from './reading/releases.repository.js';
import { PublicationResolver } from './publication/publication.resolver.js';
import { ReleaseCellResolver } from './reading/release-cell.resolver.js';
import { ReleaseTotalResolver } from './reading/release-total.resolver.js';
import { ReadingResolver } from './reading/reading.resolver.js';
import { MadeFiles } from './exports/made-files.js';
import { ReleaseFiles } from './exports/release-files.js';
import { ReleaseFilesController } from './exports/release-files.controller.js';
import { ReleaseSchemaController } from './exports/release-schema.controller.js';
import { DictionaryModule } from '../dictionary/index.js';
import { TotalsModule } from '../totals/index.js';

@Module({
  imports: [DictionaryModule, TotalsModule],
  controllers: [ReleaseFilesController, ReleaseSchemaController],
  providers: [
    ReleasesRepository,
    DraftsRepository,
    ReadersRepository,
    WithheldFiguresRepository,
    CopiesRepository,
    PreElectionRepository,
    ReleaseWriter,
    ReleaseStepsRepository,
    ReleaseSteps,
    ReleaseReader,
    MadeFiles,
    ReleaseFiles,
    NextRelease,
    NamedReaders,
    ReleaseDrafts,
    Embargoes,
    ReleaseStorage,
    ReleaseChanges,
    PublicationService,
    CopiesService,
    ClaimsService,
    PreElectionService,
    ReadingResolver,
    ReleaseCellResolver,
    ReleaseTotalResolver,
    PublicationResolver,
    PreparationResolver,
    CopiesResolver,
    ClaimsResolver,
    PreElectionResolver,
  ],
  exports: [ClaimsService, PublicationService, ReleaseDrafts, ReleaseFiles, ReleaseReader],
})
export class ReleasesModule {}
