import type { FC } from 'hono/jsx';
import { Instant, Until } from '../../../console/elements/instant';
import { placeOf } from '../../../console/elements/places';
import type { Visit } from '../../../console/visit/visit';
import type { GivenAnswer, ReceivedMessage } from './contact-center';

interface ReceivedProps {
  readonly channel: string;
  readonly received: readonly ReceivedMessage[];
  readonly visit: Visit;
}

/** What reached the bus of it, and what became of answers. */
export const ReceivedSection: FC<ReceivedProps> = ({ channel, received, visit }) => (
  <section aria-labelledby="heard">
    <h2 id="heard">What your contact center hears</h2>
    {received.length === 0 && <p>Nothing yet. What is written needs a second or two until it is on the bus.</p>}
    {received.length > 0 && (
      <ol class="timeline">
        {received.map((one) => (
          <Received channel={channel} one={one} visit={visit} />
        ))}
      </ol>
    )}
  </section>
);

const Received: FC<Omit<ReceivedProps, 'received'> & { readonly one: ReceivedMessage }> = ({ channel, one, visit }) => {
  const { message, times, answers } = one;
  const { author, text, judgedAs, why, customerId, answerBy, incidentId, replyTo, isPublic } = message;
  return (
    <li>
      <p class="hint">
        <strong>{author.name ?? author.handle ?? 'Somebody'}</strong>, {isPublic ? 'in public' : 'in private'},{' '}
        <Instant at={replyTo.writtenAt} visit={visit} />
        {times > 1 && `, delivered ${times} times`}
      </p>
      <p>{text}</p>
      <p>
        <span class={`state ${judgedAs === 'complaint' ? 'warn' : 'plain'}`}>
          {judgedAs === 'complaint' ? 'a complaint' : 'for a person'}
        </span>{' '}
        {why}.{' '}
        {customerId === undefined ? (
          'Nobody knows who wrote.'
        ) : (
          <>
            It is <a href={placeOf.customer(customerId)}>{customerId}</a>.
          </>
        )}
        {incidentId !== undefined && <> Many write about it: incident {incidentId}.</>}
        {answerBy !== undefined && (
          <>
            {' '}
            The network takes an answer <Until at={answerBy} visit={visit} />.
          </>
        )}
      </p>
      {answers.length > 0 && (
        <ul>
          {answers.map((answer) => (
            <Answered answer={answer} />
          ))}
        </ul>
      )}
      <p>
        It waits under <a href="/conversations">Conversations</a>, and is answered there, or from{' '}
        <a href={`/channels/${channel}?answer=${one.id}#answer`}>a desk of your own</a>.
      </p>
    </li>
  );
};

const Answered: FC<{ readonly answer: GivenAnswer }> = ({ answer: { to, text, outcome } }) => (
  <li>
    <Outcome outcome={outcome} /> {to === 'public' ? 'To everybody' : 'To whoever wrote'}: “{text}”
    {outcome?.why !== undefined && <span class="hint"> ({outcome.why})</span>}
  </li>
);

const Outcome: FC<Pick<GivenAnswer, 'outcome'>> = ({ outcome }) => {
  if (!outcome) return <span class="state plain">on its way</span>;
  if (outcome.state === 'sent') return <span class="state good">sent</span>;
  if (outcome.state === 'unknown') return <span class="state bad">in doubt</span>;
  return <span class="state warn">refused: {outcome.reason}</span>;
};
