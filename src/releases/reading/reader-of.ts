import { capacitiesWith, capacityFor, type Actor, type Caller } from '../../access/index.js';

/** The capacity in which a caller reads releases: as the coordinator, for whom they may be a deputy, else their own. */
export function readerOf(caller: Caller): Actor {
  return capacitiesWith(caller, 'PUBLISH_RELEASE')[0] ?? capacityFor(caller, 'READ_RELEASES', null);
}
