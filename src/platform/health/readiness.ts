import { Injectable } from '@nestjs/common';

/**
 * What prevents the use of the database. `database away`: it cannot be reached, or does not answer. `database
 * unusable`: it answers, but requests would fail.
 */
export type DatabaseTrouble = 'database away' | 'database unusable';

/** Whether the database can be used. The database module, which is global, provides it. */
export abstract class DatabaseHealth {
  /** Null: the database can be used, as of a few seconds ago at most. */
  abstract readonly trouble: DatabaseTrouble | null;
}

/** Whether the service can be used: it has started, the database can be used, and it is not stopping. */
@Injectable()
export class Readiness {
  private stage: 'coming up' | 'up' | 'going down' = 'coming up';

  constructor(private readonly database: DatabaseHealth) {}

  /** Marks that migrations and reference data are done. A service that is stopping does not become ready again. */
  ready(): void {
    if (this.stage === 'coming up') this.stage = 'up';
  }

  /** Marks that the service is stopping. */
  goingDown(): void {
    this.stage = 'going down';
  }

  /** The answer to a probe. It costs nothing, because anybody may ask. */
  state(): 'ready' | 'not up' | DatabaseTrouble {
    return this.stage === 'up' ? (this.database.trouble ?? 'ready') : 'not up';
  }
}
