import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustSubmit, type Problem } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const KEY = { phase: 'scorpion-1', force: 'dorset' };

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

const dropped = (warnings: readonly Problem[]): unknown[] =>
  warnings.filter(({ code }) => code === 'FIGURE_DROPPED').map(({ measure, message }) => [measure, message]);

describe('othersNil', () => {
  it('over an earlier figure gives a warning with its old value, because it now counts as none', async () => {
    await mustSubmit(service, {
      ...KEY,
      figures: [
        { measure: 'arrests', value: 27 },
        { measure: 'charges', value: 4 },
      ],
      nil: ['closure-orders'],
    });
    const accepted = await mustSubmit(service, {
      ...KEY,
      figures: [{ measure: 'charges', value: 4 }],
      othersNil: true,
    });
    expect(dropped(accepted.warnings)).toEqual([
      [
        'arrests',
        expect.stringMatching(
          /^arrests was 27 in version 1 and is left out of this version, so it counts as none\. Send it again/,
        ),
      ],
    ]);
    expect(accepted.warnings.find(({ measure }) => measure === 'arrests')).toMatchObject({ severity: 'WARNING' });
    const arrests = accepted.return.figures.find(({ measure }) => measure.code === 'arrests');
    expect(arrests).toMatchObject({ state: 'NIL', value: 0 });
  });

  it('gives no warning for what was listed as nil, or was nil before', async () => {
    await mustSubmit(service, { ...KEY, figures: [{ measure: 'arrests', value: 27 }] });
    const named = await mustSubmit(service, { ...KEY, nil: ['arrests'], othersNil: true });
    expect(dropped(named.warnings)).toEqual([]);
    expect(dropped((await mustSubmit(service, { ...KEY, othersNil: true })).warnings)).toEqual([]);
  });
});
