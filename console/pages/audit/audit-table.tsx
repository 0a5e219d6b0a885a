import type { FC } from 'hono/jsx';
import type { AuditEvent } from '../../../lambdas/audit/audit-event';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Who } from '../../elements/who';
import type { Visit } from '../../visit/visit';
import { placeOfAudit } from './audit-filter';
import { aboutOf } from './event-text';

export interface AuditTableProps {
  readonly events: readonly AuditEvent[];
  readonly day: string;
  /** Whether the day has more events after these. */
  readonly hasMore: boolean;
  readonly visit: Visit;
}

/** Who did, read and was refused what, in the order of time. A request with its answer is one line. */
export const AuditTable: FC<AuditTableProps> = ({ events, day, hasMore, visit }) => {
  const answered = new Set(events.filter(({ answer }) => answer !== 'asked').map(({ requestId }) => requestId));
  return (
    <div class="scroll" tabindex={0} role="region" aria-label="The audit trail">
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">When (UTC)</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">About</th>
            <th scope="col">Why</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {events
            .filter(({ answer, requestId }) => answer !== 'asked' || !answered.has(requestId))
            .map((event) => (
              <EventRow event={event} day={day} hasMore={hasMore} visit={visit} />
            ))}
        </tbody>
      </table>
    </div>
  );
};

const EventRow: FC<{
  readonly event: AuditEvent;
  readonly day: string;
  readonly hasMore: boolean;
  readonly visit: Visit;
}> = ({ event, day, hasMore, visit }) => (
  <tr>
    <td>
      <time datetime={event.at} data-zone="title">
        {event.at.slice(11, 19)}
      </time>
    </td>
    <td>
      <By event={event} day={day} />
      {event.from.ip !== undefined && (
        <div class="hint" title={event.from.userAgent}>
          from {event.from.ip}
        </div>
      )}
    </td>
    <td>
      <strong>{titleOf(event.operation)}</strong>
    </td>
    <td>
      <About event={event} visit={visit} />
    </td>
    <td data-label={event.why === undefined ? undefined : 'Why'}>{event.why}</td>
    <td>
      <Answered event={event} hasMore={hasMore} />
    </td>
  </tr>
);

/** Leads to everything that they did on that day. */
const By: FC<{ readonly event: AuditEvent; readonly day: string }> = ({ event: { actor, person }, day }) => {
  if (actor === undefined) return <Who actor={actor} />;
  const place = placeOfAudit({ day, ...(person === undefined ? { by: actor } : { person }) });
  return (
    <a href={place}>
      <Who actor={actor} />
    </a>
  );
};

const About: FC<{ readonly event: AuditEvent; readonly visit: Visit }> = ({ event, visit }) => {
  const { customerId, remedyId } = event.about;
  const isKnown = visit.may.includes('look') && typeof customerId === 'string' && !customerId.startsWith('sha256:');
  return (
    <>
      {aboutOf(event).map((line) => (
        <div>{line}</div>
      ))}
      {isKnown && typeof remedyId === 'string' && <a href={placeOf.remedy(customerId, remedyId)}>The remedy</a>}
      {isKnown && remedyId === undefined && <a href={placeOf.customer(customerId)}>The customer</a>}
    </>
  );
};

/** What was asked and has no answer was done, or not: nobody can say. */
const Answered: FC<{ readonly event: AuditEvent; readonly hasMore: boolean }> = ({
  event: { answer, status, refusal },
  hasMore,
}) => {
  if (answer === 'done') return <span class="state good">done</span>;
  if (answer === 'refused') {
    return (
      <>
        <span class="state bad">refused{status !== undefined && ` (${status})`}</span> {refusal}
      </>
    );
  }
  if (hasMore) return <span class="hint">asked; the answer is further down, if there is one</span>;
  return <span class="over">asked, and not answered: look whether it was done</span>;
};
