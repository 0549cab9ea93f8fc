import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CallerAuthentication } from '../platform/index.js';
import { Authentication } from './identities/authentication.js';
import { DeputiesPolicy } from './deputies/deputies.policy.js';
import { DeputiesRepository } from './deputies/deputies.repository.js';
import { DeputiesService } from './deputies/deputies.service.js';
import { DeputiesResolver } from './deputies/deputies.resolver.js';
import { PeopleResolver } from './people/people.resolver.js';
import { IdentitiesRepository } from './identities/identities.repository.js';
import { IdentitiesService } from './identities/identities.service.js';
import { PeopleRepository } from './people/people.repository.js';
import { PeopleService } from './people/people.service.js';
import { RequirementsCheck } from './authorization/requirements.check.js';

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
