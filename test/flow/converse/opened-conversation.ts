import MailComposer from 'nodemailer/lib/mail-composer';
import { hearReply } from '../../../lambdas/flow/converse/hear-reply';
import { issuedRecord } from '../../contract-suites/ledger-samples';
import { HearingWorld } from './hearing-world';

const ours = {
  text: 'We are sorry that your film stopped twice.',
  html: '<p>We are sorry that your film stopped twice.</p>',
};
/** A customer who got a mail. */
export const ada = { customerId: 'cus_ada', remedyId: issuedRecord('cus_ada').remedyId };
const pass = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

let count = 0;

interface Written {
  readonly text?: string;
  readonly from?: string;
  readonly to?: string;
  readonly inReplyTo?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: { readonly filename: string; readonly content: string }[];
}

export async function mailedWorld(world = new HearingWorld()): Promise<{ world: HearingWorld; replyTo: string }> {
  return { world, replyTo: await world.mailed('cus_ada', 'ada@example.com', ours) };
}

/** Ada writes back. */
export async function write(world: HearingWorld, { to = '', from = 'ada@example.com', ...mail }: Written) {
  const id = `mail-${++count}`;
  const raw = await new MailComposer({ from, to, subject: 'Re: Sorry', text: 'Still no money.', ...mail })
    .compile()
    .build();
  world.rawMails.set(id, raw);
  const at = world.now.toISOString();
  return hearReply({ id, envelopeSender: from, recipients: [to], verdicts: pass, at }, world.hearing);
}

/** The mail before is delivered once more. */
export async function writeAgain(world: HearingWorld, mail: Written) {
  count--;
  return write(world, mail);
}

/** A conversation that Ada has opened. */
export async function opened(empty = new HearingWorld()) {
  const { world, replyTo } = await mailedWorld(empty);
  await write(world, { to: replyTo });
  return { world, replyTo, who: await seen(world) };
}

/** What somebody does with it, as they have seen it. */
export async function seen(world: HearingWorld, actor = 'ann') {
  return { ...ada, actor, expectedVersion: (await world.conversations.read(ada))?.version ?? 0 };
}
