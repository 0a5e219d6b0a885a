import { randomUUID } from 'node:crypto';
import type { Bus } from '../bus/bus';
import type { ServiceEvent } from '../bus/put-events';
import type { MailSent } from '../events/emulator-event';
import type { SystemTemplate } from '../template/template';

type Mail = Pick<MailSent, 'messageId' | 'from' | 'recipients' | 'operation' | 'configurationSet' | 'tags' | 'at'>;

interface MailEvent {
  /** As a configuration set names it. */
  readonly type: 'send' | 'delivery' | 'bounce' | 'complaint';
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

type Outcome = 'delivered' | 'bounced' | 'suppressed' | 'complained';

/** The mailbox simulator of SES. All other mails are delivered. */
const simulator: Readonly<Record<string, Outcome>> = {
  'bounce@simulator.amazonses.com': 'bounced',
  'complaint@simulator.amazonses.com': 'complained',
  'suppressionlist@simulator.amazonses.com': 'suppressed',
};

/** Publishes what SES reports about a mail afterwards: events on the default bus, where the template asks for them. */
export function mailFeedback(
  template: Pick<SystemTemplate, 'mailEventDestinations' | 'account' | 'region'>,
  bus: Pick<Bus, 'publish'>,
): (mail: MailSent) => void {
  return (mail) => {
    for (const event of mailServiceEvents(mail, template)) bus.publish(event, mail.invocation?.traceId);
  };
}

/**
 * The events that follow a mail, in their order: none where its configuration set has no destination that wants them.
 */
export function mailServiceEvents(
  mail: Mail,
  { mailEventDestinations, account, region }: Pick<SystemTemplate, 'mailEventDestinations' | 'account' | 'region'>,
): ServiceEvent[] {
  const destinations = mailEventDestinations.filter(
    ({ configurationSet }) => configurationSet === mail.configurationSet,
  );
  const resources = [`arn:aws:ses:${region}:${account}:configuration-set/${mail.configurationSet ?? ''}`];
  const eventsFollowing = mailEvents(mail, { account, region });
  return destinations.flatMap(({ eventTypes }) =>
    eventsFollowing
      .filter(({ type }) => eventTypes.includes(type))
      .map(({ detailType, detail }) => ({ source: 'aws.ses', detailType, resources, detail })),
  );
}

function mailEvents(mail: Mail, place: { account: string; region: string }): MailEvent[] {
  const about = mailObject(mail, place);
  const event = (type: MailEvent['type'], detailType: string, eventType: string, facts: unknown): MailEvent => ({
    type,
    detailType,
    detail: { eventType, mail: about, [type]: facts },
  });
  const timestamp = new Date(mail.at).toISOString();
  const afterwards = mail.recipients.flatMap((recipient): MailEvent[] => {
    const delivered = event('delivery', 'Email Delivered', 'Delivery', deliveryOf(recipient, timestamp));
    const outcome = simulator[recipient.toLowerCase()] ?? 'delivered';
    switch (outcome) {
      case 'delivered':
        return [delivered];
      case 'complained':
        // A mail has to arrive before somebody can complain of it.
        return [
          delivered,
          event('complaint', 'Email Complaint Received', 'Complaint', complaintOf(recipient, timestamp)),
        ];
      case 'bounced':
      case 'suppressed':
        return [event('bounce', 'Email Bounced', 'Bounce', bounceOf(recipient, outcome, timestamp))];
    }
  });
  return [event('send', 'Email Sent', 'Send', {}), ...afterwards];
}

function mailObject(
  { messageId, from, recipients, operation, configurationSet, tags, at }: Mail,
  { account, region }: { account: string; region: string },
): unknown {
  const domain = from.split('@').at(-1) ?? '';
  return {
    timestamp: new Date(at).toISOString(),
    source: from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${domain}`,
    sendingAccountId: account,
    messageId,
    destination: recipients,
    headersTruncated: false,
    headers: [],
    commonHeaders: { from: [from], to: recipients, messageId },
    tags: {
      'ses:operation': [operation],
      'ses:configuration-set': [configurationSet],
      'ses:from-domain': [domain],
      'ses:source-ip': ['127.0.0.1'],
      'ses:caller-identity': ['local'],
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  };
}

function deliveryOf(recipient: string, timestamp: string): unknown {
  return {
    timestamp,
    processingTimeMillis: 1,
    recipients: [recipient],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'localhost',
  };
}

function bounceOf(emailAddress: string, outcome: 'bounced' | 'suppressed', timestamp: string): unknown {
  const suppressed = outcome === 'suppressed';
  const diagnosticCode = suppressed
    ? 'Amazon SES did not send the message to this address because it is on the suppression list for your account.'
    : 'smtp; 550 5.1.1 user unknown';
  return {
    feedbackId: randomUUID(),
    bounceType: 'Permanent',
    bounceSubType: suppressed ? 'OnAccountSuppressionList' : 'General',
    bouncedRecipients: [{ emailAddress, action: 'failed', status: '5.1.1', diagnosticCode }],
    timestamp,
    reportingMTA: 'dns; localhost',
  };
}

function complaintOf(emailAddress: string, timestamp: string): unknown {
  return {
    feedbackId: randomUUID(),
    complaintSubType: null,
    complainedRecipients: [{ emailAddress }],
    timestamp,
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType: 'abuse',
    arrivalDate: timestamp,
  };
}
