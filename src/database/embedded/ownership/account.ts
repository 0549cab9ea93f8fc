/** A user of this machine as whom PostgreSQL is run, because it refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}
