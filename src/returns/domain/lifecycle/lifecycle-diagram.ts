import { after, lifeOf, stateOf, type Life, type Step } from './life.js';
import { ACTIONS, versionRefusalOf, type Action } from './lifecycle.js';
import { RETURN_STATES, type ReturnState } from './state.js';

/** The beginning, as Mermaid names it, and the states in the order of the diagram. */
const FROM = ['[*]', ...RETURN_STATES] as const;

/** What leads from one state to another: an action of a person, or a step that the service takes by itself. */
interface Transition {
  readonly from: (typeof FROM)[number];
  readonly to: ReturnState;
  readonly label: Action | Step;
}

/** More open questions than this lead to no further state. */
const MOST_QUESTIONS = 2;

/**
 * The life of one version as a Mermaid state diagram. It is found by taking every step that the rules allow, from the
 * first one on, each time as another person.
 */
export function lifecycleDiagram(): string {
  const labels = new Map<string, Set<string>>();
  const place = ({ from }: Transition): number => FROM.indexOf(from);
  for (const { from, to, label } of transitions().toSorted((one, other) => place(one) - place(other))) {
    const arrow = `${from} --> ${to}`;
    labels.set(arrow, (labels.get(arrow) ?? new Set()).add(label));
  }
  const arrows = [...labels].map(([arrow, all]) => `  ${arrow}: ${[...all].join(', ')}`);
  return ['```mermaid', 'stateDiagram-v2', ...arrows, '```'].join('\n');
}

function transitions(): Transition[] {
  const first = lifeOf(1, [{ step: 'SUBMIT', person: 'person 0' }]);
  const found: Transition[] = (['SUBMIT', 'CORRECT'] as const).map((label) => ({
    from: '[*]',
    to: stateOf(first),
    label,
  }));
  const seen = new Set([keyOf(first)]);
  const waiting = [first];
  for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) {
    for (const [label, step] of possible(life)) {
      const next = after(life, { step, person: personOf(life) });
      found.push({ from: stateOf(life), to: stateOf(next), label });
      if (!seen.has(keyOf(next)) && next.openQuestions <= MOST_QUESTIONS) waiting.push(next);
      seen.add(keyOf(next));
    }
  }
  return found;
}

/** What may follow, with the step that it takes. */
function possible(life: Life): (readonly [Action | Step, Step])[] {
  const ofPeople = ACTIONS.flatMap((action) => {
    if (action === 'SUBMIT' || action === 'CORRECT') return [];
    const step = action === 'ACCEPT_WITHOUT_SIGN_OFF' ? 'ACCEPT' : action;
    return versionRefusalOf(action, life, { id: personOf(life), force: null }) === null
      ? [[action, step] as const]
      : [];
  });
  // A newer version comes, and goes.
  if (life.openQuestions > 0) return [...ofPeople, ['OVERTAKE', 'OVERTAKE']];
  return life.overtakenQuestions > 0 ? [...ofPeople, ['REINSTATE', 'REINSTATE']] : ofPeople;
}

/** Somebody who has taken no step before. */
const personOf = ({ steps }: Life): string => `person ${steps}`;

/** Lives with the same key have the same future. */
function keyOf({ version, steps, submittedBy, signedOffBy, wasAccepted, withoutSignOff, ...rest }: Life): string {
  return JSON.stringify({ ...rest, isSignedOff: signedOffBy !== null });
}
