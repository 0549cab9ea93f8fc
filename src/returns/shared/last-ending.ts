/**
 * SQL: joins the last ending of a question called `q`, as `e`. Its columns are null where the question is open: it never
 * ended, or it was opened again.
 */
export const LAST_ENDING = `LEFT JOIN LATERAL (
    SELECT * FROM question_endings WHERE question = q.id ORDER BY id DESC LIMIT 1
  ) e ON e.ending <> 'REOPENED'`;
