import { Field, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../../platform/graphql/index.js';
import type { Channel } from '../domain/index.js';
import { ChannelEnum } from '../shared/returns.enums.js';

@ObjectType('Window', { description: "The force's own dates of activity. The first and the last day are included." })
export class WindowType {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  to!: string;
}

@ObjectType('OnBehalf', { description: 'How the region received a return that it entered for a force.' })
export class OnBehalfType {
  @Field(() => String, { nullable: true, description: 'Who in the force supplied the return; null if not stated.' })
  from!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the region received it, UTC; null if not stated.' })
  at!: Date | null;

  @Field(() => ChannelEnum, { nullable: true, description: 'How it reached the region; null if not stated.' })
  by!: Channel | null;
}
