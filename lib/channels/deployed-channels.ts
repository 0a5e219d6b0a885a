import { Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { answerSource, writtenAnswerType } from '../../lambdas/channels/events/answer-events';
import { channelSource, complaintType } from '../../lambdas/channels/events/channel-events';
import type { PublishedEvents } from '../grants/guarded-events';
import type { PublisherGuard } from '../grants/publisher-guard';
import type { AmendsFunction } from '../function/amends-function';
import type { AlarmSettings } from '../options/alarm-settings';
import type { FailureType } from '../options/failure-type';
import { conversationOwnersText } from '../owners/conversation-owners-text';
import { OverviewStack } from '../overview/overview-stack';
import { PartStack } from '../overview/part-stack';
import { ChannelError, type Channel } from './channel';
import { ChannelConversations, type ChannelConversationsProps } from './channel-conversations';
import { DeployedChannel, watchedFunction, type ChannelFunction, type DeployedChannelProps } from './deployed-channel';

/** What has channels: where customers may also answer by mail, whoever looks after that looks after these. */
interface WithReplies extends Construct {
  readonly replies: { readonly conversationOwners: string } | undefined;
}

/** Who looks after what is written on channels, where nobody looks after answers by mail: the owners of these. */
interface Conversing extends Pick<ChannelConversationsProps, 'owners'> {
  readonly failures: readonly FailureType[];
}

/** All channels of an instance, as the rest of it needs to know them. */
export class DeployedChannels {
  readonly all: readonly DeployedChannel[];
  /** Their functions that events invoke: the sweep runs them again, and they say what came and what became of it. */
  readonly invoked: readonly ChannelFunction[];

  /** What is written on them as conversations. Undefined where there are no channels. */
  readonly conversations: ChannelConversations | undefined;

  /** @throws ChannelError where another automation of the app has one of these channels */
  constructor(
    private readonly scope: WithReplies,
    channels: readonly Channel[] = [],
    common: Omit<DeployedChannelProps, 'config'> & Conversing,
  ) {
    refuseOthers(scope, channels);
    const parts = placeOfChannels(scope);
    const within = { ...common, alarms: alarmsOfChannels(scope, channels, common.alarms) };
    this.all = channels.map(({ config }) => {
      const { name } = config.definition;
      // One for each: a stack gives 200 values to others, and a channel that joins must move no other one.
      const part = new PartStack(parts, name, `what customers write on ${name}, and answers to them`);
      return new DeployedChannel(part, `Channel-${name}`, { ...within, config });
    });
    const networks = channels
      .filter(({ config }) => config.hasConversations)
      .flatMap(({ config }) => config.definition.rules.map(({ network }) => network));
    this.conversations = networks.length === 0 ? undefined : conversationsIn(parts, scope, { ...within, networks });
    const { conversations } = this;
    this.invoked = [
      ...this.all.flatMap(({ invoked }) => invoked),
      ...(conversations ? [watchedFunction(conversations.function)] : []),
    ];
  }

  /** They publish in the name of Amends. */
  get functions(): readonly AmendsFunction[] {
    const looking = this.conversations?.looking;
    return [...this.invoked.map((part) => part.function), ...(looking ? [looking] : [])];
  }

  /** Who looks after conversations by mail, or on channels, as operators are told. Nobody where there are none. */
  ownersOfConversations(owners: string | undefined): {
    readonly owners?: string | undefined;
    readonly conversationOwners?: string | undefined;
  } {
    const { conversationOwners } = this.scope.replies ?? this.conversations ?? {};
    return conversationOwners === undefined ? {} : { owners, conversationOwners };
  }

  /** @throws ChannelError where there is none with this name */
  named(name: string): DeployedChannel {
    const channel = this.all.find((known) => known.name === name);
    if (channel) return channel;
    throw new ChannelError(
      `There is no channel "${name}". There are: ${this.all.map((known) => known.name).join(', ')}`,
    );
  }
}

/**
 * Complaints that came on a channel are published by the function that reads it, and answers that people write in
 * conversations are handed over by the function that keeps these; by nobody else.
 */
export function letChannelsPublish(channels: DeployedChannels, guard: PublisherGuard): PublisherGuard {
  for (const { complains, messages } of channels.all) {
    if (complains) guard.grantOwn(messages, { source: channelSource, types: [complaintType] });
  }
  const { conversations } = channels;
  if (conversations) for (const answers of answersTaken(channels)) guard.grantOwn(conversations.function, answers);
  return guard;
}

/** The settings of their alarms: each stack takes 200 names from others, so what watches them is inside of theirs. */
export function alarmsOfChannels(
  scope: Construct,
  channels: readonly Channel[] = [],
  alarms: AlarmSettings,
): AlarmSettings {
  if (channels.length === 0) return alarms;
  const place = placeOfChannels(scope);
  const known = place.node.tryFindChild('Overview');
  return { ...alarms, overview: known instanceof OverviewStack ? known : new OverviewStack(place, 'Overview') };
}

function conversationsIn(
  parts: Construct,
  { replies }: WithReplies,
  common: Omit<DeployedChannelProps, 'config'> & Conversing & Pick<ChannelConversationsProps, 'networks'>,
): ChannelConversations {
  const conversationOwners = replies?.conversationOwners ?? conversationOwnersText({}, common.alarms, common.failures);
  const props = { ...common, conversationOwners, isLookedAfter: replies !== undefined };
  const part = new PartStack(parts, 'Conversations', 'what customers write on channels, as conversations');
  return new ChannelConversations(part, 'Conversations', props);
}

function placeOfChannels(scope: Construct): Construct {
  const known = scope.node.tryFindChild('Channels');
  return known instanceof Construct ? known : new Construct(scope, 'Channels');
}

/**
 * Channels are in stacks inside of the other, where ids tell functions apart only among themselves: those of the same
 * channel of two automations would have one name in what is synthesized together, and `npm start` could not tell which
 * of them a network calls.
 */
function refuseOthers(scope: Construct, channels: readonly Channel[]): void {
  const deployed = (Stage.of(scope) ?? scope.node.root).node
    .findAll()
    .filter((each): each is DeployedChannel => each instanceof DeployedChannel);
  for (const { config } of channels) {
    const { name } = config.definition;
    const other = deployed.find((one) => one.name === name);
    if (!other) continue;
    const [ours, theirs] = [scope.node.path, other.node.path.replace(/\/Channels\/.*$/, '')];
    throw new ChannelError(
      `Two automations of this app have the channel "${name}": ${theirs} and ${ours}. Their functions would have the ` +
        'same names, and nobody could tell which of them the network calls. Leave the channel out of one of them, or ' +
        'put each automation into an app or a CDK Stage of its own.',
    );
  }
}

/** The answers that are taken. The bus denies them to everybody who was not granted them. */
export function answersTaken({ all }: DeployedChannels): readonly PublishedEvents[] {
  const answers = all.some((channel) => channel.answers !== undefined);
  return answers ? [{ source: answerSource, types: [writtenAnswerType] }] : [];
}
