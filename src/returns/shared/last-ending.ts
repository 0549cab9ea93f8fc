/**
 * SQL that joins the last ending of a question `q` as `e`. The columns of `e` are null if the question is open: it
 * never ended, or was opened again.
 */
export const LAST_ENDING = `LEFT JOIN LATERAL (
    SELECT * FROM question_endings WHERE question = q.id ORDER BY id DESC LIMIT 1
  ) e ON e.ending <> 'REOPENED'`;
