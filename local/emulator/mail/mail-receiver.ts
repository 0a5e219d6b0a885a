import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { createTransport } from 'nodemailer';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { LambdaService } from '../functions/lambda-service';
import { loopback, type LoopbackServer } from '../server/loopback-server';
import type { ReceiptRule } from '../template/mail-events';
import type { SystemTemplate } from '../template/template';
import { bareAddress, header } from './ses-request';

/** What SES takes of a mail that comes. */
const mostBytes = 40 * 1024 * 1024;

export interface ReceiverContext {
  readonly template: Pick<SystemTemplate, 'receiptRules'>;
  readonly functions: Pick<LambdaService, 'invokeAsync'>;
  readonly objectsUrl: string;
}

/**
 * SES's other side: an SMTP server for mails that come. It takes those for which the template has a rule, puts each
 * into its bucket and runs the function. Nobody's DNS can be asked here, so whoever signs in is believed to be who they
 * say, and nobody else is: SES would find the same by DKIM, SPF and DMARC.
 */
export async function startMailReceiver(port: number, context: ReceiverContext): Promise<LoopbackServer> {
  const { receiptRules } = context.template;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: mostBytes,
    onAuth: ({ username = '' }, _session, answer) => answer(null, { user: username.toLowerCase() }),
    onRcptTo: ({ address }, _session, answer) =>
      answer(ruleFor(address, receiptRules) ? null : refusal(`550 5.1.1 ${address}: nobody receives mail there`)),
    onData: (stream, session, answer) => {
      receive(stream, session, context).then(
        () => answer(),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
  const address = server.server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { url: `smtp://${loopback}:${actualPort}`, port: actualPort, stop };
}

function refusal(message: string): Error {
  return Object.assign(new Error(message), { responseCode: 550 });
}

function ruleFor(address: string, rules: readonly ReceiptRule[]): ReceiptRule | undefined {
  const small = address.toLowerCase();
  return rules.find(({ recipients }) =>
    recipients.some((recipient) => (recipient.includes('@') ? recipient === small : small.endsWith(`@${recipient}`))),
  );
}

async function receive(stream: Readable, session: SMTPServerSession, context: ReceiverContext): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const { mailFrom, rcptTo } = session.envelope;
  const recipients = rcptTo.map(({ address }) => address);
  const rule = ruleFor(recipients[0] ?? '', context.template.receiptRules);
  if (!rule) return;
  const messageId = randomBytes(20).toString('hex');
  const kept = await fetch(`${context.objectsUrl}/${rule.bucket}/${rule.keyPrefix}${messageId}`, {
    method: 'PUT',
    body: new Uint8Array(raw),
  });
  if (!kept.ok) throw new Error(`451 4.3.0 the bucket answered ${kept.status}`);
  const source = mailFrom === false ? '' : mailFrom.address;
  const known: unknown = session.user;
  const user = typeof known === 'string' ? known : '';
  const event = receiptEvent({ messageId, source, recipients, from: fromOf(raw), user, rule });
  context.functions.invokeAsync(rule.functionName, JSON.stringify(event), undefined);
}

function fromOf(raw: Buffer): string {
  return bareAddress(header(raw.subarray(0, 100_000).toString('utf8'), 'from') ?? '');
}

interface Received {
  readonly messageId: string;
  readonly source: string;
  readonly recipients: readonly string[];
  readonly from: string;
  readonly user: string;
  readonly rule: ReceiptRule;
}

/** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html */
function receiptEvent({ messageId, source, recipients, from, user, rule }: Received): unknown {
  const timestamp = new Date().toISOString();
  const isTheirs = user !== '' && domainOf(user) === domainOf(from);
  const status = (passes: boolean): object => ({ status: passes ? 'PASS' : 'FAIL' });
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: { timestamp, source, messageId, destination: recipients, headersTruncated: false, headers: [] },
          receipt: {
            timestamp,
            processingTimeMillis: 1,
            recipients,
            spamVerdict: status(true),
            virusVerdict: status(true),
            spfVerdict: status(isTheirs),
            dkimVerdict: status(isTheirs),
            dmarcVerdict: status(isTheirs),
            dmarcPolicy: 'reject',
            action: { type: 'Lambda', functionArn: rule.functionName, invocationType: 'Event' },
          },
        },
      },
    ],
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** What somebody answers from the inbox. */
export interface PersonsAnswer {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The Message-ID of the mail that is answered. */
  readonly inReplyTo: string;
  /** Whether whoever writes signs in, as people do at their own provider. */
  readonly isSignedIn: boolean;
  /** Whether it is the out-of-office answer of a machine. */
  readonly isAutomatic: boolean;
}

/** Sends an answer as a mail program does. */
export async function sendBySmtp(answer: PersonsAnswer, smtpUrl: string): Promise<void> {
  const { hostname, port } = new URL(smtpUrl);
  const { from, to, subject, text, inReplyTo, isSignedIn, isAutomatic } = answer;
  const raw = await new MailComposer({
    from,
    to,
    subject,
    text,
    inReplyTo,
    references: [inReplyTo],
    newline: 'windows',
    headers: isAutomatic ? { 'Auto-Submitted': 'auto-replied' } : {},
  })
    .compile()
    .build();
  const user = bareAddress(from);
  const auth = isSignedIn ? { auth: { user, pass: 'any' } } : {};
  const transport = createTransport({ host: hostname, port: Number(port), secure: false, ignoreTLS: true, ...auth });
  try {
    await transport.sendMail({ envelope: { from: isAutomatic ? '' : user, to: [bareAddress(to)] }, raw });
  } finally {
    transport.close();
  }
}
