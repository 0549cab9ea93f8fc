import { DeputyEntity } from './deputy.entity.js';
import { IdentityEntity } from './identity.entity.js';
import { PersonEntity } from './person.entity.js';

export const ACCESS_ENTITIES = [IdentityEntity, PersonEntity, DeputyEntity];
