import type { ChainBreak, ChainMark } from '../audit/index.js';

const KINDS: Readonly<Record<ChainBreak['kind'], string>> = {
  CHANGED: 'was changed',
  REMOVED: 'was removed',
  REORDERED: 'was moved',
  ADDED: 'was added',
  HEAD_ALTERED: 'does not match the head, which says where the record ends',
  REWRITTEN: 'does not match the head noted down',
};

/** A place in the record as the commands show and take it. */
export const markText = ({ count, hash }: ChainMark): string => `${count}:${hash}`;

/** What the commands say of a record that is broken. */
export function breakText({ entry, kind, found }: ChainBreak, whole: ChainMark): string {
  return `Entry ${entry} ${KINDS[kind]}: ${found}. The record is intact up to ${markText(whole)}.`;
}
