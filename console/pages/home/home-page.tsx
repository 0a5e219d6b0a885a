import type { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { operations } from '../../../lambdas/operator-api/operation';
import type { ConsoleEnv } from '../../visit/visit';
import { ask } from '../../asking/ask';
import { HoldsTable } from '../../elements/holds-table';
import { Page } from '../../layout/page';
import { refusedPage } from '../../layout/refused-page';
import { GivenBack } from './given-back';
import { Stopped } from './stopped';

/** So many of the most urgent are on the first page itself. */
const mostUrgent = 8;

/** What waits, what is stopped, and what went wrong: whatever somebody has to do today. */
export function addHomePage(app: Hono<ConsoleEnv>): void {
  app.get('/', async (context) => {
    const { visit } = context.var;
    const { api } = visit;
    const [held, controls, remedies, notices, spending] = await Promise.all([
      ask(api, operations.listHolds, { query: { limit: '500' } }),
      ask(api, operations.showControls),
      ask(api, operations.listRemedies),
      ask(api, operations.listNotices),
      ask(api, operations.showSpending),
    ]);
    // Who may only switch sees what is switched.
    if (controls.is === 'refused') return refusedPage(context, controls);
    const stopped = <Stopped page={controls.value} visit={visit} />;
    if (held.is === 'refused' || remedies.is === 'refused' || notices.is === 'refused') {
      return context.html(
        <Page visit={visit} title="Today" isLive>
          {stopped}
        </Page>,
      );
    }
    const { holds, incidents, isComplete } = held.value;
    const of = (state: string): number => remedies.value.remedies.filter((one) => one.state === state).length;
    const waiting = holds.length + incidents.length;
    return context.html(
      <Page visit={visit} title="Today" isLive>
        {stopped}
        <ul class="figures">
          <Figure href="/holds" count={waiting} more={!isComplete} name="wait for a person" />
          <Figure href="/remedies?state=needs-attention" count={of('needs-attention')} name="need attention" isBad />
          <Figure href="/remedies?state=unknown" count={of('unknown')} name="in doubt at the provider" isBad />
          <Figure href="/remedies?state=pending" count={of('pending')} name="on their way" />
          <Figure
            href="/notices"
            count={notices.value.notices.length}
            name="mails did not arrive, or may not have"
            isBad
          />
        </ul>
        <h2>Whose clock ends first</h2>
        {holds.length === 0 ? (
          <p>Nobody waits for you.</p>
        ) : (
          <HoldsTable holds={holds.slice(0, mostUrgent)} visit={visit} />
        )}
        {holds.length > mostUrgent && (
          <p>
            <a href="/holds">All {holds.length}</a>
          </p>
        )}
        {spending.is === 'done' && <GivenBack spending={spending.value} visit={visit} />}
        <details>
          <summary>How these numbers are calculated</summary>
          <p>
            They are counted in the ledger&apos;s index of what waits, at the moment you look, and each leads to the
            list that it counts. The index lags a second or two behind the ledger. What waits with an incident is one
            line here, and is counted on the page of its incident.
          </p>
          <p>
            What the limits have counted is read from the counters of each day. Functions reserve them in blocks, so
            they say at most how much was given by itself. What people approved is not counted there.
          </p>
        </details>
      </Page>,
    );
  });
}

interface FigureProps {
  readonly href: string;
  readonly count: number;
  readonly name: string;
  /** There are more than were counted. */
  readonly more?: boolean;
  /** Any of it is trouble. */
  readonly isBad?: boolean;
}

const Figure: FC<FigureProps> = ({ href, count, name, more, isBad }) => (
  <li class={isBad && count > 0 ? 'bad' : undefined}>
    <a href={href}>
      <strong>
        {more && 'over '}
        {count}
      </strong>
      {name}
    </a>
  </li>
);
