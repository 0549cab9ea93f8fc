/*
 * The SQL that finds figures which were changed after a phase's figures became final (`finalAt`). The version that counts
 * now is compared with the one that counted then.
 */

/** Where the statement has what the comparison depends on; all of it SQL. */
interface AfterFinal {
  /** The code of the phase. The row of the phase is in the FROM clause as `phase`. */
  readonly phase: string;
  readonly basis: string;
  /** The instant as of which totals are read. */
  readonly asOf: string;
  /** Which rows of `s`, with `force` and `version_id`, are compared. */
  readonly of: string;
  /** Whether the reader may see what a result `r` states. */
  readonly shown: string;
}

/**
 * For each force the version that counted when the phase's figures became final, or else the first one that was accepted
 * since. A version of which the reader may see nothing does not count here.
 */
export const versionsAtFinal = ({ phase, basis, asOf, of, shown }: AfterFinal): string => `
      SELECT DISTINCT ON (s.force) s.force, s.version_id FROM (
        SELECT c.force, c.version_id, 0 AS place FROM counting_versions(${phase}, ${basis}, phase.final_at) c
        UNION ALL
        SELECT v.force, v.version_id, v.id FROM version_states v
        WHERE v.phase = ${phase} AND v.step = 'ACCEPT' AND v.began_at > phase.final_at AND v.began_at <= ${asOf}
      ) s
      WHERE ${of} AND EXISTS (SELECT FROM results r WHERE r.version_id = s.version_id AND (${shown}))
      ORDER BY s.force, s.place`;

/**
 * The force and measure of what only one of two versions states.
 *
 * @param results SQL: the results of both versions
 */
export const differingMeasures = (results: string): string => `
      SELECT DISTINCT one.force, one.measure FROM (${results}
      ) one
      GROUP BY one.force, one.measure, one.part, one.state, one.value, one.qualifier, one.lower, one.upper
      HAVING count(*) = 1`;
