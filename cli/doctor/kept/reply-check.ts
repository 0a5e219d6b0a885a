import { DescribeActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import { notReady, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import { settingOf, type Deployment } from '../stage/deployment';

/** Whether what customers answer is received, where the stage says that it is. */
export async function checkReplies(
  deployment: Deployment,
  { receiving }: Pick<AwsClients, 'receiving'>,
): Promise<readonly Check[]> {
  const what = 'answers';
  const domain = settingOf(deployment, 'REPLY_DOMAIN');
  if (domain === undefined) return [];
  const { Metadata, Rules = [] } = await receiving.send(new DescribeActiveReceiptRuleSetCommand({}));
  const active = Metadata?.Name;
  if (active === undefined) {
    const why = `SES receives no mail in this region, so nobody hears what customers answer to ${domain}`;
    return [notReady(what, why, 'aws ses list-receipt-rule-sets')];
  }
  const rule = Rules.find(({ Recipients = [] }) => Recipients.includes(domain));
  if (rule?.Enabled) return [ready(what, `mail to ${domain} is received by the rule set ${active}`)];
  const why = `the rule set ${active} is active, and has no rule for ${domain} that is on`;
  return [notReady(what, why, `aws ses describe-receipt-rule-set --rule-set-name ${active}`)];
}
