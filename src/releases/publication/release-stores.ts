import { Injectable } from '@nestjs/common';
import { DraftsRepository } from '../preparation/drafts.repository.js';
import { ReadersRepository } from '../preparation/readers.repository.js';
import { ReleasesRepository } from './releases.repository.js';

/** The rows that publishing a release writes. */
@Injectable()
export class ReleaseStores {
  constructor(
    readonly releases: ReleasesRepository,
    readonly readers: ReadersRepository,
    readonly drafts: DraftsRepository,
  ) {}
}
