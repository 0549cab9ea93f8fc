import type { ChainBreak, ChainMark } from '../audit/index.js';

const KINDS: Readonly<Record<ChainBreak['kind'], string>> = {
  CHANGED: 'was changed',
  REMOVED: 'was removed',
  REORDERED: 'was moved',
  ADDED: 'was added',
  HEAD_ALTERED: 'does not match the head, which says where the record ends',
  REWRITTEN: 'does not match the head noted down',
};

/** A head, as the commands print and accept it. */
export const markText = ({ count, hash }: ChainMark): string => `${count}:${hash}`;

/** The message for a broken record. */
export function breakText({ entry, kind, found }: ChainBreak, whole: ChainMark): string {
  const intact = kind === 'REWRITTEN' ? '' : ` The record is intact up to ${markText(whole)}.`;
  return `Entry ${entry} ${KINDS[kind]}: ${found}.${intact}`;
}
