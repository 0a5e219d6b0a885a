import type { Child, FC } from 'hono/jsx';
import type { DeadLettersPage as DeadLettersView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { DataTable } from '../../elements/data-table';
import { Ago } from '../../elements/instant';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

type QueueView = DeadLettersView['queues'][number];

export interface DeadLettersPageProps {
  readonly queues: readonly QueueView[];
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

export const DeadLettersPage: FC<DeadLettersPageProps> = ({ queues, visit, form, refusal }) => {
  const filled = queues.filter(({ messages, events }) => messages > 0 || events.length > 0);
  return (
    <Page visit={visit} title="Dead letters">
      <RefusalNote refusal={refusal} />
      <p>
        Events that were tried to the end, and events that nobody understands. Nothing is done about them by itself.
        What was put back is tried once more; whatever it was, a remedy is given once.
      </p>
      {filled.length === 0 && <p>There is none.</p>}
      {filled.map((queue) => (
        <Queue queue={queue} visit={visit} form={form['queue'] === queue.queue ? form : {}} />
      ))}
    </Page>
  );
};

interface QueueProps {
  readonly queue: QueueView;
  readonly visit: Visit;
  /** What was sent from it, where it was refused. */
  readonly form: Form;
}

const Queue: FC<QueueProps> = ({ queue: { queue, messages, events }, visit, form }) => {
  const acts = visit.may.includes('retry');
  const place = `/dead-letters/${queue}`;
  return (
    <section aria-labelledby={`queue-${queue}`}>
      <h2 id={`queue-${queue}`}>{titleOf(queue)}</h2>
      <p class="hint">
        {messages === 1 ? 'About one lies there' : `About ${messages} lie there`}
        {messages > events.length && '; some of them are shown'}.
      </p>
      <form method="post" action={`${place}/redrive`}>
        <TokenField visit={visit} />
        <input type="hidden" name="seenAt" value={visit.now.toISOString()} />
        <DataTable
          head={[...(acts ? [''] : []), 'Since', 'What', 'Why it failed', 'About', 'Tries']}
          rows={events.map((event) => cellsOf(event, { acts, form, visit }))}
        />
        {acts && (
          <>
            <ReasonField typed={form['why']} />
            <p class="buttons">
              <button type="submit">Put the ticked ones back</button>
              <button type="submit" class="quiet" formaction={`${place}/all`} formnovalidate>
                Put all of them back …
              </button>
              <button type="submit" class="quiet" formaction={`${place}/to-drop`} formnovalidate>
                Drop the ticked ones …
              </button>
            </p>
          </>
        )}
      </form>
    </section>
  );
};

interface Shown {
  readonly acts: boolean;
  readonly form: Form;
  readonly visit: Visit;
}

function cellsOf(event: QueueView['events'][number], { acts, form, visit }: Shown): Child[] {
  const { messageId, sentAt, kind, reason, ids, receiveCount } = event;
  const what = kind === undefined ? 'not understood' : titleOf(kind);
  const name = `message-${messageId}`;
  const isTicked = form[name] !== undefined;
  const tick = <input type="checkbox" name={name} checked={isTicked} aria-label={`Choose ${what} ${messageId}`} />;
  return [
    ...(acts ? [tick] : []),
    <Ago at={sentAt} visit={visit} />,
    what,
    reason ?? 'no reason is noted',
    <>
      {Object.entries(ids).map(([name, id]) => (
        <div>
          <span class="hint">{name}</span> {id}
        </div>
      ))}
    </>,
    receiveCount,
  ];
}
