import type { Paint } from './paint.js';

/** After this time without a line, a line says that the work continues. */
const SILENCE_MS = 5_000;

/** The width of a time of day, in characters. */
const STAMP_WIDTH = 8;

const SECONDS = new Intl.NumberFormat('en-GB', {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'narrow',
  useGrouping: false,
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const TIME_OF_DAY = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/**
 * Shows at the console what the service does, line by line. While the service starts, each line begins with the seconds
 * since the process began; later, with the time of day. During long work it repeats that the work continues.
 */
export class Progress {
  private silence: NodeJS.Timeout | null = null;
  private comingUp = true;

  /** @param write writes one or more whole lines */
  constructor(
    private readonly write: (text: string) => void,
    private readonly paint: Paint,
  ) {}

  /** Writes a line. It is a bound function, so it can be passed on. */
  readonly say = (line: string): void => {
    this.write(this.stamped(line));
    this.silence?.refresh();
  };

  /** Long work begins. */
  begin(): void {
    const since = performance.now();
    this.settle();
    this.silence = setTimeout(() => {
      this.say(this.paint('dim', `Still working, after ${SECONDS.format((performance.now() - since) / 1_000)}.`));
    }, SILENCE_MS).unref();
  }

  /** The service has started: later lines begin with the time of day. */
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
