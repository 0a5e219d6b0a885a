import * as z from 'zod';
import type { ReportedMail } from './report';

const storeSchema = z.object({
  emails: z.array(z.object({ subject: z.string(), destination: z.object({ to: z.array(z.string()) }) })),
});

/** The mails in the local inbox, oldest first. */
export async function inboxMails(mailUrl: string): Promise<ReportedMail[]> {
  const response = await fetch(new URL('/store', mailUrl));
  const { emails } = storeSchema.parse(await response.json());
  return emails.map(({ subject, destination }) => ({ to: destination.to.join(', '), subject }));
}
