/** Says that nobody asks for the page: it keeps up by itself. */
export const keepsUpHeader = 'x-keeps-up';

/**
 * What a page does in a browser beyond what it does without a script: times in the reader's zone, keys, and lists that
 * keep up. It is text because it is the one part that runs elsewhere.
 */
export const script = `'use strict';
const locale = document.documentElement.dataset.locale || undefined;
const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

function ownTimes() {
  for (const time of document.querySelectorAll('time[data-zone]')) {
    const text = clock.format(new Date(time.dateTime));
    if (time.dataset.zone === 'own') time.textContent = text;
    else time.title = text;
  }
}

const keys = document.getElementById('keys');
const rows = () => [...document.querySelectorAll('main tbody tr')].filter((row) => row.querySelector('a'));

function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (next) next.querySelector('a').focus();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.matches('input, textarea, select');
  if (event.key === 'Escape' && isTyping) return event.target.blur();
  if (isTyping) return;
  if (event.key === '?' && keys) keys.showModal();
  else if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else if (event.key === '/') {
    const field = document.querySelector('input[type=search]');
    if (field) field.focus();
    else location.assign('/search');
  } else return;
  event.preventDefault();
});

// A form that was sent is not sent twice by an impatient finger.
document.addEventListener('submit', (event) => {
  const { target, submitter } = event;
  if ((submitter && submitter.formTarget) || target.method === 'dialog') return;
  setTimeout(() => {
    for (const button of target.querySelectorAll('button')) button.disabled = true;
  });
});

const everyMs = 4000;

// The content, or a part of it: the rest may be a form in which somebody has chosen something.
const live = 'main[data-live], main [data-live]';

const isBusy = (main) =>
  document.hidden || main.contains(document.activeElement) || String(getSelection()) !== '';

// Nobody who passes by reads on. Nothing is followed: an identity provider may let in whoever sits there, unasked.
function ended(main) {
  main.textContent = 'Your session has ended. Open the page anew.';
}

// Only the content is exchanged, and only where nobody is in the middle of something, then as before.
async function keepUp() {
  const main = document.querySelector(live);
  if (!main) return;
  if (!isBusy(main)) {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html', '${keepsUpHeader}': 'yes' }, redirect: 'manual' });
      if (answer.type === 'opaqueredirect') return ended(main);
      const text = answer.ok ? await answer.text() : '';
      const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector(live);
      const next = fresh && fresh.innerHTML;
      if (next && next !== main.dataset.shown && !isBusy(main)) {
        main.innerHTML = next;
        main.dataset.shown = next;
        ownTimes();
      }
    } catch {
      // The next look may succeed.
    }
  }
  setTimeout(keepUp, everyMs);
}

ownTimes();
setTimeout(keepUp, everyMs);
`;
