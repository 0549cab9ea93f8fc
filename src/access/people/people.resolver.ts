import { Args, ArgsType, Field, ID, Mutation, Resolver } from '@nestjs/graphql';
import { IsName } from '../../platform/graphql/index.js';
import { CurrentActor, RequirePermission } from '../authorization/access.decorators.js';
import type { Actor } from '../domain/actor.js';
import { PeopleService } from './people.service.js';
import { PersonType } from './person.type.js';

@ArgsType()
class ErasePersonNameArgs {
  @Field(() => ID, { description: "The person's id." })
  @IsName()
  id!: string;
}

@Resolver()
export class PeopleResolver {
  constructor(private readonly people: PeopleService) {}

  @RequirePermission('MANAGE_IDENTITIES')
  @Mutation(() => PersonType, {
    nullable: true,
    description:
      "Erases a person's name permanently. The record of what they did stays, under their id, and their token still works. If the name is erased already, nothing changes. Errors: NOT_FOUND for an unknown person.",
  })
  async erasePersonName(@CurrentActor() actor: Actor, @Args() { id }: ErasePersonNameArgs): Promise<PersonType> {
    return this.people.eraseName(actor, id);
  }
}
