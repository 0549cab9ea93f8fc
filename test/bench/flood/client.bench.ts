import { Flood, type Answers } from './flood.js';
import { someHostileBodies } from './hostile-bodies.js';

/*
 * Sends hostile bodies from a process of its own, so that whoever measures beside it is not kept waiting by it. It says
 * that it has begun, and at the end, once its standard input is closed, what it was answered.
 */
const { URL_TO_FLOOD: url = '', CLIENTS, TOKENS = '' } = process.env;
const BODIES = 60;
const SEED = 1;

const bodies = someHostileBodies(BODIES, SEED);
const tokens = TOKENS === '' ? [] : TOKENS.split(',');
const flood = new Flood({ url, clients: Number(CLIENTS), tokens, bodies });
console.log('flooding');

const inWords = (answers: Answers): string =>
  [...answers]
    .map(([status, count]) => `${count} ${status === 'none' ? 'without an answer' : `of ${status}`}`)
    .join(', ');

process.stdin.resume().once('end', () => {
  // Those that are still to be answered do not count.
  console.log(inWords(flood.answers));
  process.exit(0);
});
