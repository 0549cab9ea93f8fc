/** Lets a few callers continue in each turn of the event loop, in order, so that other work is done in between. */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private gone = 0;
  private turning = false;

  /** @param most how many continue in one turn */
  constructor(private readonly most: number) {}

  /** Resolves when it is the caller's turn; at once if there are few. */
  async take(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.letGo();
    });
  }

  private letGo(): void {
    while (this.gone < this.most) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.gone += 1;
      next();
    }
    this.awaitNextTurn();
  }

  private awaitNextTurn(): void {
    if (this.turning) return;
    this.turning = true;
    setImmediate(() => {
      this.turning = false;
      this.gone = 0;
      this.letGo();
    });
  }
}
