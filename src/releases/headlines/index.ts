export type { Headline, HeadlineTotal } from './headline.js';
export { headlinesOf } from './headlines.js';
