import pg from 'pg';

/** Other clients of a server. */
export class OtherClients {
  private clients: pg.Client[] = [];

  constructor(private readonly url: string) {}

  /** Takes every connection that this URL's role may have: by default the last three are for the superuser. */
  async takeAll(): Promise<void> {
    let isLeft = true;
    while (isLeft) isLeft = await this.takeOne();
  }

  /** Begins a transaction with this statement, which goes on. */
  async begin(sql: string): Promise<void> {
    if (!(await this.takeOne())) throw new Error('The server has no connection left.');
    await this.clients.at(-1)?.query(`BEGIN; ${sql}`);
  }

  /** Ends all of their connections. */
  async leave(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
    this.clients = [];
  }

  /** @returns false if the server has no connection left */
  private async takeOne(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '53300') return false;
      throw error;
    }
    this.clients.push(client);
    return true;
  }
}
