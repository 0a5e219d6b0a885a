import type { Context, EventBridgeEvent, SNSEvent } from 'aws-lambda';
import type { OptOutList } from '../../channels/consent/opt-out-list';
import type { TopicChannel } from '../../channels/port/topic-channel';
import { ContractError } from '../../failures/definition/parse-failure';
import { hear, type HeardAs, type HearPorts } from '../../flow/channel/hear';
import type { Observer } from '../../flow/record/observer';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets, namedIn } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { settingsOfChannel } from './channel-settings';
import { wireHearing } from './hearing-wiring';
import { channelHearingSettings } from './topic-settings';
import { jsonOf } from '../../model/written/json-of';

/** What tells such a function something: the topic of the network, or a rule of the bus on which it publishes. */
export type TopicEvent = SNSEvent | EventBridgeEvent<string, unknown>;

/** What it works with. */
export interface WiredTopic<Settings> {
  readonly ports: HearPorts;
  readonly settings: Settings;
}

/** Makes the network's own list of who is not written to. */
export type OptOutsOf<Settings> = (settings: Settings) => OptOutList;

/**
 * The Lambda handler that hears a channel by a topic. Only the topic and the rule can invoke it, and only the
 * network's service can publish there: that is in the policies. It is invoked by the sweep with what failed, and throws
 * where that has to be tried again.
 */
export function channelTopicHandler<Settings>(
  channel: TopicChannel<Settings>,
  optOutsOf?: OptOutsOf<Settings>,
  wire: (observer: Observer) => WiredTopic<Settings> = (observer) => wireFromEnvironment(channel, optOutsOf, observer),
  tools: Telemetry = telemetry(),
): (event: TopicEvent, context: Context) => Promise<readonly HeardAs[] | SecretsAnswer> {
  return wiredHandler(
    wire,
    tools,
    async (event: TopicEvent, { wired }): Promise<readonly HeardAs[] | SecretsAnswer> => {
      if (asksAboutSecrets(event)) return answerAboutSecrets(namedIn('CUSTOMERS_SECRET_NAME'));
      const { ports, settings } = wired();
      const results: HeardAs[] = [];
      for (const { payload, at } of toldBy(event)) {
        const { items, ignored } = channel.hear(payload, settings, at);
        for (const why of new Set(ignored)) ports.observer.step({ step: 'webhook-ignored', why });
        // In their order: STOP and START of one customer may be in one.
        for (const one of items) results.push(await hear(one, ports));
      }
      return results;
    },
  );
}

/** @throws ContractError */
function toldBy(event: TopicEvent): readonly { readonly payload: unknown; readonly at: string }[] {
  if ('detail' in event) return [{ payload: event.detail, at: new Date(event.time).toISOString() }];
  if (!('Records' in event) || !Array.isArray(event.Records)) throw noTopic();
  return event.Records.map(({ Sns }) => {
    const at = new Date(Sns.Timestamp);
    if (Number.isNaN(at.getTime())) throw noTopic();
    return { payload: jsonOf(Sns.Message), at: at.toISOString() };
  });
}

function noTopic(): ContractError {
  return new ContractError('SNS', [{ path: 'Records', message: 'are no notifications of a topic' }]);
}

function wireFromEnvironment<Settings>(
  channel: TopicChannel<Settings>,
  optOutsOf: OptOutsOf<Settings> | undefined,
  observer: Observer,
): WiredTopic<Settings> {
  const environment = channelHearingSettings(process.env);
  const settings = settingsOfChannel(channel.settings, environment.CHANNEL);
  return { ports: wireHearing(channel, environment, optOutsOf?.(settings), observer), settings };
}
