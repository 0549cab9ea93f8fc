/**
 * SQL: whether a row `s` of `version_states`, the newest of its version, lets that version count. Of a force's versions
 * that do, the newest counts.
 *
 * @param basis SQL of a Basis
 */
export const counts = (basis: string): string =>
  `CASE ${basis} WHEN 'ACCEPTED' THEN s.accepted ELSE s.state <> 'WITHDRAWN' END`;

/** SQL: whether a row `s` of `version_states` is the newest of its version that the caller may know of. */
export const IS_NEWEST = `NOT EXISTS (
  SELECT FROM version_states later WHERE later.version_id = s.version_id AND later.id > s.id)`;
