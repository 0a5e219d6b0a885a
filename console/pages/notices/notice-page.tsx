import type { FC } from 'hono/jsx';
import * as z from 'zod/mini';
import { costOf } from '../../../lambdas/model/remedy';
import type { NoticeView, RemedyView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { Amounts } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { Ago, Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { StateMark } from '../../elements/state-mark';
import { titleOf } from '../../elements/titles';
import { troubleText } from '../../texts/trouble-text';
import { Who } from '../../elements/who';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { sentMailPathOf } from '../remedy/mail/mail-path';
import { NoticeForms } from './notice-forms';

export interface NoticePageProps {
  readonly notice: NoticeView;
  readonly remedy: RemedyView;
  readonly visit: Visit;
  /** What was typed before, and with `wish` into which of the forms. */
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

export const NoticePage: FC<NoticePageProps> = ({ notice, remedy, visit, form, refusal }) => {
  const { customerId, remedyId, type, template, state, trouble, at, resend } = notice;
  return (
    <Page
      visit={visit}
      title={`${titleOf(template)}: ${titleOf(type).toLowerCase()}`}
      within={{ title: 'The remedy', href: placeOf.remedy(customerId, remedyId) }}
    >
      <RefusalNote refusal={refusal} />
      <p>
        {trouble === undefined ? titleOf(state) : <strong class="over">{troubleText(trouble)}</strong>}{' '}
        <Ago at={at} visit={visit} />.
      </p>
      {resend && (
        <p>
          It is being sent once more{resend.corrected && ' to a corrected address'}, as <Who actor={resend.actor} />{' '}
          wants since <Instant at={resend.at} visit={visit} />: {resend.why}
        </p>
      )}
      {state === 'held' && (
        <p>
          Its words wait for a person. They are decided on with{' '}
          <a href={placeOf.remedy(customerId, remedyId)}>the remedy</a>.
        </p>
      )}
      <Facts notice={notice} remedy={remedy} visit={visit} />
      {(visit.may.includes('retry') || visit.may.includes('write')) && (
        <NoticeForms notice={notice} isAddressKept={remedy.envelope !== null} visit={visit} form={form} />
      )}
      <History notice={notice} visit={visit} />
      {notice.messageId !== undefined && notice.by === undefined && <SentMail notice={notice} />}
    </Page>
  );
};

/** Nobody keeps what a mail said: it is written once more of what is recorded. */
const SentMail: FC<Pick<NoticePageProps, 'notice'>> = ({ notice: { customerId, remedyId, template } }) => (
  <section aria-labelledby="mail">
    <h2 id="mail">The mail, as it left</h2>
    <p class="hint">
      Written once more of what was recorded then. Where words, brands or colours were deployed since, it has those of
      today.
    </p>
    <iframe
      class="mail"
      title="The mail as it left"
      sandbox=""
      src={sentMailPathOf(customerId, remedyId, template)}
    ></iframe>
  </section>
);

const Facts: FC<Pick<NoticePageProps, 'notice' | 'remedy' | 'visit'>> = ({ notice, remedy, visit }) => {
  const { record, reference, envelope } = remedy;
  const given = record.parts
    .filter(({ outcome }) => outcome.state === 'succeeded')
    .flatMap(({ part }) => costOf(part) ?? []);
  return (
    <dl class="facts">
      <dt>It goes to</dt>
      <dd>{envelope === null ? 'Nobody: the address is erased or not kept any more' : addressOf(envelope.failure)}</dd>
      <dt>Given</dt>
      <dd>
        <Amounts of={given} locale={visit.locale} /> <StateMark state={record.state} />
      </dd>
      <dt>Customer</dt>
      <dd>
        <a href={placeOf.customer(record.customerId)}>{record.customerId}</a>
      </dd>
      <dt>Reference</dt>
      <dd>{reference}</dd>
      {notice.messageId !== undefined && (
        <>
          <dt>At the mail service</dt>
          <dd>
            <code>{notice.messageId}</code>
          </dd>
        </>
      )}
    </dl>
  );
};

const addressed = z.object({
  customer: z.object({ name: z.optional(z.string()), email: z.optional(z.string()) }),
});

function addressOf(failure: unknown): string {
  const { name, email } = addressed.safeParse(failure).data?.customer ?? {};
  if (email === undefined || email === '') return 'No address is known';
  return name === undefined ? email : `${name}, ${email}`;
}

const History: FC<{ readonly notice: NoticeView; readonly visit: Visit }> = ({ notice: { history }, visit }) => (
  <section aria-labelledby="history">
    <h2 id="history">What became of it</h2>
    <DataTable
      head={['When', 'State', 'Why']}
      rows={history.map(({ at, state, why }) => [<Instant at={at} visit={visit} />, titleOf(state), why])}
      isCompact
    />
  </section>
);
