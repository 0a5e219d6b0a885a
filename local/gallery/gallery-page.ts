import type { GalleryMail } from './gallery-mails';

/** Where a mail of the gallery is, below its page. */
export function galleryPath({ type, variant, locale, brand }: GalleryMail): string {
  return `mails/${type}/${variant.replaceAll(' ', '-')}/${locale}.${brand}.html`;
}

/** The page from which every mail is chosen, and seen on a phone and on a desk, by day and by night. */
export function galleryPage(mails: readonly GalleryMail[]): string {
  const rows = mails.map((mail) => ({ ...mail, path: galleryPath(mail) }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mails</title>
<style>${look}</style>
</head>
<body>
<h1>Mails</h1>
<form></form>
<main></main>
<script type="application/json" id="mails">${JSON.stringify(rows).replaceAll('<', '\\u003c')}</script>
<script>${choosing}</script>
</body>
</html>
`;
}

const look = `
:root { color-scheme: light dark }
body { margin: 0; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText }
form { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 1rem }
label { display: grid; font-size: 14px }
select { font: inherit; padding: .25rem }
main { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
figure { margin: 0 }
figcaption { font-size: 14px; margin-bottom: .25rem }
iframe { border: 1px solid GrayText; height: 1100px; max-width: 100% }
`;

/** Runs in the page: four frames show the mail that is chosen, which stands in the address too. */
const choosing = `
const mails = JSON.parse(document.getElementById('mails').textContent);
const form = document.querySelector('form');
const chosen = new URLSearchParams(location.hash.slice(1));
const keys = ['type', 'variant', 'locale', 'brand'];
const choices = (key) => [...new Set(mails.map((mail) => mail[key]))];
for (const key of keys) {
  const label = document.createElement('label');
  const select = document.createElement('select');
  select.name = key;
  for (const choice of choices(key)) select.add(new Option(choice, choice, false, chosen.get(key) === choice));
  label.append(key, select);
  form.append(label);
}
const frames = [['phone, light', 320, 'light'], ['phone, dark', 320, 'dark'], ['desktop, light', 700, 'light'], ['desktop, dark', 700, 'dark']];
for (const [title, width, scheme] of frames) {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const frame = document.createElement('iframe');
  caption.textContent = title;
  frame.title = title;
  frame.width = width;
  frame.style.colorScheme = scheme;
  figure.append(caption, frame);
  document.querySelector('main').append(figure);
}
const show = () => {
  const values = Object.fromEntries(new FormData(form));
  location.hash = new URLSearchParams(values);
  const mail = mails.find((one) => keys.every((key) => one[key] === values[key]));
  for (const frame of document.querySelectorAll('iframe')) {
    if (mail) frame.src = mail.path;
    else frame.srcdoc = 'There is no such mail: nothing of that kind is given for this type.';
    if (mail) frame.removeAttribute('srcdoc');
  }
};
form.addEventListener('change', show);
show();
`;
