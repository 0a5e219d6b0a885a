import type { FC } from 'hono/jsx';
import type * as z from 'zod/mini';
import type { NoticeListView, RemedyListView, responseSchemas } from '../../../lambdas/operator-api/response-schemas';

export interface FiguresProps {
  readonly held: z.infer<typeof responseSchemas.listHolds>;
  readonly remedies: RemedyListView;
  readonly notices: NoticeListView;
}

/** How much waits, and how much is in trouble. Each number leads to the list that it counts. */
export const Figures: FC<FiguresProps> = ({ held, remedies, notices }) => {
  const figureOf = (state: 'needs-attention' | 'unknown' | 'pending', name: string, isBad = false) => {
    const count = remedies.remedies.filter((one) => one.state === state).length;
    const href = `/remedies?state=${state}`;
    return <Figure href={href} count={count} isAll={remedies.isComplete} name={name} isBad={isBad} />;
  };
  const waiting = held.holds.length + held.incidents.length;
  return (
    <ul class="figures">
      <Figure href="/holds" count={waiting} isAll={held.isComplete} name="wait for a person" />
      {figureOf('needs-attention', 'need attention', true)}
      {figureOf('unknown', 'in doubt at the provider', true)}
      {figureOf('pending', 'on their way')}
      <Figure
        href="/notices"
        count={notices.notices.length}
        isAll={notices.isComplete}
        name="mails did not arrive, or may not have"
        isBad
      />
    </ul>
  );
};

interface FigureProps {
  readonly href: string;
  readonly count: number;
  readonly name: string;
  /** False where there may be more than were counted. */
  readonly isAll: boolean;
  /** Any of it is trouble. */
  readonly isBad?: boolean;
}

const Figure: FC<FigureProps> = ({ href, count, name, isAll, isBad }) => (
  <li class={isBad && count > 0 ? 'bad' : undefined}>
    <a href={href}>
      <strong>
        {!isAll && 'at least '}
        {count}
      </strong>
      {name}
    </a>
  </li>
);

/** Stands below the figures. */
export const HowCalculated: FC = () => (
  <details>
    <summary>How these numbers are calculated</summary>
    <p>
      They are counted in the ledger&apos;s index of what waits, at the moment you look, and each leads to the list that
      it counts. The index lags a second or two behind the ledger. What waits with an incident is one line here, and is
      counted on the page of its incident.
    </p>
    <p>
      What the limits have counted is read from the counters of each day. Functions reserve them in blocks, so they say
      at most how much was given by itself. What people approved is not counted there.
    </p>
  </details>
);
