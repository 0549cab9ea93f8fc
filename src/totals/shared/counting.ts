/**
 * SQL: whether a version may count, from its newest row `s` in `version_states`. Of such versions of a force, the
 * newest counts.
 *
 * @param basis SQL of a Basis
 */
export const counts = (basis: string): string =>
  `CASE ${basis} WHEN 'ACCEPTED' THEN s.accepted ELSE s.state <> 'WITHDRAWN' END`;

/** SQL: whether `s` is the newest row of its version in `version_states` that the caller may see. */
export const IS_NEWEST = `NOT EXISTS (
  SELECT FROM version_states later WHERE later.version_id = s.version_id AND later.id > s.id)`;
