/*
 * What pages have more where scripts run: buttons that copy, and an embargo's time left that goes on. Every page is
 * whole without it.
 */
const status = document.getElementById('copy-status');

/** Copies the text of an element, or selects it if the browser does not let a page copy. @returns what was done */
async function copy(element) {
  try {
    await window.navigator.clipboard.writeText(element.textContent.trim());
    return 'Copied';
  } catch {
    window.getSelection().selectAllChildren(element);
    return 'Selected: now copy it with the keyboard';
  }
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const element = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener('click', async () => {
    const done = await copy(element);
    // Emptied first, so that the same words are said again when the same text is copied again.
    status.textContent = '';
    window.requestAnimationFrame(() => (status.textContent = `${done}: ${element.textContent.trim()}`));
    button.dataset.done = done;
    window.setTimeout(() => delete button.dataset.done, 2000);
  });
}

const pad = (number) => String(number).padStart(2, '0');

/** "2 days 03:04:05" */
function inWords(seconds) {
  const days = Math.floor(seconds / 86_400);
  const time = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':');
  return days === 0 ? time : `${days} ${days === 1 ? 'day' : 'days'} ${time}`;
}

for (const timer of document.querySelectorAll('[data-seconds-left]')) {
  // Counted from what the service said, because the clock of the reader's computer may be wrong.
  const end = window.performance.now() + Number(timer.dataset.secondsLeft) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - window.performance.now()) / 1000));
    timer.textContent = left === 0 ? 'none. Load this page again.' : inWords(left);
    if (left === 0) window.clearInterval(ticking);
  };
  const ticking = window.setInterval(tick, 1000);
  tick();
}
