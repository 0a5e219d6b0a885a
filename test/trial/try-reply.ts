import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { sendBySmtp, startMailReceiver } from '../../local/emulator/mail/mail-receiver';
import type { ReceiptRule } from '../../local/emulator/template/mail-events';
import { readTemplate } from '../../local/emulator/template/template';
import { newSealKeys } from '../../local/system/secrets/seal-keys';
import { say } from '../package/say';
import type { DeployedBus } from './deployed-bus';
import type { Deployment } from './deployment';
import type { Mailboxes } from './mailboxes';
import type { PublishedStory } from './published-story';
import { refundStack, replyMailbox, type TrialAssembly } from './trial-app';

const words = 'Thank you. The picture froze in the last ten minutes, so we never saw how it ends.';

/** Where one customer answers. */
export interface ReplyTrial {
  readonly story: PublishedStory;
  readonly deployment: Deployment;
  readonly bus: DeployedBus;
  readonly mailboxes: Mailboxes;
  readonly assembly: TrialAssembly;
}

const customerSchema = z.object({ customer: z.object({ id: z.string(), email: z.string() }) });

/**
 * A customer answers the mail that she got, and the company reads it. The emulator receives no mail: what SES does is
 * done here, by the rule of the template, with the bucket and the function that were deployed.
 */
export async function tryReply({ story, deployment, bus, mailboxes, assembly }: ReplyTrial): Promise<void> {
  const { customer } = customerSchema.parse(story.entry.Detail);
  const [apology] = mailboxes.of(customer.email);
  assert.ok(apology, `No mail lies in the mailbox of ${story.id}.`);
  const answered = apology.replyTo?.value[0]?.address ?? '';
  const rule = await deployedRule(deployment, assembly);
  assert.ok(answered.endsWith(`@${rule.recipients[0] ?? ''}`), `The mail is answered to ${answered}.`);

  const lambda = new LambdaClient(deployment.config);
  const objects = new S3Client({ ...deployment.config, forcePathStyle: true });
  const receiver = await startMailReceiver(0, {
    template: { receiptRules: [rule] },
    functions: {
      invokeAsync: (FunctionName, payload) =>
        void lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(payload) })),
    },
    objectsUrl: deployment.config.endpoint,
  });
  try {
    await sendBySmtp(
      {
        from: customer.email,
        to: answered,
        subject: `Re: ${apology.subject ?? ''}`,
        text: words,
        inReplyTo: apology.messageId ?? '',
        isSignedIn: true,
        isAutomatic: false,
      },
      receiver.url,
    );
    // What is attached as a mail of its own is part of the text that is read, behind its headers.
    await until('the mail itself lies in the company’s mailbox', () =>
      mailboxes
        .of(replyMailbox)
        .some(({ text = '' }) => text.includes(`From: ${customer.email}`) && text.includes(words)),
    );
    await until('the bus says that a conversation was opened', () =>
      bus.received.some(
        (event) => event['detail-type'] === 'ConversationOpened' && event.detail['customerId'] === customer.id,
      ),
    );
    await until('no raw mail lies in the bucket any more', async () => {
      const { KeyCount } = await objects.send(new ListObjectsV2Command({ Bucket: rule.bucket }));
      return KeyCount === 0;
    });
  } finally {
    await receiver.stop();
    lambda.destroy();
    objects.destroy();
  }
  say('a customer answers her mail: it opens a conversation, and lies in the company’s mailbox');
}

/** The rule of the template, with what was deployed in place of the names that a template has. */
async function deployedRule(deployment: Deployment, { synthesized }: TrialAssembly): Promise<ReceiptRule> {
  const [rule, ...others] = readTemplate(synthesized, newSealKeys().attributes).receiptRules;
  assert.ok(rule !== undefined && others.length === 0, 'The template does not receive mails by one rule.');
  const ids = await deployment.physicalIds(refundStack);
  return {
    ...rule,
    bucket: only(ids, /^AmendsRepliesHearingMailsBucket[0-9A-F]{8}$/),
    functionName: only(ids, /^AmendsRepliesHearingHearFunction[0-9A-F]{8}$/),
  };
}

function only(ids: ReadonlyMap<string, string>, logicalId: RegExp): string {
  const found = [...ids].filter(([id]) => logicalId.test(id)).map(([, physical]) => physical);
  assert.equal(found.length, 1, `${String(logicalId)} is ${found.join(' and ') || 'nothing'}.`);
  return found[0] ?? '';
}

/** Long enough for a cold function on a busy machine. */
const withinMs = 120_000;

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const givenUpAt = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > givenUpAt) throw new Error(`It did not happen that ${what}.`);
    await pause(200);
  }
}
