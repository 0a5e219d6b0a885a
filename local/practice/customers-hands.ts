import { load } from 'cheerio';
import * as z from 'zod';
import type { LocalSystem } from '../system/local-system';
import type { Scenario } from './scenario';

const mailSchema = z.object({
  messageId: z.string(),
  subject: z.string(),
  replyTo: z.array(z.string()).default([]),
  destination: z.object({ to: z.array(z.string()) }),
  body: z.object({ text: z.string().default('') }),
});

const storeSchema = z.object({ emails: z.array(mailSchema) });

/** A mail as its customer has it. */
export type ReceivedMail = z.infer<typeof mailSchema>;

/** What the customer of a scenario tried, and what was said against it. */
export class CustomerStuckError extends Error {
  override readonly name = 'CustomerStuckError';
}

export interface ReportOf {
  /** The link that the shop gave them. */
  readonly link: string;
  readonly orderId: string;
  readonly begins: Scenario['begins'];
  readonly answer: string | undefined;
}

/** What a customer does: on the pages of the shop's link, and in their mail program. */
export class CustomersHands {
  constructor(private readonly endpoints: Pick<LocalSystem['endpoints'], 'mail'>) {}

  /** Fills in the page, and sends it. @throws {@link CustomerStuckError} */
  async report({ link, orderId, begins, answer }: ReportOf): Promise<void> {
    const { line, what, says } = begins;
    const page = new URL('details', link);
    page.search = new URLSearchParams({
      l: new URL(link).searchParams.get('l') ?? '',
      order: orderId,
      line,
      mishap: what,
    }).toString();
    const shown = load(await textOf(await fetch(page)));
    const form = shown('form');
    const fields = new URLSearchParams(form.serialize());
    fields.set('comment', says);
    if (answer !== undefined) fields.set('answer', answer);
    await textOf(await fetch(new URL(form.attr('action') ?? '', page), { method: 'POST', body: fields }));
  }

  /** All mails to an address, the oldest first. */
  async mailsTo(email: string): Promise<ReceivedMail[]> {
    const response = await fetch(new URL('/store', this.endpoints.mail));
    const { emails } = storeSchema.parse(await response.json());
    return emails.filter(({ destination }) => destination.to.some((to) => to.includes(email)));
  }

  /** Answers a mail from their own address, as with the button in the inbox. @throws {@link CustomerStuckError} */
  async answer({ messageId, replyTo, subject }: ReceivedMail, email: string, text: string): Promise<void> {
    const form = { from: email, to: replyTo[0] ?? '', subject: `Re: ${subject}`, text, signedIn: 'on' };
    const url = new URL(`/answer/${messageId}`, this.endpoints.mail);
    await textOf(await fetch(url, { method: 'POST', body: new URLSearchParams(form) }));
  }
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.ok) return text;
  throw new CustomerStuckError(load(text)('main').text().replaceAll(/\s+/g, ' ').trim() || `HTTP ${response.status}`);
}
