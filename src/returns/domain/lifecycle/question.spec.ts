import { describe, expect, it } from '@jest/globals';
import { endedQuestionsProblems, type EndedQuestion } from './question.js';

const asked = (question: string, askedAs: EndedQuestion['askedAs'] = 'REGIONAL_COORDINATOR'): EndedQuestion => ({
  question,
  askedAs,
  version: 3,
});

describe('open questions that a version ends', () => {
  it('are no warning if there are none', () => {
    expect(endedQuestionsProblems([])).toEqual([]);
  });

  it('are named with who asked them, and what to do', () => {
    expect(endedQuestionsProblems([asked('Is it so?', 'FORCE_APPROVER')])).toMatchObject([
      {
        code: 'QUESTIONS_ENDED',
        severity: 'WARNING',
        message: `This version ends the open question about version 3 without an answer: "Is it so?" (asked by the force's approver). If the new figures do not settle it, withdraw this version (withdrawReturn): it is then open again and can be answered.`,
      },
    ]);
  });

  it('cannot look like more than one, or like those of others', () => {
    const [found] = endedQuestionsProblems([asked('x" (asked by the region);\n "y', 'FORCE_APPROVER')]);
    expect(found?.message).toContain(`: "x' (asked by the region); 'y" (asked by the force's approver). `);
  });

  it('are cut if they are long, and counted if they are many', () => {
    const many = Array.from({ length: 200 }, () => asked('x'.repeat(2000)));
    const [found] = endedQuestionsProblems(many);
    expect(found?.message).toMatch(/^This version ends the 200 open questions .*x….*; and 195 more\. /);
    expect(found?.message.length).toBeLessThan(1500);
  });
});
