import { Module } from '@nestjs/common';
import { PublicationService } from './publication/publication.service.js';
import { DraftsRepository } from './preparation/drafts.repository.js';
import { NamedReaders } from './preparation/named-readers.js';
import { NextRelease } from './preparation/next-release.js';
import { PreparationResolver } from './preparation/preparation.resolver.js';
import { ReadersRepository } from './preparation/readers.repository.js';
import { ReleaseDrafts } from './preparation/release-drafts.js';
import { ReleaseStores } from './publication/release-stores.js';
import { CopiesRepository } from './copies/copies.repository.js';
import { CopiesResolver } from './copies/copies.resolver.js';
import { CopiesService } from './copies/copies.service.js';
import { PreElectionRepository } from './pre-election/pre-election.repository.js';
import { PreElectionResolver } from './pre-election/pre-election.resolver.js';
import { PreElectionService } from './pre-election/pre-election.service.js';
import { ReleaseReader } from './publication/release-reader.js';
import { ReleasesRepository } from './publication/releases.repository.js';
import { ReleasesResolver } from './publication/releases.resolver.js';
import { ReleaseFilesController } from './exports/release-files.controller.js';
import { TotalsModule } from '../totals/index.js';

@Module({
  imports: [TotalsModule],
  controllers: [ReleaseFilesController],
  providers: [
    ReleasesRepository,
    DraftsRepository,
    ReadersRepository,
    CopiesRepository,
    PreElectionRepository,
    ReleaseStores,
    ReleaseReader,
    NextRelease,
    NamedReaders,
    ReleaseDrafts,
    PublicationService,
    CopiesService,
    PreElectionService,
    ReleasesResolver,
    PreparationResolver,
    CopiesResolver,
    PreElectionResolver,
  ],
  exports: [PublicationService, ReleaseDrafts, ReleaseReader],
})
export class ReleasesModule {}
