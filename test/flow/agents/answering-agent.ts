import MailComposer from 'nodemailer/lib/mail-composer';
import { forwardedText } from '../../../lambdas/email/owners/mail-forwarder';
import { hearReply, type HeardResult } from '../../../lambdas/flow/converse/hear-reply';
import { HearingWorld } from '../converse/hearing-world';
import { opened } from '../converse/opened-conversation';

const pass = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

/** Two who answer by mail, and one who looks after other conversations. */
export const agents = [
  { email: 'ann@example.com', name: 'Ann Lee' },
  { email: 'Bob@example.com', name: 'Bob Roy', signature: 'Kind regards from the desk' },
  { email: 'cleo@example.com', name: 'Cleo Ray', owner: 'marketing' },
] as const;

/** Ada has written, and the mailbox has the copy. */
export async function copied(world = new HearingWorld().answeredBy(agents)) {
  const opening = await opened(world);
  return { ...opening, copy: copyIn(world) };
}

/** The last copy, as whoever reads the mailbox has it. */
export function copyIn(world: HearingWorld): { readonly to: string; readonly text: string } {
  const copy = world.forwarded.at(-1);
  if (!copy) throw new Error('there is no copy');
  return { to: copy.answersTo ?? '', text: forwardedText(copy) };
}

/** As mail programs quote. */
export function quoted(text: string, by = 'Example Films <care@example.com>'): string {
  const lines = text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
  return [`On Tue, 4 Nov 2025 at 10:00, ${by} wrote:`, '', ...lines].join('\n');
}

export interface Answering {
  readonly to: string;
  readonly text: string;
  readonly from?: string;
  readonly id?: string;
  readonly messageId?: string;
  readonly envelopeSender?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly verdicts?: Readonly<Partial<Record<keyof typeof pass, 'PASS' | 'FAIL' | 'GRAY'>>>;
  readonly attachments?: { readonly filename: string; readonly content: string }[];
}

let count = 0;

/** A mail to the address of a copy, as whoever writes sends it. */
export async function answerCopy(world: HearingWorld, answering: Answering): Promise<HeardResult> {
  const {
    from = 'Ann Lee <ann@example.com>',
    to,
    id = `answer-${++count}`,
    verdicts,
    envelopeSender,
    ...mail
  } = answering;
  const raw = await new MailComposer({ from, to, subject: 'Re: Sorry', ...mail }).compile().build();
  world.rawMails.set(id, raw);
  const sender = envelopeSender ?? from.split('<').at(-1)?.replace('>', '') ?? from;
  const at = world.now.toISOString();
  return hearReply(
    { id, envelopeSender: sender, recipients: [to], verdicts: { ...pass, ...verdicts }, at },
    world.hearing,
  );
}
