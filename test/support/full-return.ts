import type { FigureInput } from './returns-api.js';
import type { TestService } from './test-service.js';

interface DictionaryMeasure {
  readonly code: string;
  readonly breakdown: string | null;
  readonly unit: string;
}

/** Every measure and every part of the dictionary, each with a value that belongs to this version alone. */
export async function everyFigure(service: TestService, version: number, note: string): Promise<FigureInput[]> {
  const { data } = await service.ask<{
    measures: readonly DictionaryMeasure[];
    breakdowns: readonly { code: string; parts: readonly { code: string }[] }[];
  }>('demo-coordinator', '{ measures { code breakdown unit } breakdowns { code parts { code } } }');
  const partsOf = (code: string | null): readonly { code: string }[] =>
    data.breakdowns.find((one) => one.code === code)?.parts ?? [];
  return data.measures.flatMap(({ code, breakdown }) => [
    { measure: code, value: 1000 + 40 * version, qualifier: 'AT_LEAST', note },
    ...partsOf(breakdown).map((part) => ({
      measure: code,
      breakdown: part.code,
      value: version,
      qualifier: 'AT_LEAST',
      note,
    })),
  ]);
}
