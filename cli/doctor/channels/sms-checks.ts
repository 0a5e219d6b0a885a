import {
  DescribeAccountAttributesCommand,
  DescribeOptOutListsCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeSpendLimitsCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { smsSettingsSchema, type SmsSettings } from '../../../lambdas/channels/sms/send/sms-settings';
import { advice, look, notReady, notSeen, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import type { DeployedChannel } from './deployed-channels';

const what = {
  number: 'SMS number',
  list: 'SMS opt-out list',
  account: 'SMS account',
  spend: 'SMS spend limit',
} as const;

/** A number or a pool of numbers, as far as the channel needs it to be right. */
interface Origination {
  readonly Status?: string | undefined;
  readonly TwoWayEnabled?: boolean | undefined;
  readonly TwoWayChannelArn?: string | undefined;
  readonly SelfManagedOptOutsEnabled?: boolean | undefined;
  readonly OptOutListName?: string | undefined;
}

/** Whether the number is there and tells what customers write, its list is the channel's, and AWS lets it send. */
export async function checkSms(
  { settings: given, topicArn }: Pick<DeployedChannel, 'settings' | 'topicArn'>,
  dayBudgetUsd: number | undefined,
  aws: AwsClients,
): Promise<readonly Check[]> {
  const settings = smsSettingsSchema.safeParse(given);
  if (!settings.success) return [notSeen(what.number, 'the functions name no number that this version knows')];
  return [
    ...(await look(what.number, () => numberChecks(settings.data, topicArn, aws))),
    ...(await look(what.list, () => listChecks(settings.data, aws))),
    ...(await look(what.account, () => accountChecks(aws))),
    ...(await look(what.spend, () => spendChecks(dayBudgetUsd, aws))),
  ];
}

async function numberChecks(
  { origination, optOutList }: SmsSettings,
  topicArn: string | undefined,
  aws: AwsClients,
): Promise<readonly Check[]> {
  const isPool = origination.includes(':pool/');
  const found = await missingIsNone(() => originationOf(origination, isPool, aws));
  const kind = isPool ? 'pool' : 'phone-number';
  const id = origination.split('/').at(-1) ?? '';
  const list = `aws pinpoint-sms-voice-v2 describe-${kind}s`;
  if (!found) return [notReady(what.number, `${origination} is not there: nothing is sent or received`, list)];
  if (found.Status !== 'ACTIVE') {
    return [notReady(what.number, `it is ${found.Status ?? 'in no state'}, and not ACTIVE: nothing is sent`, list)];
  }
  const update = `aws pinpoint-sms-voice-v2 update-${kind} --${kind}-id ${id}`;
  const twoWay = `${update} --two-way-enabled --two-way-channel-arn ${topicArn ?? 'TOPIC_ARN'}`;
  const problems = [
    ...(found.TwoWayEnabled
      ? []
      : [notReady(what.number, 'it is not two-way: nobody hears what customers answer', twoWay)]),
    ...(found.TwoWayEnabled && topicArn !== undefined && found.TwoWayChannelArn !== topicArn
      ? [notReady(what.number, `what customers answer goes to ${found.TwoWayChannelArn ?? 'no topic'}`, twoWay)]
      : []),
    ...(optOutList.endsWith(`/${found.OptOutListName ?? ''}`)
      ? []
      : [
          notReady(
            what.number,
            `its opt-out list is ${found.OptOutListName ?? 'none'}, and who says STOP is put on another one`,
            `${update} --opt-out-list-name ${optOutList.split('/').at(-1) ?? ''}`,
          ),
        ]),
    ...(found.SelfManagedOptOutsEnabled
      ? [
          advice(
            what.number,
            'opt-outs are not managed by AWS: nobody answers STOP and HELP as carriers demand',
            `${update} --no-self-managed-opt-outs-enabled`,
          ),
        ]
      : []),
  ];
  return problems.length > 0
    ? problems
    : [ready(what.number, 'it is active, and tells the channel what customers write')];
}

async function originationOf(arn: string, isPool: boolean, { numbers }: AwsClients): Promise<Origination | undefined> {
  if (isPool) return (await numbers.send(new DescribePoolsCommand({ PoolIds: [arn] }))).Pools?.[0];
  return (await numbers.send(new DescribePhoneNumbersCommand({ PhoneNumberIds: [arn] }))).PhoneNumbers?.[0];
}

async function listChecks({ optOutList }: SmsSettings, { numbers }: AwsClients): Promise<readonly Check[]> {
  const command = new DescribeOptOutListsCommand({ OptOutListNames: [optOutList] });
  const found = await missingIsNone(async () => (await numbers.send(command)).OptOutLists?.[0]);
  if (found) return [ready(what.list, 'who says STOP is kept there')];
  const create = `aws pinpoint-sms-voice-v2 create-opt-out-list --opt-out-list-name ${optOutList.split('/').at(-1) ?? ''}`;
  return [notReady(what.list, `${optOutList} is not there: nobody is put on it who says STOP`, create)];
}

async function accountChecks({ numbers }: AwsClients): Promise<readonly Check[]> {
  const { AccountAttributes: attributes = [] } = await numbers.send(new DescribeAccountAttributesCommand({}));
  const tier = attributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value;
  if (tier === 'PRODUCTION') return [ready(what.account, 'it writes to whomever it likes')];
  if (tier !== 'SANDBOX') return [notSeen(what.account, 'AWS does not say whether it is in the sandbox')];
  const ask = 'ask AWS for production access: https://docs.aws.amazon.com/sms-voice/latest/userguide/sandbox.html';
  return [notReady(what.account, 'it is in the sandbox, and writes to verified numbers only', ask)];
}

/** A new account may spend one dollar a month. */
async function spendChecks(dayBudgetUsd: number | undefined, { numbers }: AwsClients): Promise<readonly Check[]> {
  const { SpendLimits: limits = [] } = await numbers.send(new DescribeSpendLimitsCommand({}));
  const text = limits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT');
  if (text?.EnforcedLimit === undefined) return [notSeen(what.spend, 'AWS does not say what SMS may cost in a month')];
  const { EnforcedLimit: enforced, MaxLimit: most = enforced } = text;
  const allowed = `AWS lets SMS cost ${enforced} USD in a month`;
  if (dayBudgetUsd === undefined || enforced >= dayBudgetUsd) return [ready(what.spend, allowed)];
  const raise =
    most >= dayBudgetUsd
      ? `aws pinpoint-sms-voice-v2 set-text-message-spend-limit-override --monthly-limit ${most}`
      : 'aws service-quotas list-service-quotas --service-code sms-voice';
  return [notReady(what.spend, `${allowed}, and the messages of one day may cost ${dayBudgetUsd}`, raise)];
}

async function missingIsNone<Found>(find: () => Promise<Found | undefined>): Promise<Found | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
