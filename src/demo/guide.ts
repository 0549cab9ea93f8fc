import { columns, wrapped, type Paint } from '../platform/console/index.js';
import { GRAPHQL_PATH } from '../platform/index.js';
import { KINDS } from './guide-requests.js';

const OTHER_FORCES =
  "A token is an identity's name. Every force has an analyst, an approver and a commissioner's office: put its code for dorset, such as avon-and-somerset, gloucestershire or swrocu.";

/**
 * Who comes to a demo and for what, for the console: a table of identities, and for each a command that can be pasted
 * into a shell as it stands.
 *
 * @param url the address that is served, without a slash at its end
 */
export function demoGuide(url: string, paint: Paint): string {
  const kinds = Object.values(KINDS);
  const longest = Math.max(...kinds.map(({ who }) => who.length));
  const rows = kinds.map(({ token, who, comesFor }) => [token, `${who.padEnd(longest)}  ${comesFor}`] as const);
  return [
    `${paint('bold', 'Who comes here, and for what')}\n${columns(rows)}`,
    wrapped(OTHER_FORCES).join('\n'),
    paint('bold', 'What each of them does, to be pasted into a shell'),
    ...kinds.map(({ token, who, shows, body }) =>
      [paint('cyan', `The ${who} ${shows}:`), command(`${url}${GRAPHQL_PATH}`, token, body)].join('\n'),
    ),
  ].join('\n\n');
}

/** The body is a document of its own, so that nothing in it needs care for the shell's quotes. */
function command(address: string, token: string, body: string): string {
  return [
    `curl -s ${address} -H 'content-type: application/json' \\`,
    `  -H 'authorization: Bearer ${token}' -d @- <<'END'`,
    body,
    'END',
  ].join('\n');
}
