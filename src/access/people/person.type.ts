import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('Person', { description: 'Who did something.' })
export class PersonType {
  @Field(() => ID, {
    description: "Says nothing of who it is, and stays when the name is erased; 'system' is the service itself.",
  })
  id!: string;

  @Field(() => String, { nullable: true, description: 'What they are called; null: erased, or never known.' })
  name!: string | null;
}
