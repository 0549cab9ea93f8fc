/** SQL: whether a row `s` of `version_states` lets its version count. Of a force's versions that do, the newest counts. */
export const COUNTS = `s.state = 'SUBMITTED'`;
