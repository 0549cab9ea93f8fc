import { ObjectType } from '@nestjs/graphql';
import { Rejection } from '../platform/graphql/index.js';

@ObjectType({ implements: () => [Rejection], description: 'The change was refused: nothing was published or changed.' })
export class ReleaseRejected extends Rejection {}
