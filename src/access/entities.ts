import { DeputyEntity } from './deputies/deputy.entity.js';
import { IdentityEntity } from './identities/identity.entity.js';
import { PersonEntity } from './people/person.entity.js';

export const ACCESS_ENTITIES = [IdentityEntity, PersonEntity, DeputyEntity];
