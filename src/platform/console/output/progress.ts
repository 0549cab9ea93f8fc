import type { Paint } from './paint.js';

/** After so long without a line a person wonders whether anything goes on. */
const SILENCE_MS = 5_000;

/** As wide as the time of day. */
const STAMP_WIDTH = 8;

const SECONDS = new Intl.NumberFormat('en-GB', {
  ...{ style: 'unit', unit: 'second', unitDisplay: 'narrow', useGrouping: false },
  ...{ minimumFractionDigits: 1, maximumFractionDigits: 1 },
});
const TIME_OF_DAY = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/**
 * Tells the person at the console, a line at a time, what the service does: while it comes up with the seconds since
 * the process began, later with the time of day. While something is under way it is never silent for long.
 */
export class Progress {
  private silence: NodeJS.Timeout | null = null;
  private comingUp = true;

  /** @param write takes a whole line, or several */
  constructor(
    private readonly write: (text: string) => void,
    private readonly paint: Paint,
  ) {}

  /** Says what is being done now. A function of its own, to be handed on. */
  readonly say = (line: string): void => {
    this.write(this.stamped(line));
    this.silence?.refresh();
  };

  /** Something is under way from now on. */
  begin(): void {
    const since = performance.now();
    this.settle();
    this.silence = setTimeout(() => {
      this.say(this.paint('dim', `Still at it, after ${SECONDS.format((performance.now() - since) / 1_000)}.`));
    }, SILENCE_MS).unref();
  }

  /** Nothing is under way, and the service is up: what comes now has its time of day. */
  up(): void {
    this.settle();
    this.comingUp = false;
  }

  private settle(): void {
    if (this.silence !== null) clearTimeout(this.silence);
    this.silence = null;
  }

  private stamped(line: string): string {
    const stamp = this.comingUp ? SECONDS.format(performance.now() / 1_000) : TIME_OF_DAY.format(new Date());
    const beside = `\n${' '.repeat(STAMP_WIDTH)}  `;
    return `${this.paint('dim', stamp.padStart(STAMP_WIDTH))}  ${line.replaceAll('\n', beside)}`;
  }
}
