import type { FC } from 'hono/jsx';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import { letterType } from '../../../lambdas/conversation/letter-type';
import type {
  ConversationView,
  CustomerPage as CustomerView,
  RemedyView,
} from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Who } from '../../elements/who';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { AnswerForms } from './answer-forms';
import { Given } from './given';
import { OfCustomer, ThreadFacts, WindowWarning } from './thread-parts';

export interface ConversationPageProps {
  readonly conversation: ConversationView;
  /** The remedy that it is about. Undefined where it cannot be shown. */
  readonly story: RemedyView | undefined;
  /** Whose it is, where it is about no single remedy. Undefined where nobody knows. */
  readonly customer?: CustomerView | undefined;
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** One conversation: what happened, what was given and why, what was said, and an answer. */
export const ConversationPage: FC<ConversationPageProps> = ({
  conversation,
  story,
  customer,
  visit,
  form,
  refusal,
}) => {
  const { failureType, lines, history } = conversation;
  const gift = giftFor(conversation);
  return (
    <Page visit={visit} title={titleOf(failureType)} within={{ title: 'Conversations', href: '/conversations' }}>
      <RefusalNote refusal={refusal} />
      <WindowWarning conversation={conversation} visit={visit} />
      <Facts conversation={conversation} visit={visit} />
      {story && <Given story={story} visit={visit} />}
      {customer && <OfCustomer customer={customer} visit={visit} />}
      <section aria-labelledby="said">
        <h2 id="said">What was said</h2>
        <ol class="said">
          {lines.map((line) => (
            <Said line={line} visit={visit} />
          ))}
        </ol>
      </section>
      {visit.may.includes('give') && gift !== undefined && (
        <p>
          <a href={gift}>Give this customer something</a>
        </p>
      )}
      {visit.may.includes('write') && <AnswerForms conversation={conversation} visit={visit} form={form} />}
      <details>
        <summary>What became of it</summary>
        <ol>
          {history.map((step) => (
            <li>
              <Instant at={step.at} visit={visit} /> {step.state}: {step.why}
            </li>
          ))}
        </ol>
      </details>
    </Page>
  );
};

/** Where somebody may be given something. Undefined where nobody knows who they are. */
function giftFor({ channel, linked, customerId, remedyId, failureType }: ConversationView): string | undefined {
  if (!channel && failureType === letterType) return undefined;
  const about = channel ? linked : { customerId, remedyId };
  if (!about) return undefined;
  const query = about.remedyId === undefined ? '' : `?remedy=${idInPath(about.remedyId)}`;
  return `${placeOf.customer(about.customerId)}/give${query}`;
}

/** Where it stands, and who looks after it. */
const Facts: FC<Pick<ConversationPageProps, 'conversation' | 'visit'>> = ({ conversation, visit }) => {
  const { customerId, remedyId, reference, state, since, holder } = conversation;
  const { owner, answerBy, escalatedAt, waitedMinutes } = conversation;
  return (
    <dl class="facts">
      <dt>State</dt>
      <dd>
        {titleOf(state)} since <Instant at={since} visit={visit} />
        {holder !== undefined && (
          <>
            , <Who actor={holder} /> has it
          </>
        )}
      </dd>
      <dt>Looked after by</dt>
      <dd>
        {titleOf(owner)}
        {escalatedAt !== undefined && ', because nobody had taken it in time'}
        {answerBy !== undefined && (
          <>
            , to be answered by <Instant at={answerBy} visit={visit} />
          </>
        )}
        {waitedMinutes !== undefined && `, the last answer after ${waitedMinutes} minutes of its hours`}
      </dd>
      {conversation.channel ? (
        <ThreadFacts conversation={conversation} visit={visit} />
      ) : (
        <>
          <dt>Customer</dt>
          <dd>
            <a href={placeOf.customer(customerId)}>{customerId}</a>
          </dd>
          <dt>Reference</dt>
          <dd>
            <a href={placeOf.remedy(customerId, remedyId)}>{reference}</a>
          </dd>
        </>
      )}
    </dl>
  );
};

type Line = ConversationView['lines'][number];

const Said: FC<{ readonly line: Line; readonly visit: Visit }> = ({ line, visit }) => {
  const { by, at, text, why, feedback, signedBy, subject, attached = [], answer, there } = line;
  return (
    <li class={by}>
      <p class="hint">
        <strong>
          {by === 'customer' && (there?.name ?? (why === undefined ? 'The customer' : `Somebody (${why})`))}
          {by === 'elsewhere' && 'From another address, or not certain'}
          {by === 'company' && (signedBy ?? 'The company')}
        </strong>
        {there && (there.isPublic ? ' in public' : ' in private')}, <Instant at={at} visit={visit} />
        {subject !== undefined && `, “${subject}”`}
        {answer && `, ${answerTexts[answer.state]}${answer.why === undefined ? '' : `: ${answer.why}`}`}
        {feedback && `, ${feedbackTexts[feedback]}`}
      </p>
      {text === null ? (
        <p class="none">
          {by === 'elsewhere'
            ? `It is not kept here, because ${why ?? 'nobody knows who wrote it'}. The mailbox that a person reads has it.`
            : 'What was said is not kept any more.'}
        </p>
      ) : text === '' ? (
        feedback === undefined && <p class="none">Nothing is written in it. The mailbox has the mail as it came.</p>
      ) : (
        text.split(/\n{2,}/).map((paragraph) => (
          <p>
            {paragraph.split('\n').map((line, at) => (
              <>
                {at > 0 && <br />}
                {line}
              </>
            ))}
          </p>
        ))
      )}
      {there !== undefined && there.attachments > 0 && (
        <p class="hint">
          With {there.attachments === 1 ? 'a picture or the like' : `${there.attachments} pictures or the like`}, which
          the network has.
        </p>
      )}
      {there?.url !== undefined && <p class="hint">Where it stands: {there.url}</p>}
      {attached.length > 0 && <p class="hint">Attached, not opened: {attached.join(', ')}. The mailbox has it.</p>}
    </li>
  );
};

/** What was answered to the question whether it was made right. */
const feedbackTexts: Readonly<Record<NonNullable<Line['feedback']>, string>> = {
  yes: 'yes, it was made right',
  no: 'no, it was not made right',
  unclear: 'asked whether it was made right',
};

const answerTexts: Readonly<Record<NonNullable<Line['answer']>['state'], string>> = {
  wanted: 'on its way',
  sending: 'on its way',
  sent: 'sent',
  none: 'not sent',
  unknown: 'perhaps sent, nobody can say',
  delivered: 'arrived',
  bounced: 'did not arrive',
  complained: 'called spam',
  suppressed: 'not sent: the address takes no mail',
};
