/** After how long without traffic a connection is tried, in milliseconds: a firewall may have dropped it. */
export const KEEP_ALIVE_AFTER_MS = 10_000;
