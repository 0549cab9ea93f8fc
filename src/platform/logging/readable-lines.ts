import type { DestinationStream } from 'pino';
import { PinoPretty as pretty } from 'pino-pretty';

/** What a line of the log about a request carries; see request-logging.ts. */
interface RequestLine {
  readonly req?: { readonly method: string; readonly path: string };
  readonly res?: { readonly statusCode: number };
  readonly responseTime?: number;
}

/**
 * Writes the log to stdout for a person who watches a demo, between what the start says: a line a request, with the
 * time of day. Everywhere else the log is JSON.
 */
export function readableLines(): DestinationStream {
  return pretty({
    // In the order in which it happens, beside what is written by other ways.
    sync: true,
    colorize: process.stdout.hasColors(),
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
    customPrettifiers: { time: String },
    ignore: 'req,res,responseTime,requestId',
    messageFormat: (line, messageKey) => wordsOf(line) ?? String(line[messageKey]),
  });
}

function wordsOf({ req, res, responseTime }: RequestLine): string | null {
  if (req === undefined || res === undefined) return null;
  return `${req.method} ${req.path} ${res.statusCode}, ${responseTime ?? 0} ms`;
}
