import { Injectable } from '@nestjs/common';
import type { Actor, Caller } from '../../access/index.js';
import { RequestLoader } from '../../platform/graphql/index.js';
import { OperationsService } from '../reading/operations.service.js';
import { PhaseDiscardsService } from '../phases/discards/phase-discards.service.js';
import type { AskDetails, ExceptionDetails, MemberDetails, ParticipantDetails } from '../phases/phase-with-lists.js';

/** Loads the participants of all phases of one request in one statement. */
@Injectable()
export class ParticipantsLoader extends RequestLoader<Caller, string, ParticipantDetails[]> {
  constructor(operations: OperationsService) {
    super((caller, phases) => operations.participantsOf(caller, phases));
  }
}

/** Loads the asks of all phases of one request in one statement. */
@Injectable()
export class AsksLoader extends RequestLoader<Actor, string, AskDetails[]> {
  constructor(operations: OperationsService) {
    super((actor, phases) => operations.asksOf(actor, phases));
  }
}

/** Loads the exceptions that the caller may see, for all phases of one request in one statement. */
@Injectable()
export class ExceptionsLoader extends RequestLoader<Caller, string, ExceptionDetails[]> {
  constructor(operations: OperationsService) {
    super((caller, phases) => operations.exceptionsOf(caller, phases));
  }
}

/** Loads the reasons for discarding phases, for all phases of one request in one statement. */
@Injectable()
export class DiscardReasonsLoader extends RequestLoader<Actor, string, string | null> {
  constructor(discards: PhaseDiscardsService) {
    super((actor, phases) => discards.reasonsOf(actor, phases));
  }
}

/** Loads the members of all operations of one request in one statement. */
@Injectable()
export class MembersLoader extends RequestLoader<Actor, string, MemberDetails[]> {
  constructor(operations: OperationsService) {
    super((actor, codes) => operations.membersOf(actor, codes));
  }
}
