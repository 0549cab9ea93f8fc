import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../common/dates.js';
import { Decimal } from '../../../common/decimal.js';
import { problem } from '../../../common/problem.js';
import { nilFigure, quantifiedFigure } from '../arithmetic/figure.js';
import { canonicalContent, type VersionContent } from './version-content.js';

const ARRESTS = quantifiedFigure({ measure: 'arrests', part: null, note: null }, 'EXACT', new Decimal('21'), 'COUNT');
const WEIGHT = quantifiedFigure(
  { measure: 'drugs-weight', part: 'cocaine', note: 'Dry.' },
  'APPROXIMATE',
  new Decimal('350.500'),
  'GRAM',
);
const VERSION: VersionContent = {
  phase: 'scorpion-7',
  force: 'dorset',
  version: 2,
  submittedBy: 'p-1',
  windowFrom: '2026-01-05' as CalendarDate,
  windowTo: '2026-01-07' as CalendarDate,
  asAt: null,
  note: 'As "counted".',
  reason: null,
  onBehalf: true,
  receivedFrom: 'The desk',
  receivedAt: new Date('2026-01-08T09:00:00Z'),
  receivedBy: 'PHONE',
  figures: [WEIGHT, ARRESTS],
  problems: [problem('UNUSUAL_VALUE', 'Far from what is usual.', { measure: 'arrests' })],
};

describe('the text that a version’s seal covers', () => {
  it('has all the contents of the version, in a fixed order', () => {
    expect(canonicalContent(VERSION)).toBe(
      '["return version, form 1","scorpion-7","dorset",2,"p-1","2026-01-05","2026-01-07",null,"As \\"counted\\".",null,' +
        'true,"The desk","2026-01-08T09:00:00.000Z","PHONE",' +
        '[["arrests",null,"REPORTED","21","EXACT","21","21",null],' +
        '["drugs-weight","cocaine","REPORTED","350.5","APPROXIMATE","341.738","359.262","Dry."]],' +
        '[["UNUSUAL_VALUE","WARNING","arrests",null,"Far from what is usual."]]]',
    );
  });

  it('has another form, with the times of all figures, if one is withheld', () => {
    const withheld = { ...WEIGHT, withheldUntil: new Date('2026-03-01T06:00:00.123Z') };
    expect(canonicalContent({ ...VERSION, figures: [ARRESTS, withheld], problems: [] })).toBe(
      '["return version, form 2","scorpion-7","dorset",2,"p-1","2026-01-05","2026-01-07",null,"As \\"counted\\".",null,' +
        'true,"The desk","2026-01-08T09:00:00.000Z","PHONE",' +
        '[["arrests",null,"REPORTED","21","EXACT","21","21",null,null],' +
        '["drugs-weight","cocaine","REPORTED","350.5","APPROXIMATE","341.738","359.262","Dry.","2026-03-01T06:00:00.123Z"]],' +
        '[]]',
    );
  });

  it('does not depend on the order of the figures or on how their digits are written', () => {
    const rewritten = { ...ARRESTS, value: new Decimal('21.000'), lower: new Decimal('2.1e1') };
    expect(canonicalContent({ ...VERSION, figures: [rewritten, WEIGHT] })).toBe(canonicalContent(VERSION));
  });

  it.each<[string, Partial<VersionContent>]>([
    ['phase', { phase: 'scorpion-8' }],
    ['force', { force: 'wiltshire' }],
    ['number', { version: 3 }],
    ['sender', { submittedBy: 'p-2' }],
    ['window', { windowTo: '2026-01-08' as CalendarDate }],
    ['day', { asAt: '2026-01-08' as CalendarDate }],
    ['note', { note: null }],
    ['reason', { reason: 'More came.' }],
    ['way', { onBehalf: false, receivedFrom: null, receivedAt: null, receivedBy: null }],
    ['value', { figures: [WEIGHT, { ...ARRESTS, value: new Decimal(22) }] }],
    ['nil', { figures: [WEIGHT, nilFigure({ measure: 'arrests', part: null, note: null })] }],
    ["figure's note", { figures: [WEIGHT, { ...ARRESTS, note: 'All.' }] }],
    ['time', { figures: [WEIGHT, { ...ARRESTS, withheldUntil: new Date('2026-03-01T06:00:00Z') }] }],
    ['left-out figure', { figures: [WEIGHT] }],
    ['warning', { problems: [] }],
  ])('differs for a different %s', (_, change) => {
    expect(canonicalContent({ ...VERSION, ...change })).not.toBe(canonicalContent(VERSION));
  });
});
