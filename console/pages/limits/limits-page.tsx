import type { FC } from 'hono/jsx';
import type { SpendingPage } from '../../../lambdas/operator-api/response-schemas';
import { Amount } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import { shareUsed, usedLimits, type Spent, type UsedLimit } from './used-limits';

export interface LimitsPageProps {
  readonly page: SpendingPage;
  /** Which incident the address asks for. */
  readonly incident: string | undefined;
  readonly visit: Visit;
}

/** How much of each limit is used and left: of today, of failure types, sources and incidents. */
export const LimitsPage: FC<LimitsPageProps> = ({ page, incident, visit }) => {
  const [today, ...before] = page.days;
  return (
    <Page visit={visit} title="Limits used" within={{ title: 'Today', href: '/' }}>
      <p>
        What is given without a person counts here; what goes over a limit is held for one. Days of {page.timeZone}.{' '}
        <a href="/in-force/limits">All limits in force</a>
      </p>
      {today && (
        <>
          <h2>Today</h2>
          <UsedTable limits={usedLimits(today)} visit={visit} />
        </>
      )}
      <h2>Incidents</h2>
      <Incidents page={page} incident={incident} visit={visit} />
      <h2>The days before</h2>
      <DataTable
        head={['Day', 'Remedies', 'Money', 'Most of a limit', 'Half used']}
        rows={before.map(({ day, all }) => [
          dayText(day, visit.locale),
          numberText(all.remedies, visit),
          <Amounts of={all.amounts} visit={visit} />,
          percentText(shareUsed(all), visit),
          <Half spent={all} visit={visit} />,
        ])}
      />
      <p>
        <a href={`/limits.csv${incident === undefined ? '' : `?${new URLSearchParams({ incident }).toString()}`}`}>
          Download as CSV
        </a>
      </p>
      <details>
        <summary>How this is counted</summary>
        <p>
          At most this much was given: functions reserve some ahead for their next remedies, and that stays counted. The
          reference currency adds up all currencies by the rates in force. An alarm rings when half of a limit is used,
          in remedies, in a currency or in the reference currency; when it first did is noted a moment later. What
          people approved counts against no limit.
        </p>
      </details>
    </Page>
  );
};

const kinds = { day: 'All of the day', type: 'Failure type', source: 'Source', incident: 'Incident' };

const UsedTable: FC<{ readonly limits: readonly UsedLimit[]; readonly visit: Visit }> = ({ limits, visit }) => (
  <DataTable
    head={['Limit of', 'Remedies', 'Money', 'All in one currency', 'Used', 'Half used']}
    rows={limits.map(({ of: kind, name, spent }) => [
      <LimitName of={kind} name={name} />,
      <>
        {numberText(spent.remedies, visit)} of {numberText(spent.remediesLimit, visit)} (
        {numberText(Math.max(0, spent.remediesLimit - spent.remedies), visit)} left)
      </>,
      <Left of={spent.amounts} visit={visit} />,
      <Left of={spent.inReference} visit={visit} />,
      percentText(shareUsed(spent), visit),
      <Half spent={spent} visit={visit} />,
    ])}
  />
);

const LimitName: FC<Pick<UsedLimit, 'of' | 'name'>> = ({ of: kind, name }) => {
  if (kind === 'day') return <>{kinds.day}</>;
  if (kind === 'incident') return <a href={placeOf.incident(name)}>{name}</a>;
  return (
    <>
      {kinds[kind]}: {kind === 'type' ? titleOf(name) : name}
    </>
  );
};

const Incidents: FC<LimitsPageProps> = ({ page: { incidents = [] }, incident, visit }) => (
  <>
    {incidents.length === 0 ? (
      <p>No incident waits for a decision. One below its limit can be looked up by its id.</p>
    ) : (
      <UsedTable limits={incidents.map((spent) => ({ of: 'incident', name: spent.incidentId, spent }))} visit={visit} />
    )}
    <form method="get" action="/limits" class="filter">
      <label>
        Another incident, by its id
        <input name="incident" value={incident} required maxlength={200} />
      </label>
      <button type="submit">Show</button>
    </form>
  </>
);

type Counted = Spent['amounts'][number];

const Amounts: FC<{ readonly of: readonly Counted[]; readonly visit: Visit }> = ({ of: amounts, visit }) => {
  const some = amounts.filter(({ amountMinor }) => amountMinor > 0);
  if (some.length === 0) return <span class="none">no money</span>;
  return (
    <>
      {some.map((amount, index) => (
        <>
          {index > 0 && <br />}
          <Amount of={amount} locale={visit.locale} />
        </>
      ))}
    </>
  );
};

/** Each amount with its limit, and what is left of that. */
const Left: FC<{ readonly of: readonly Counted[]; readonly visit: Visit }> = ({ of: amounts, visit: { locale } }) => {
  const some = amounts.filter(({ amountMinor }) => amountMinor > 0);
  if (some.length === 0) return <span class="none">nothing</span>;
  return (
    <>
      {some.map(({ currency, amountMinor, limitMinor }, index) => (
        <>
          {index > 0 && <br />}
          <Amount of={{ amountMinor, currency }} locale={locale} />
          {limitMinor === undefined ? (
            ', without a limit now'
          ) : (
            <>
              {' of '}
              <Amount of={{ amountMinor: limitMinor, currency }} locale={locale} />{' '}
              <span class="amount">
                (<Amount of={{ amountMinor: Math.max(0, limitMinor - amountMinor), currency }} locale={locale} /> left)
              </span>
            </>
          )}
        </>
      ))}
    </>
  );
};

const Half: FC<{ readonly spent: Spent; readonly visit: Visit }> = ({ spent, visit }) => {
  if (spent.halfAt !== undefined) return <Instant at={spent.halfAt} visit={visit} />;
  return <span class="none">{shareUsed(spent) >= 0.5 ? 'yes, not noted when' : 'no'}</span>;
};

function numberText(count: number, { locale }: Visit): string {
  return new Intl.NumberFormat(locale).format(count);
}

function percentText(share: number, { locale }: Visit): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A calendar day, which begins elsewhere at another time. */
function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}
