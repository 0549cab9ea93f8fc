import { Installation1000000000001 } from './1000000000001-installation.js';
import { Dictionary1000000000002 } from './1000000000002-dictionary.js';
import { Operations1000000000003 } from './1000000000003-operations.js';
import { Identities1000000000004 } from './1000000000004-identities.js';
import { Returns1000000000005 } from './1000000000005-returns.js';
import { DataStamps1000000000006 } from './1000000000006-data-stamps.js';
import { Audit1000000000007 } from './1000000000007-audit.js';
import { Lifecycle1000000000008 } from './1000000000008-lifecycle.js';
import { Phases1000000000009 } from './1000000000009-phases.js';
import { ReturnChecks1000000000010 } from './1000000000010-return-checks.js';
import { Deputies1000000000011 } from './1000000000011-deputies.js';
import { AuditSeals1000000000012 } from './1000000000012-audit-seals.js';
import { Readers1000000000013 } from './1000000000013-readers.js';
import { Reinstatement1000000000014 } from './1000000000014-reinstatement.js';
import { DiscardedPhases1000000000015 } from './1000000000015-discarded-phases.js';
import { AcceptedPeers1000000000016 } from './1000000000016-accepted-peers.js';
import { NewestSteps1000000000017 } from './1000000000017-newest-steps.js';
import { HeldBackTotals1000000000018 } from './1000000000018-held-back-totals.js';
import { Releases1000000000019 } from './1000000000019-releases.js';
import { WithheldFigures1000000000020 } from './1000000000020-withheld-figures.js';
import { AuditUnderEmbargo1000000000021 } from './1000000000021-audit-under-embargo.js';
import { DraftsWithWithheld1000000000022 } from './1000000000022-drafts-with-withheld.js';
import { WithdrawalByClock1000000000023 } from './1000000000023-withdrawal-by-clock.js';
import { RecordedContents1000000000024 } from './1000000000024-recorded-contents.js';
import { DrugClasses1000000000025 } from './1000000000025-drug-classes.js';
import { QuestionsOfApprovers1000000000026 } from './1000000000026-questions-of-approvers.js';
import { UndoneMergers1000000000027 } from './1000000000027-undone-mergers.js';

/** Every migration, in order. A migration that has been released is never edited; the next one changes what it made. */
export const MIGRATIONS = [
  Installation1000000000001,
  Dictionary1000000000002,
  Operations1000000000003,
  Identities1000000000004,
  Returns1000000000005,
  DataStamps1000000000006,
  Audit1000000000007,
  Lifecycle1000000000008,
  Phases1000000000009,
  ReturnChecks1000000000010,
  Deputies1000000000011,
  AuditSeals1000000000012,
  Readers1000000000013,
  Reinstatement1000000000014,
  DiscardedPhases1000000000015,
  AcceptedPeers1000000000016,
  NewestSteps1000000000017,
  HeldBackTotals1000000000018,
  Releases1000000000019,
  WithheldFigures1000000000020,
  AuditUnderEmbargo1000000000021,
  DraftsWithWithheld1000000000022,
  WithdrawalByClock1000000000023,
  RecordedContents1000000000024,
  DrugClasses1000000000025,
  QuestionsOfApprovers1000000000026,
  UndoneMergers1000000000027,
];
