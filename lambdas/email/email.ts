import type { Apology } from '../model/apology';
import type { Frame } from '../words/frame';
import { oneLine, oneLineWithIsolates, withoutLinks } from '../words/harmless-text';

/** The person who signs an apology. */
export interface Signatory {
  readonly name: string;
  readonly role: string;
  readonly company: string;
}

export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * An apology as an email: addressed, signed by a person, open to a reply, in plain text and in HTML. Names, titles and
 * messages come from outside, so none of it is a link.
 */
export function renderEmail(apology: Apology, frame: Frame, signatory: Signatory): Email {
  const lines = [frame.greeting, ...apology.paragraphs, frame.closing].map(safe);
  const signature = [signatory.name, signatory.role, signatory.company].map(oneLine);
  const subject = safe(apology.subject);
  return {
    subject,
    text: [...lines, signature.join('\n')].join('\n\n') + '\n',
    html: page({ subject, preview: safe(apology.preview), lines, signature }, frame),
  };
}

/** Values from outside are harmless one by one. Here it is held once more of all that leaves. */
function safe(text: string): string {
  return withoutLinks(oneLineWithIsolates(text));
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

interface Page {
  readonly subject: string;
  readonly preview: string;
  readonly lines: readonly string[];
  readonly signature: readonly string[];
}

function page({ subject, preview, lines, signature }: Page, { locale, direction }: Frame): string {
  const [name, ...rest] = signature.map(escapeHtml);
  const body = lines.map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`);
  return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeHtml(subject)}</title>
<style>
@media (prefers-color-scheme: dark) { body, .sheet { background: #16181d !important; color: #e8e6e1 !important } .role { color: #a8a69f !important } }
</style>
</head>
<body style="margin:0;padding:0;background:#f4f2ee;color:#23211d">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<div class="sheet" style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff;color:#23211d;font:17px/1.55 Georgia,'Times New Roman',serif">
${body.join('\n')}
<p style="margin:24px 0 0"><strong>${name ?? ''}</strong><br><span class="role" style="color:#5f5b52;font-size:15px">${rest.join('<br>')}</span></p>
</div>
</body>
</html>
`;
}
