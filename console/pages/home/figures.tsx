import type { FC } from 'hono/jsx';
import type { WaitingPage } from '../../../lambdas/operator-api/response-schemas';

/** How much waits, and how much is in trouble. Each number leads to the list that it counts. */
export const Figures: FC<{ readonly page: WaitingPage }> = ({ page: { counts, isComplete: isAll } }) => (
  <ul class="figures">
    <Figure href="/holds" count={counts.held} isAll={isAll} name="wait for a person" />
    <Figure
      href="/remedies?state=needs-attention"
      count={counts.needsAttention}
      isAll={isAll}
      name="need attention"
      isBad
    />
    <Figure href="/remedies?state=unknown" count={counts.unknown} isAll={isAll} name="in doubt at the provider" isBad />
    <Figure href="/remedies?state=pending" count={counts.pending} isAll={isAll} name="on their way" />
    <Figure href="/notices" count={counts.mails} isAll={isAll} name="mails did not arrive, or may not have" isBad />
    <Figure href="/dead-letters" count={counts.deadLetters} isAll name="dead letters" isBad />
  </ul>
);

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
      counted on the page of its incident. What is stuck stands above them, where there is any: it is what has been due
      for more than ten minutes.
    </p>
    <p>
      What the limits have counted is read from the counters of each day. Functions reserve them in blocks, so they say
      at most how much was given by itself. What people approved is not counted there.
    </p>
  </details>
);
