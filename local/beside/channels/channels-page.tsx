import type { FC } from 'hono/jsx';
import { DataTable } from '../../../console/elements/data-table';
import { Page } from '../../../console/layout/page';
import type { Visit } from '../../../console/visit/visit';
import type { LocalNetwork } from '../../system/channels/local-networks';

export interface ChannelsPageProps {
  readonly visit: Visit;
  readonly networks: readonly LocalNetwork[];
  /** How much was heard from each, by the name of the channel. */
  readonly received: ReadonlyMap<string, number>;
}

/** The networks of this machine on which customers write. */
export const ChannelsPage: FC<ChannelsPageProps> = ({ visit, networks, received }) => (
  <Page visit={visit} title="Channels" isLive>
    <p>
      Where the customers of the local company write. Each network stands in for the real one: it signs what it sends,
      ends its windows and refuses as that one does. Write there as a customer, and answer as the company.
    </p>
    {networks.length === 0 ? (
      <p>This stage has no channels.</p>
    ) : (
      <DataTable
        head={['Network', 'What customers do there', 'What counts as a complaint', 'Heard so far']}
        rows={networks.map((network) => [
          <a href={`/channels/${network.kind.channel}`}>{network.kind.title}</a>,
          network.network.ways.map(({ title }) => title).join('; '),
          complaintsText(network),
          String(received.get(network.kind.channel) ?? 0),
        ])}
      />
    )}
  </Page>
);

/** Which messages are complaints, where their customer is known. */
export function complaintsText({ complaints: { counts, phrases } }: Pick<LocalNetwork, 'complaints'>): string {
  if (counts === 'every-message') return 'every message of a known customer';
  if (counts === 'listed-phrases') return `what has one of: ${phrases.join(', ')}`;
  return 'nothing by itself';
}
