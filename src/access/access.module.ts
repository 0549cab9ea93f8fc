import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CallerAuthentication } from '../platform/index.js';
import { Authentication } from './authentication.js';
import { DeputiesPolicy } from './deputies.policy.js';
import { DeputiesRepository } from './deputies.repository.js';
import { DeputiesService } from './deputies.service.js';
import { DeputiesResolver } from './graphql/deputies.resolver.js';
import { PeopleResolver } from './graphql/people.resolver.js';
import { IdentitiesRepository } from './identities.repository.js';
import { IdentitiesService } from './identities.service.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';
import { RequirementsCheck } from './requirements.check.js';

/** Authentication and permissions. The application registers the guards, because their order among others matters. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    IdentitiesRepository,
    IdentitiesService,
    PeopleRepository,
    PeopleService,
    PeopleResolver,
    DeputiesPolicy,
    DeputiesRepository,
    DeputiesService,
    DeputiesResolver,
    Authentication,
    { provide: CallerAuthentication, useExisting: Authentication },
    RequirementsCheck,
  ],
  exports: [IdentitiesService, Authentication, CallerAuthentication],
})
export class AccessModule {}
