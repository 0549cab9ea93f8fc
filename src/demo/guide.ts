import { columns, wrapped, type Paint } from '../platform/console/index.js';
import { GRAPHQL_PATH } from '../platform/index.js';
import { KINDS } from './guide-requests.js';

const OTHER_FORCES =
  "In the demo, the name of an identity is also its token. Every force has an analyst, an approver and a commissioner's office: replace dorset by the code of another force, such as avon-and-somerset, gloucestershire or swrocu.";

/**
 * The guide to the demo for the console: a table of identities, and for each a command that can be pasted into a shell
 * without changes.
 *
 * @param url the address of the service, without a slash at the end
 */
export function demoGuide(url: string, paint: Paint): string {
  const kinds = Object.values(KINDS);
  const longest = Math.max(...kinds.map(({ who }) => who.length));
  const rows = kinds.map(({ token, who, comesFor }) => [token, `${who.padEnd(longest)}  ${comesFor}`] as const);
  return [
    `${paint('bold', 'Demo identities and what each of them does')}\n${columns(rows)}`,
    wrapped(OTHER_FORCES).join('\n'),
    paint('bold', 'One example for each, to paste into a shell'),
    ...kinds.map(({ token, who, shows, body }) =>
      [paint('cyan', `The ${who} ${shows}:`), command(`${url}${GRAPHQL_PATH}`, token, body)].join('\n'),
    ),
  ].join('\n\n');
}

/** A curl command. The body is a here-document, so that no quotes in it need to be escaped. */
function command(address: string, token: string, body: string): string {
  return [
    `curl -s ${address} -H 'content-type: application/json' \\`,
    `  -H 'authorization: Bearer ${token}' -d @- <<'END'`,
    body,
    'END',
  ].join('\n');
}
