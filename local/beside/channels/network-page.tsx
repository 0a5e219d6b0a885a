import type { FC } from 'hono/jsx';
import { Page } from '../../../console/layout/page';
import { RefusalNote } from '../../../console/layout/refusal-note';
import type { Visit } from '../../../console/visit/visit';
import { isCarried } from '../../company/networks/seen/emulated-network';
import type { LocalNetwork } from '../../system/channels/local-networks';
import { MailForm, StepsSection } from './begun-section';
import type { ChannelStep } from './channel-steps';
import type { ReceivedMessage } from './contact-center';
import { ReceivedSection } from './received-section';
import { AnswerForm, NetworkTroubles, WriteForm } from './network-forms';
import { SeenSection } from './seen-section';

export interface NetworkPageProps {
  readonly visit: Visit;
  readonly local: LocalNetwork;
  readonly received: readonly ReceivedMessage[];
  /** What Amends did there by itself. */
  readonly steps: readonly ChannelStep[];
  /** Other networks on which messages are begun. */
  readonly others: readonly LocalNetwork[];
  /** What is about to be answered. */
  readonly answered: ReceivedMessage | undefined;
  /** What the network was answered when it called last. */
  readonly status: string | undefined;
  /** Why nothing was done. */
  readonly refusal: string | undefined;
}

/** One network: what can be seen there, what is heard of it, and whatever a visitor may do. */
export const NetworkPage: FC<NetworkPageProps> = ({ visit, local, answered, status, refusal, ...seen }) => (
  <Page visit={visit} title={local.kind.title} within={{ title: 'Channels', href: '/channels' }}>
    <RefusalNote
      refusal={refusal === undefined ? undefined : { is: 'refused', status: 400, why: refusal, problems: [] }}
    />
    {status !== undefined && (
      <p class="done" role="status">
        {status === '200'
          ? `It was written, and the channel’s ${isCarried(local.kind) ? 'topic' : 'URL'} took it.`
          : `It was written, and the channel’s URL answered ${status}.`}
      </p>
    )}
    <WriteForm local={local} visit={visit} />
    {local.isBegun && <MailForm local={local} others={seen.others} visit={visit} />}
    <div data-live="true">
      <SeenSection seen={local.network.seen} visit={visit} />
      <ReceivedSection channel={local.kind.channel} received={seen.received} visit={visit} />
      {isCarried(local.kind) && <StepsSection steps={seen.steps} visit={visit} />}
    </div>
    <AnswerForm local={local} visit={visit} received={answered} />
    <NetworkTroubles local={local} visit={visit} />
  </Page>
);
