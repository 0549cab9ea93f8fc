// @ts-check
/*
 * What pages have more where scripts run: buttons that copy, and the time left of an embargo, which is counted on. Every
 * page is whole without it.
 */

/** How long a button says what it did, in milliseconds. */
const DONE_MS = 2000;

/**
 * Copies the text of an element, or selects it if the browser does not let a page copy.
 *
 * @param {HTMLElement} element
 * @returns {Promise<string>} what was done
 */
async function copy(element) {
  try {
    await window.navigator.clipboard.writeText((element.textContent ?? '').trim());
    return 'Copied';
  } catch {
    window.getSelection()?.selectAllChildren(element);
    return 'Selected: now copy it with the keyboard';
  }
}

/**
 * Shows the button and makes it copy.
 *
 * @param {HTMLElement} button names the element to copy
 * @param {HTMLElement} status where it is announced what was done
 */
function makeCopy(button, status) {
  const element = document.getElementById(button.dataset.copy ?? '');
  if (element === null) return;
  let timer = 0;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const done = await copy(element);
    // Emptied first, so that the same words are announced again when the same text is copied again.
    status.textContent = '';
    window.requestAnimationFrame(() => {
      status.textContent = `${done}: ${(element.textContent ?? '').trim()}`;
    });
    button.dataset.done = done;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => delete button.dataset.done, DONE_MS);
  });
}

/** @param {number} number */
const pad = (number) => String(number).padStart(2, '0');

/**
 * "2 days 03:04:05"
 *
 * @param {number} seconds
 */
function inWords(seconds) {
  const days = Math.floor(seconds / 86_400);
  const time = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':');
  return days === 0 ? time : `${days} ${days === 1 ? 'day' : 'days'} ${time}`;
}

/**
 * Counts on from what the service said, because the clock of the reader's computer may be wrong.
 *
 * @param {HTMLElement} timer
 */
function count(timer) {
  const end = window.performance.now() + Number(timer.dataset.secondsLeft) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - window.performance.now()) / 1000));
    timer.textContent = left === 0 ? 'none. The embargo has ended: load this page again.' : inWords(left);
    if (left === 0) window.clearInterval(ticking);
  };
  const ticking = window.setInterval(tick, 1000);
  tick();
}

const status = document.getElementById('copy-status');
if (status !== null) {
  for (const button of document.querySelectorAll('[data-copy]')) makeCopy(/** @type {HTMLElement} */ (button), status);
}
for (const timer of document.querySelectorAll('[data-seconds-left]')) count(/** @type {HTMLElement} */ (timer));
