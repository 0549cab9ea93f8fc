import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('Person', { description: 'A person who uses the service.' })
export class PersonType {
  @Field(() => ID, {
    description:
      "An id that does not reveal who the person is and stays when their name is erased; 'system' is the service itself.",
  })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Their name; null if it was erased or never known.' })
  name!: string | null;
}
