/*
 * What may follow the words for a thing, so that they are the thing itself: "26 arrests were made", and not a piece of
 * another one: "26 arrest enquiries", "14 vehicle trackers".
 */

const CONJUNCTIONS =
  'and|or|but|nor|as|while|whilst|when|where|which|who|whom|whose|that|so|than|because|although|though|if';
const PREPOSITIONS =
  'at|by|for|from|in|into|of|off|on|onto|over|out|per|since|through|throughout|to|under|until|up|via|with|within|across|after|against|along|alongside|amid|among|around|before|behind|below|between|beyond|despite|during|following|including|inside|like|near|outside|plus|towards|upon|worth';
const VERBS =
  'was|were|is|are|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|must|made|took|taken|found|seen|saw|came|come|went|gone|led|gave|given|got|held|lost|put|sent|kept|brought|caught|left|began|begun|ran|run|set|cut|shut|sold|stolen|froze|frozen|took place|totalling';
const OTHERS =
  'not|no|now|thought|all|both|each|either|then|there|here|it|they|their|he|she|we|our|us|you|these|those|this|the|a|an|also|already|still|only|just|more|less|too|so far|alone|together|altogether|combined|overall|today|yesterday|later|ago|again|believed|suspected|yet|nationwide|region-wide|regionwide';

const FORM = new RegExp(
  `^(?: *$| *[^\\p{L}\\s-]| +[–—-] | +(?:${CONJUNCTIONS}|${PREPOSITIONS}|${VERBS}|${OTHERS}|\\p{L}+(?:ed|ing(?! agents?)|ly))(?!\\p{L}))`,
  'iu',
);

/** Whether the words for a thing end here, with what follows them. */
export function endsThing(rest: string): boolean {
  return FORM.test(rest);
}
