import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import { networks } from '../../../lambdas/channels/networks';
import { ClosedNetworkError } from '../../../lambdas/channels/rules/closed-network';
import type { Channel } from '../../channels/channel';
import type { DeployedChannels } from '../../channels/deployed-channels';
import { fromText, partsOf } from '../given/context-value';
import { chatwootOfStage } from './networks/chatwoot-of-stage';
import { facebookOfStage } from './networks/facebook-of-stage';
import { httpOfStage } from './networks/http-of-stage';
import { instagramOfStage } from './networks/instagram-of-stage';
import { smsOfStage } from './networks/sms-of-stage';
import { linkedinOfStage } from './networks/linkedin-of-stage';
import { odnoklassnikiOfStage } from './networks/odnoklassniki-of-stage';
import { secretsOfStage, type ChannelOfStage } from './stage-channel';
import { vkOfStage } from './networks/vk-of-stage';
import { whatsappOfStage } from './networks/whatsapp-of-stage';
import { wechatOfStage } from './networks/wechat-of-stage';
import { xOfStage } from './networks/x-of-stage';

/** The channels that the file of a stage can have: one line each. */
const kinds = [
  facebookOfStage,
  instagramOfStage,
  xOfStage,
  linkedinOfStage,
  smsOfStage,
  whatsappOfStage,
  wechatOfStage,
  vkOfStage,
  odnoklassnikiOfStage,
  chatwootOfStage,
  httpOfStage,
] as const;

type Kind = (typeof kinds)[number];

/** The channels of a stage, by their names, with the names of their secrets in place of the secrets themselves. */
export type StageChannels = {
  readonly [Each in Kind as Each['name']]?: z.output<Each['schema']> | undefined;
};

const names = kinds.map(({ name }) => name).join(', ');

const form = `an object with the channels ${names}, such as { facebook: { page: '103871', verifyToken: '…' } }`;

/** Whoever names a network that no server reaches is told since when, and where that was read. */
const closed = Object.fromEntries(
  networks.flatMap((rules) => {
    if (!rules.closed) return [];
    const { message } = new ClosedNetworkError(rules);
    return [[rules.network, z.optional(z.never({ error: message }))]];
  }),
);

const open = Object.fromEntries(kinds.map(({ name, schema }) => [name, z.optional<z.ZodMiniType>(schema)]));

/** As an object, or as JSON. */
export const channelsSchema = z.pipe(
  z.transform(fromText),
  z.strictObject({ ...open, ...closed }, { error: form }),
) as z.ZodMiniType<StageChannels>;

const rolesForm = "['ARN of a role'], or ARNs with commas between them";

/** As a list, or a text with commas. */
export const answeringRolesSchema = z.pipe(
  z.transform((value) => (typeof value === 'string' ? partsOf(value) : value)),
  z.array(z.string({ error: rolesForm }).check(z.regex(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/, { error: rolesForm })), {
    error: rolesForm,
  }),
);

interface StageWithChannels {
  readonly stage: string;
  readonly channels?: StageChannels | undefined;
}

/** What a stage has of channels, in the order of the list. */
function channelsIn({ stage, channels = {} }: StageWithChannels): readonly ChannelOfStage[] {
  return kinds.flatMap(({ name, read }) => {
    const given = channels[name];
    return given === undefined ? [] : [read(given, stage)];
  });
}

/** The channels of a stage, with their secrets by name. */
export function channelsOf(scope: Construct, config: StageWithChannels): readonly Channel[] {
  const secretOf = secretsOfStage(scope);
  return channelsIn(config).map((channel) => channel.make(secretOf));
}

/** What is wrong with them beside each by itself. */
export function channelProblems({ webhook, ...config }: StageWithChannels & { readonly webhook?: boolean }): string[] {
  const calling = channelsIn(config).filter(({ toldBy }) => toldBy === 'url');
  if (webhook !== false || calling.length === 0) return [];
  const named = calling.map(({ name }) => name).join(', ');
  return [`channels: networks call public URLs (${named}), and webhook is false`];
}

type Output = readonly [id: string, value: string, description: string];

/** Where networks send what customers write, the URL or the topic, and what has to be done before. */
export function channelOutputs(
  config: StageWithChannels,
  deployed: DeployedChannels,
  createSecret: (name: string) => string,
): readonly Output[] {
  const listed = new Set<string>();
  return channelsIn(config).flatMap(({ name, title, secrets, nextStep }): readonly Output[] => {
    const id = `Channel${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const missing = secrets.filter((secret) => !listed.has(secret.name));
    for (const secret of missing) listed.add(secret.name);
    const channel = deployed.named(name);
    const comes = `What customers write on ${title} comes here. ${nextStep}`;
    return [
      channel.topic ? [`${id}TopicArn`, channel.topic.topicArn, comes] : [`${id}Url`, channel.url, comes],
      ...missing.map((secret, index): Output => [
        `${id}NextStep${index + 1}`,
        createSecret(secret.name),
        `The secret ${secret.name} holds ${secret.holds}, as a plain string.`,
      ]),
    ];
  });
}

/** The queues of their functions, for the outputs of the stack. */
export function queuesOfChannels({ all }: DeployedChannels) {
  return all.flatMap(({ name, messages, answers }) => {
    const id = `Channel${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return [
      { name: `${id}Messages`, queues: messages },
      ...(answers ? [{ name: `${id}Answers`, queues: answers }] : []),
    ];
  });
}
