import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { PackagedUpstream } from '../server/packaged-upstream';
import type { PersonsAnswer } from './mail-receiver';

const mailSchema = z.object({
  messageId: z.string(),
  from: z.string(),
  replyTo: z.array(z.string()),
  destination: z.object({ to: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ text: z.string().optional() }),
  at: z.number(),
});

type Mail = z.infer<typeof mailSchema>;

const storeSchema = z.object({ emails: z.array(mailSchema) });

/**
 * The page on which a person answers a mail of the inbox, as they would in their mail program: `GET /answer/ID` shows
 * it, and `POST` sends what they wrote.
 *
 * @returns whether it was asked for
 */
export async function answerPage(
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  inbox: Pick<PackagedUpstream, 'get'>,
  answers: ((answer: PersonsAnswer) => Promise<void>) | undefined,
): Promise<boolean> {
  const id = /^\/answer\/([\w.-]{1,200})$/.exec(request.url ?? '')?.[1];
  if (id === undefined || (request.method !== 'GET' && request.method !== 'POST')) return false;
  const stored = await inbox.get(request, '/store');
  const mail = storeSchema
    .parse(JSON.parse(stored.body.toString('utf8')))
    .emails.find(({ messageId }) => messageId === id);
  if (!mail) return page(response, 404, '<p>There is no such mail any more.</p>');
  if (!answers) return page(response, 409, '<p>This system receives no mail: its stage has no replies.</p>');
  if (request.method === 'GET') return page(response, 200, formOf(mail));
  const form = new URLSearchParams(body.toString('utf8'));
  const field = (name: string): string => form.get(name) ?? '';
  try {
    await answers({
      from: field('from'),
      to: field('to'),
      subject: field('subject'),
      text: `${field('text')}\r\n\r\n${quotationOf(mail)}`,
      inReplyTo: `<${mail.messageId}@email.amazonses.com>`,
      isSignedIn: form.has('signedIn'),
      isAutomatic: form.has('automatic'),
    });
  } catch (error) {
    return page(response, 502, `<p role="alert">It was not taken: ${escaped(String(error))}</p>${formOf(mail)}`);
  }
  return page(response, 200, '<p role="status">It is sent.</p><p><a href="/">Back to the inbox</a></p>');
}

function quotationOf({ from, at, body: { text = '' } }: Mail): string {
  const lines = text.split(/\r?\n/).map((line) => `> ${line}`);
  return [`On ${new Date(at * 1000).toUTCString()}, ${from} wrote:`, ...lines].join('\r\n');
}

function formOf(mail: Mail): string {
  const { from, replyTo, destination, subject } = mail;
  const input = (label: string, name: string, value: string): string =>
    `<label>${label}<input name="${name}" value="${escaped(value)}" required></label>`;
  return `<form method="post">
${input('From', 'from', destination.to[0] ?? '')}
${input('To', 'to', replyTo[0] ?? from)}
${input('Subject', 'subject', `Re: ${subject}`)}
<label>What you write<textarea name="text" rows="8" required autofocus></textarea></label>
<label class="check"><input type="checkbox" name="signedIn" checked> signed in at the provider of this address; otherwise SES cannot tell who wrote</label>
<label class="check"><input type="checkbox" name="automatic"> an automatic answer: nobody is there</label>
<button>Send</button>
</form>`;
}

function page(response: ServerResponse, status: number, content: string): true {
  const style =
    'body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}label{display:block;margin:.8rem 0}' +
    'input:not([type=checkbox]),textarea{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.3rem}';
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  });
  response.end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Answer</title>` +
      `<style>${style}</style></head><body><main><h1>Answer</h1>${content}</main></body></html>`,
  );
  return true;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
