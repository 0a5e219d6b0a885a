import type { FC } from 'hono/jsx';
import { conversationOwners, type ConversationOwner } from '../../../lambdas/conversation/owners/owner-rules';
import type { ConversationListView } from '../../../lambdas/operator-api/response-schemas';
import { DataTable } from '../../elements/data-table';
import { Ago, Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Who } from '../../elements/who';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';

interface ConversationsPageProps {
  readonly found: ConversationListView;
  readonly visit: Visit;
  /** Whose are shown. Undefined where all are. */
  readonly owner: ConversationOwner | undefined;
}

/** Customers who wrote back and wait for somebody, the longest first. */
export const ConversationsPage: FC<ConversationsPageProps> = ({ found, visit, owner }) => (
  <Page visit={visit} title="Conversations">
    <OwnerLinks shown={owner} />
    {found.conversations.length === 0 ? (
      <p>Nobody waits for an answer.</p>
    ) : (
      <DataTable
        head={['Waits since', 'Answer by', 'What failed', 'Where', 'Customer', 'State', 'Owner', 'Who has it']}
        rows={found.conversations.map((one) => [
          <Ago at={one.since} visit={visit} />,
          <AnswerBy one={one} visit={visit} />,
          <>
            <a href={placeOf.conversation(one.customerId, one.remedyId)}>{titleOf(one.failureType)}</a>
            {!one.channel && <div class="hint">{one.reference}</div>}
          </>,
          <Where one={one} visit={visit} />,
          one.channel ? (one.linked?.customerId ?? <span class="none">nobody we know</span>) : one.customerId,
          titleOf(one.state),
          titleOf(one.owner),
          one.holder === undefined ? <span class="none">nobody</span> : <Who actor={one.holder} />,
        ])}
      />
    )}
    {!found.isComplete && <p class="refused">There are more than are shown.</p>}
    <p class="hint">
      What customers answer to our mails, of each of which the mailbox that a person reads has a copy, and what they
      write on networks. The first to take one has it. <a href="/amplified">What many write about</a> has a page of its
      own.
    </p>
  </Page>
);

type One = ConversationListView['conversations'][number];

const Where: FC<{ readonly one: One; readonly visit: Visit }> = ({ one: { channel, ...one }, visit }) => {
  if (!channel) return 'by mail';
  const { windowEndsAt, windowWarnsAt } = one;
  const endsSoon = windowWarnsAt !== undefined && Date.parse(windowWarnsAt) <= visit.now.getTime();
  return (
    <>
      {channel.name}
      {channel.isPublic && <div class="hint">in public</div>}
      {endsSoon && windowEndsAt !== undefined && (
        <div class="refused">
          no answer after <Instant at={windowEndsAt} visit={visit} />
        </div>
      )}
    </>
  );
};

const OwnerLinks: FC<{ readonly shown: ConversationOwner | undefined }> = ({ shown }) => (
  <p class="hint">
    {[undefined, ...conversationOwners].map((owner, at) => {
      const text = owner === undefined ? 'All' : titleOf(owner);
      return (
        <>
          {at > 0 && ' · '}
          {owner === shown ? (
            <strong>{text}</strong>
          ) : (
            <a href={owner === undefined ? '/conversations' : `/conversations?owner=${owner}`}>{text}</a>
          )}
        </>
      );
    })}
  </p>
);

/** By when somebody has to answer, and whether that is over. */
const AnswerBy: FC<{ readonly one: One; readonly visit: Visit }> = ({ one: { answerBy, escalatedAt }, visit }) => {
  if (answerBy === undefined) return <span class="none">nobody is awaited</span>;
  const isOver = Date.parse(answerBy) < visit.now.getTime();
  return (
    <>
      <Instant at={answerBy} visit={visit} />
      {isOver && <div class="refused">overdue</div>}
      {escalatedAt !== undefined && <div class="hint">nobody had taken it, so it came here</div>}
    </>
  );
};
