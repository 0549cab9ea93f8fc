import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Problem } from '../../common/problem.js';
import { prepared } from '../../database/index.js';
import { textProblems, type AddsText } from '../domain/index.js';
import type { ReturnKey } from '../shared/return-context.js';

/** The size in bytes of all free text of a return that the caller may read. */
const TEXT_BYTES = prepared(
  'return-text-bytes',
  `
  SELECT coalesce(sum(bytes), 0)::int AS bytes FROM (
    SELECT coalesce(octet_length(v.note), 0) + coalesce(octet_length(v.reason), 0)
      + coalesce(octet_length(v.received_from), 0) + coalesce((
        SELECT sum(octet_length(f.note)) FROM figures f WHERE f.version_id = v.id), 0) + coalesce((
        SELECT sum(octet_length(a.reason)) FROM acknowledgements a WHERE a.version_id = v.id), 0) AS bytes
    FROM return_versions v WHERE v.phase = $1 AND v.force = $2
    UNION ALL SELECT octet_length(r.reason) FROM step_reasons r WHERE r.phase = $1 AND r.force = $2
    UNION ALL SELECT octet_length(q.question) FROM questions q WHERE q.phase = $1 AND q.force = $2
    UNION ALL SELECT octet_length(e.answer) FROM questions q JOIN question_endings e ON e.question = q.id
      WHERE q.phase = $1 AND q.force = $2
  ) texts`,
);

/** Limits the free text of a return. */
@Injectable()
export class ReturnSize {
  /**
   * TOO_MUCH_TEXT if the return would have too much text.
   *
   * @param added bytes of UTF-8 that the action adds
   */
  async problems(tx: EntityManager, { phase, force }: ReturnKey, action: AddsText, added: number): Promise<Problem[]> {
    if (added === 0) return [];
    const [row] = await tx.query<{ bytes: number }[]>(TEXT_BYTES, [phase, force]);
    return textProblems(action, { there: row?.bytes ?? 0, added });
  }
}
