/** The view of a return without a version. */
export const NOTHING = {
  version: 0,
  submittedBy: null,
  afterFinal: false,
  onBehalf: null,
  window: null,
  asAt: null,
  note: null,
  reason: null,
  signedOffAt: null,
  signedOffBy: null,
  acceptedAt: null,
  acceptedBy: null,
  acceptedWithoutSignOff: null,
  queries: [],
  openQueries: 0,
  steps: [],
} as const;
