import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { RequestLoader } from '../../platform/graphql/index.js';
import type { AskDetails, ParticipantDetails } from '../operations.repository.js';
import { OperationsService } from '../operations.service.js';

/** Who takes part, for all phases of one request in one statement. */
@Injectable()
export class ParticipantsLoader extends RequestLoader<Actor, string, ParticipantDetails[]> {
  constructor(operations: OperationsService) {
    super((actor, phases) => operations.participantsOf(actor, phases));
  }
}

/** What is asked for, for all phases of one request in one statement. */
@Injectable()
export class AsksLoader extends RequestLoader<Actor, string, AskDetails[]> {
  constructor(operations: OperationsService) {
    super((actor, phases) => operations.asksOf(actor, phases));
  }
}
