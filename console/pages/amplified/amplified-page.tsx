import type { FC } from 'hono/jsx';
import type { AmplifiedListView, AmplifiedView } from '../../../lambdas/operator-api/amplified/amplified-schemas';
import { DataTable } from '../../elements/data-table';
import { Ago, Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';

const within = { title: 'Many write about it', href: '/amplified' } as const;

/** What many people have written about of late, each with its page. */
export const AmplifiedListPage: FC<{ readonly list: AmplifiedListView; readonly visit: Visit }> = ({ list, visit }) => (
  <Page visit={visit} title="Many write about it" within={{ title: 'Conversations', href: '/conversations' }}>
    {list.incidents.length === 0 ? (
      <p>No cause has made so many people write, in so short a time, that it was an incident.</p>
    ) : (
      <DataTable
        head={['Since', 'Cause', 'Where', 'People', 'Incident']}
        rows={list.incidents.map(({ incidentId, network, cause, people, withinMinutes, openedAt }) => [
          <Ago at={openedAt} visit={visit} />,
          <a href={placeOf.amplified(incidentId)}>{cause}</a>,
          titleOf(network),
          `${people} within ${withinMinutes} minutes`,
          incidentId,
        ])}
      />
    )}
  </Page>
);

/** One cause that many write about: who wrote when, whom of them we know, and who waits for an answer. */
export const AmplifiedPage: FC<{ readonly view: AmplifiedView; readonly visit: Visit }> = ({ view, visit }) => {
  const { incident, posts, writers, lastAt, isComplete } = view;
  const { incidentId, network, account, cause, people, withinMinutes, openedAt } = incident;
  const open = posts.filter(({ isAnswered }) => !isAnswered).length;
  const known = new Set(posts.flatMap(({ linkedCustomerId }) => linkedCustomerId ?? [])).size;
  const more = isComplete ? '' : 'at least ';
  return (
    <Page visit={visit} title={`“${cause}”`} within={within}>
      <dl class="facts">
        <dt>Where</dt>
        <dd>
          {titleOf(network)}, {account}
        </dd>
        <dt>An incident since</dt>
        <dd>
          <Instant at={openedAt} visit={visit} />, when {people} people had written about it within {withinMinutes}{' '}
          minutes
        </dd>
        <dt>Until now</dt>
        <dd>
          {more}
          {posts.length} posts of {more}
          {writers} people
          {lastAt !== undefined && (
            <>
              , the last <Ago at={lastAt} visit={visit} />
            </>
          )}
          ; {known} of them are customers whom we know
        </dd>
        <dt>Not answered</dt>
        <dd>{open === 0 ? 'none' : `${more}${open}`}</dd>
        <dt>Incident</dt>
        <dd>{incidentId}, which its complaints bear</dd>
      </dl>
      <Posts posts={posts} visit={visit} />
      {!isComplete && <p class="refused">There are more than are shown.</p>}
      <p class="hint">Is it one cause, and is it ours? Nothing is given because many say it.</p>
    </Page>
  );
};

const Posts: FC<Pick<AmplifiedView, 'posts'> & { readonly visit: Visit }> = ({ posts, visit }) => (
  <>
    <h2>What they wrote</h2>
    {posts.length === 0 ? (
      <p>Nothing of it is kept any more.</p>
    ) : (
      <DataTable
        head={['When', 'What they wrote', 'Who', 'Conversation']}
        rows={posts.map((post) => [
          <Instant at={post.at} visit={visit} />,
          <>
            {post.text === null ? <span class="none">not kept any more</span> : post.text.slice(0, longestShown)}
            {!post.isPublic && <div class="hint">in private</div>}
          </>,
          post.linkedCustomerId === undefined ? (
            <span class="none">nobody we know</span>
          ) : (
            <a href={placeOf.customer(post.linkedCustomerId)}>{post.linkedCustomerId}</a>
          ),
          <>
            <a href={placeOf.conversation(post.customerId, post.remedyId)}>{titleOf(post.state)}</a>
            {!post.isAnswered && <div class="refused">not answered</div>}
          </>,
        ])}
      />
    )}
  </>
);

/** So much of each post stands in the list. All of it is in its conversation. */
const longestShown = 300;
