/** How a question of the region ended: OVERTAKEN by a newer version, or by the withdrawal of the one it was about. */
export const QUESTION_ENDINGS = ['ANSWERED', 'TAKEN_BACK', 'OVERTAKEN'] as const;
export type QuestionEnding = (typeof QUESTION_ENDINGS)[number];
