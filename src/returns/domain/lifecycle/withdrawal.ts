import { problem, type Problem } from '../../../common/problem.js';
import { stateOf, type Life, type CurrentVersions } from './life.js';
import { describeState, versionRefusalOf, type Taker } from './lifecycle.js';

/**
 * Why a whole return cannot be withdrawn, with a problem for each version that cannot be; empty if it can.
 *
 * @param lives of the versions that are not withdrawn
 * @param taker who wants to withdraw it
 */
export function wholeReturnProblems(lives: readonly Life[], taker: Taker): Problem[] {
  return lives.flatMap((life) => {
    const refusal = versionRefusalOf('WITHDRAW', life, taker);
    return refusal === null ? [] : [problem(refusal.code, refusal.message)];
  });
}

/**
 * Warns after a withdrawal that an earlier version is current again: its state, and what to do if it is wrong too.
 *
 * @param after the return after the withdrawal
 * @param taker who withdrew the version
 */
export function earlierVersionProblems(
  { current }: Pick<CurrentVersions, 'current'>,
  { force }: Pick<Taker, 'force'>,
): Problem[] {
  if (current === null) return [];
  const { version } = current;
  const totals = current.isAccepted ? 'accepted totals' : 'provisional totals';
  const found = `Version ${version} is current again. Its state is ${stateOf(current)} (it ${describeState(current)}), and its figures are in the ${totals}.`;
  const undo =
    force === null ? 'undo its acceptance (undoAcceptance)' : 'ask the regional coordinator to undo its acceptance';
  const advice = current.isAccepted
    ? `If it was sent by mistake too, ${undo}, then withdraw it.`
    : `If it was sent by mistake too, withdraw version ${version}, or withdraw every version at once with 'wholeReturn: true'.`;
  return [problem('EARLIER_VERSION_CURRENT', `${found} ${advice}`)];
}
