import type { FC } from 'hono/jsx';
import { DataTable } from '../../console/elements/data-table';
import { Ago, Until } from '../../console/elements/instant';
import { placeOf } from '../../console/elements/places';
import { StateMark } from '../../console/elements/state-mark';
import { titleOf } from '../../console/elements/titles';
import type { Visit } from '../../console/visit/visit';
import type { Healing, HealedFailure } from './healing';

/** How it heals, as it stands now. */
export const HealingSection: FC<{ readonly healing: Healing; readonly visit: Visit }> = ({ healing, visit }) => {
  const { failures, earlier } = healing;
  return (
    <section aria-labelledby="healing" data-live="true">
      <h2 id="healing">How it heals</h2>
      <p class="hint">
        A minute of a retry lasts a second here, a minute of the sweep five. Leases and breakers count real time.
        Without a script, <a href="/trouble#healing">look again</a>.
      </p>
      <Waiting healing={healing} />
      <Breakers healing={healing} visit={visit} />
      {failures.length === 0 && <p>Nothing was sent from here yet.</p>}
      {failures.map((failure) => (
        <Failure failure={failure} visit={visit} />
      ))}
      {earlier > 0 && <p>And {earlier} that were sent before.</p>}
    </section>
  );
};

const Waiting: FC<{ readonly healing: Healing }> = ({ healing: { waiting, inRetryQueues } }) => (
  <>
    {waiting === undefined && (
      <p class="over">
        The operator API gives no answer: it runs on what is broken. What it would say is missing here.
      </p>
    )}
    <ul class="figures few">
      <Figure count={inRetryQueues} name="to be delivered again" />
      {waiting && (
        <>
          <Figure count={waiting.held} name="held" href="/holds" />
          <Figure count={waiting.unknown} name="in doubt" href="/remedies?state=unknown" />
          <Figure count={waiting.needsAttention} name="need attention" href="/remedies?state=needs-attention" />
          <Figure count={waiting.mails} name="mails in trouble" href="/notices" />
          <Figure count={waiting.deadLetters} name="dead letters" href="/dead-letters" />
        </>
      )}
    </ul>
  </>
);

const Figure: FC<{ readonly count: number; readonly name: string; readonly href?: string }> = ({
  count,
  name,
  href,
}) => (
  <li>
    {href === undefined ? (
      <div class="figure">
        <strong>{count}</strong>
        {name}
      </div>
    ) : (
      <a href={href}>
        <strong>{count}</strong>
        {name}
      </a>
    )}
  </li>
);

const Breakers: FC<{ readonly healing: Healing; readonly visit: Visit }> = ({ healing: { breakers = {} }, visit }) => (
  <ul>
    {Object.entries(breakers).map(([account, breaker]) =>
      breaker.state === 'open' ? (
        <li>
          The breaker of <a href="/controls">{account}</a> is <strong class="over">open</strong> since{' '}
          <Ago at={breaker.since} visit={visit} />: {breaker.why}. Tries: {breaker.tries}, the next one{' '}
          <Until at={breaker.nextTryAt} visit={visit} />
        </li>
      ) : (
        <li>
          The breaker of <a href="/controls">{account}</a> was closed <Ago at={breaker.closedAt} visit={visit} />, after{' '}
          {breaker.tries} tries.
        </li>
      ),
    )}
  </ul>
);

const Failure: FC<{ readonly failure: HealedFailure; readonly visit: Visit }> = ({
  failure: { sent, remedy, steps },
  visit,
}) => (
  <article>
    <h3>
      {sent.remedyId === undefined ? (
        titleOf(sent.type)
      ) : (
        <a href={placeOf.remedy(sent.customerId, sent.remedyId)}>{titleOf(sent.type)}</a>
      )}{' '}
      {remedy ? <StateMark state={remedy.record.state} /> : <span class="state">Not decided yet</span>}
    </h3>
    <p class="hint">
      {sent.title}; {sent.customerId}, <Ago at={new Date(sent.sentAt).toISOString()} visit={visit} />
    </p>
    {steps.length > 0 && (
      <DataTable
        head={['After', 'What', 'Why']}
        rows={steps.map(({ at, what, why }) => [
          <span class="amount">{secondsText(at - sent.sentAt, visit.locale)}</span>,
          what,
          shortened(why),
        ])}
      />
    )}
  </article>
);

function secondsText(milliseconds: number, locale: string): string {
  const format = { style: 'unit', unit: 'second', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(milliseconds / 1_000);
}

/** An error may bring its whole story. */
const longest = 240;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
