import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoContacts } from '../../channels/consent/dynamo-contacts';
import type { OptOutList } from '../../channels/consent/opt-out-list';
import { EventBridgeChannelPublisher } from '../../channels/events/eventbridge-channel-publisher';
import type { TopicChannel } from '../../channels/port/topic-channel';
import type { HearPorts } from '../../flow/channel/hear';
import type { Observer } from '../../flow/record/observer';
import { awsClientConfig } from '../wiring/clients';
import { customersOf, watchOf } from './messages-wiring';
import type { ChannelHearingSettings } from './topic-settings';

/** The real ports of the function that hears a channel by a topic. */
export function wireHearing(
  { rules, wayTo }: Pick<TopicChannel, 'rules' | 'wayTo'>,
  settings: ChannelHearingSettings,
  optOuts: OptOutList | undefined,
  observer: Observer,
): HearPorts {
  return {
    customers: customersOf(settings),
    publisher: new EventBridgeChannelPublisher(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    contacts: new DynamoContacts(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
    optOuts,
    rule: settings.COMPLAINTS,
    watch: watchOf(settings),
    rules,
    wayTo,
    observer,
    clock: () => new Date(),
  };
}
