import type { DestinationStream } from 'pino';
import { PinoPretty as pretty } from 'pino-pretty';

/** The properties of a log line about a request; see request-logging.ts. */
interface RequestLine {
  readonly req?: { readonly method: string; readonly path: string };
  readonly res?: { readonly statusCode: number };
  readonly responseTime?: number;
}

/**
 * Writes the log to stdout in readable lines, for a person who watches a demo: one line for each request, with the time
 * of day. Outside demo mode the log is JSON.
 */
export function readableLines(): DestinationStream {
  return pretty({
    // Synchronously, to keep the order with lines that are written by other means.
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
