export type { Headline, HeadlineTotal } from './headline.js';
export { headlinesOf } from './headlines.js';
export { amountInWords } from './amount-words.js';
export { claimOf } from './amount.js';
export { partWordsOf } from './templates.js';
