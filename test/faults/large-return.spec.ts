import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { define } from '../support/api/dictionary-api.js';
import { mustSubmit, amount, codesOf, exactly, readReturn, totalOf } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ MAX_LIST_ITEMS: '5000' });
});
afterAll(async () => {
  await service.stop();
});

const MEASURES = Array.from({ length: 169 }, (_, index) => `drugs-counted-${index + 1}`);

it('a return of about 4,900 figures is stored whole, with a result for each', async () => {
  for (const code of MEASURES) {
    const name = code.replaceAll('-', ' ');
    const kind = { category: 'SEIZURES', unit: 'COUNT', breakdown: 'drug', breakdownRule: 'PARTITION' };
    expect(await define(service, { code, name, ...kind, definition: 'Drugs.' })).toMatchObject({ measure: { code } });
  }
  const { data } = await service.ask<{ breakdowns: { parts: { code: string }[] }[] }>(
    'demo-press',
    '{ breakdowns(codes: ["drug"]) { parts { code } } }',
  );
  const parts = codesOf(data.breakdowns[0]!.parts);
  const total = (parts.length * (parts.length + 1)) / 2;
  const figures = MEASURES.flatMap((measure) => [
    { measure, value: total },
    ...parts.map((breakdown, index) => ({ measure, breakdown, value: index + 1, note: `${measure} ${breakdown}` })),
  ]);
  expect(figures.length).toBeGreaterThanOrEqual(4900);
  const key = { phase: 'scorpion-1', force: 'dorset' };
  const accepted = await mustSubmit(service, { ...key, figures });
  expect(accepted.warnings).toEqual([]);
  expect(
    accepted.return.figures.map(({ measure, breakdown, value, note }) => [
      measure.code,
      breakdown?.code ?? null,
      value,
      note,
    ]),
  ).toEqual(
    figures.map(({ measure, value, ...part }) => [
      measure,
      'breakdown' in part ? part.breakdown : null,
      value,
      'note' in part ? part.note : null,
    ]),
  );
  expect(await readReturn(service, key)).toEqual(accepted.return);
  // Alone in Viper, so that the total is the result of this return alone.
  await mustSubmit(service, { phase: 'viper-2024', force: 'dorset', figures });
  for (const measure of [MEASURES[0]!, MEASURES.at(-1)!]) {
    const totals = await totalOf(service, 'viper-2024', measure);
    expect(amount(totals)).toEqual(exactly(total));
    expect(totals.byBreakdown.map(amount)).toEqual(parts.map((_, index) => exactly(index + 1)));
  }
});
