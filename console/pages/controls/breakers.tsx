import type { FC } from 'hono/jsx';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import type { BreakerView, ControlsView } from '../../../lambdas/operator-api/response-schemas';
import { Instant, Until } from '../../elements/instant';
import { Who } from '../../elements/who';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

export interface BreakersProps {
  readonly controls: ControlsView;
  readonly visit: Visit;
  readonly form: Form;
}

type OpenBreaker = Extract<BreakerView, { state: 'open' }>;
type ClosedBreaker = Extract<BreakerView, { state: 'closed' }>;

/** Accounts at the provider and at partners that are in trouble, or were. */
export const Breakers: FC<BreakersProps> = ({ controls, visit, form }) => {
  const breakers = Object.entries(controls.breakers ?? {});
  const open = breakers.flatMap(([account, one]) => (one.state === 'open' ? [{ account, one }] : []));
  const closed = breakers.flatMap(([account, one]) => (one.state === 'closed' ? [{ account, one }] : []));
  return (
    <section aria-labelledby="accounts">
      <h2 id="accounts">Accounts</h2>
      {open.length === 0 && <p>No account is in trouble.</p>}
      {open.map(({ account, one }) => (
        <OpenAccount account={account} breaker={one} version={controls.version} visit={visit} form={form} />
      ))}
      {closed.length > 0 && (
        <details>
          <summary>Accounts that were in trouble</summary>
          <ul>
            {closed.map(({ account, one }) => (
              <li>
                <strong>{account}</strong> from <Instant at={one.since} visit={visit} /> until{' '}
                <Instant at={one.closedAt} visit={visit} />: {one.why}. <Closing of={one.closing} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const OpenAccount: FC<{
  readonly account: string;
  readonly breaker: OpenBreaker;
  readonly version: number;
  readonly visit: Visit;
  readonly form: Form;
}> = ({ account, breaker, version, visit, form }) => (
  <div class="refused">
    <p>
      <strong>{account}</strong> is in trouble: {breaker.why}.
      {breaker.permission !== undefined && ` Its key lacks the permission ${breaker.permission}.`}
    </p>
    <p>
      Since <Instant at={breaker.since} visit={visit} />. {triesText(breaker.tries)} Its remedies wait, and go on by
      themselves. The next try: <Until at={breaker.nextTryAt} visit={visit} />
    </p>
    {visit.may.includes('switch') && (
      <form method="post" action={`/controls/breakers/${idInPath(account)}/close`}>
        <TokenField visit={visit} />
        <input type="hidden" name="version" value={version} />
        <label>
          Why it is closed
          <input
            name="why"
            required
            maxlength={500}
            value={form['account'] === account ? form['why'] : undefined}
            autocomplete="off"
          />
          <small>
            Close it once the trouble is mended: all that waits goes on within a minute. It opens again by itself if the
            trouble is still there.
          </small>
        </label>
        <p class="buttons">
          <button type="submit">Close the breaker of {account}</button>
        </p>
      </form>
    )}
  </div>
);

const Closing: FC<{ readonly of: ClosedBreaker['closing'] }> = ({ of: closing }) => {
  switch (closing.by) {
    case 'person':
      return (
        <>
          Closed by <Who actor={closing.actor} />: {closing.why}
        </>
      );
    case 'remedy':
      return (
        <>
          Closed because <code>{closing.remedyId}</code> got an answer.
        </>
      );
    case 'sweep':
      return <>Closed because nothing waited any more.</>;
  }
};

function triesText(tries: number): string {
  if (tries === 0) return 'It was not tried again yet.';
  return tries === 1 ? 'One try found it again.' : `${tries} tries found it again.`;
}
