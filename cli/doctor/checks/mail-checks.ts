import { GetAccountCommand, GetEmailIdentityCommand, type GetAccountCommandOutput } from '@aws-sdk/client-sesv2';
import type { AwsClients } from '../stage/aws-clients';
import { advice, notReady, notSeen, ready, type Check } from './check';
import { functionOf, settingOf, type Deployment } from '../stage/deployment';
import { askForMore } from './quotas';

/** Of a day's quota. Beyond that a busy hour may use it up. */
const muchOfQuota = 0.8;

/** Whether mails of the sender leave SES, and as whose. */
export async function checkSender(deployment: Deployment, { mail }: AwsClients): Promise<readonly Check[]> {
  const sender = functionOf(deployment, 'apology-mail')?.environment['SENDER_EMAIL'];
  if (sender === undefined) return [notSeen('sender', 'no function of this deployment says who writes')];
  const { name, identity } = await identityOf(sender, mail);
  if (!identity) {
    const created = `aws sesv2 create-email-identity --email-identity ${name}`;
    return [notReady('sender', `SES does not know ${name}, so no mail is sent`, created)];
  }
  const show = `aws sesv2 get-email-identity --email-identity ${name}`;
  const { outputs } = deployment;
  const dns = outputs['SenderDnsRecords'];
  const verified =
    identity.VerifiedForSendingStatus === true
      ? ready('sender', `${name} is verified`)
      : notReady(
          'sender',
          `${name} is not verified (${identity.VerificationStatus ?? 'PENDING'}), so no mail is sent${dns === undefined ? '' : `. Its DNS needs: ${dns}`}`,
          show,
        );
  const { MailFromDomain: domain, MailFromDomainStatus: status } = identity.MailFromAttributes ?? {};
  return [verified, mailFrom(domain, status, outputs['MailFromDnsRecords'], show)];
}

function mailFrom(
  domain: string | undefined,
  status: string | undefined,
  dns: string | undefined,
  show: string,
): Check {
  const what = 'MAIL FROM';
  if (!domain) return advice(what, 'bounces go to a domain of SES, and SPF is not aligned with the sender', show);
  if (status === 'SUCCESS') return ready(what, `bounces go to ${domain}`);
  const needs = dns === undefined ? '' : `. Its DNS needs: ${dns}`;
  return notReady(what, `${domain} is ${status ?? 'not checked'}, so SES uses a domain of its own${needs}`, show);
}

/** The address's own identity comes first, as for SES. */
async function identityOf(sender: string, mail: AwsClients['mail']) {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  for (const name of [sender, domain]) {
    try {
      return { name, identity: await mail.send(new GetEmailIdentityCommand({ EmailIdentity: name })) };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NotFoundException') throw error;
    }
  }
  return { name: domain, identity: undefined };
}

/** What SES lets this account send at all. */
export async function checkSending(deployment: Deployment, { mail }: AwsClients): Promise<readonly Check[]> {
  const account = await mail.send(new GetAccountCommand({}));
  return [sandbox(account), reputation(account), ...rate(account, Number(settingOf(deployment, 'REFUNDS_PER_SECOND')))];
}

function sandbox({ ProductionAccessEnabled: isOut }: GetAccountCommandOutput): Check {
  if (isOut === true) return ready('SES sandbox', 'mails go to everybody');
  const ask =
    'aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url https://YOUR.DOMAIN --use-case-description "refund apologies"';
  return notReady('SES sandbox', 'mails go to verified recipients only, 200 a day: customers hear nothing', ask);
}

function reputation({ SendingEnabled: isEnabled, EnforcementStatus: status }: GetAccountCommandOutput): Check {
  const what = 'SES reputation';
  const show = 'aws sesv2 get-account';
  if (status === 'SHUTDOWN') return notReady(what, 'SES has stopped this account from sending', show);
  if (isEnabled === false) {
    return notReady(what, 'sending is paused', 'aws sesv2 put-account-sending-attributes --sending-enabled');
  }
  if (status === 'PROBATION') return advice(what, 'SES has the account under review, for bounces or complaints', show);
  return ready(what, 'the account may send');
}

function rate({ SendQuota: quota }: GetAccountCommandOutput, refundsPerSecond: number): Check[] {
  const what = 'sending rate';
  const { MaxSendRate: perSecond, Max24HourSend: perDay, SentLast24Hours: sent = 0 } = quota ?? {};
  if (perSecond === undefined || perDay === undefined) return [notSeen(what, 'SES does not say its quota')];
  const day = `${sent} of ${perDay} mails used in 24 hours`;
  // SES says -1 where there is no limit.
  if (perDay > 0 && sent >= perDay * muchOfQuota) return [notReady(what, day, askForMore('mailsPerDay'))];
  if (perSecond < refundsPerSecond) {
    const slow = `${perSecond} mails a second, and up to ${refundsPerSecond} refunds are made again by the sweep in one; mails of a storm wait. ${day}`;
    const more = askForMore('mailsPerSecond', Math.ceil(refundsPerSecond));
    return [advice(what, slow, `${more}; until then queued: ['Apologies'] in the stage's file`)];
  }
  return [ready(what, `${perSecond} mails a second; ${day}`)];
}
