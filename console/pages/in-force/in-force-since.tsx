import type { FC } from 'hono/jsx';
import type { InForceView } from '../../../lambdas/operator-api/response-schemas';
import { DataTable } from '../../elements/data-table';
import { Ago, Instant } from '../../elements/instant';
import type { Visit } from '../../visit/visit';

type Noted = Pick<InForceView['limits'], 'since' | 'orEarlier' | 'earlier'>;

interface NotedProps {
  readonly of: Noted;
  readonly visit: Visit;
}

/** Since when a version is in force, or that it is not known. */
export const Since: FC<NotedProps> = ({ of: { since, orEarlier }, visit }) => {
  if (since === undefined) return <span class="none">not noted yet</span>;
  return (
    <>
      <Instant at={since} visit={visit} /> {orEarlier ? 'or earlier' : <>({<Ago at={since} visit={visit} />})</>}
    </>
  );
};

/** The versions that were in force before, the newest first. */
export const Earlier: FC<NotedProps> = ({ of: { earlier }, visit }) =>
  earlier.length === 0 ? (
    <p>No other one was noted before.</p>
  ) : (
    <DataTable
      head={['Version', 'From', 'Until']}
      rows={earlier.map(({ version, since, until }) => [
        <code>{version}</code>,
        <Instant at={since} visit={visit} />,
        <Instant at={until} visit={visit} />,
      ])}
    />
  );
