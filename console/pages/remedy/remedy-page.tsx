import type { FC } from 'hono/jsx';
import type { RemedyView } from '../../../lambdas/operator-api/response-schemas';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import type { Refusal } from '../../asking/ask';
import { Amount } from '../../elements/amount';
import { Instant, Until } from '../../elements/instant';
import { Page } from '../../layout/page';
import { placeOf } from '../../elements/places';
import { RefusalNote } from '../../layout/refusal-note';
import { StateMark } from '../../elements/state-mark';
import { titleOf } from '../../elements/titles';
import { FailureFacts } from './failure-facts';
import { Journey } from './journey';
import { Parts } from './parts';
import { Mails } from './mails';
import { LaterForms, VerdictForm, isOpen } from './verdict-forms';
import { MailFrame } from './mail-frame';

export interface RemedyPageProps {
  readonly remedy: RemedyView;
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

export const RemedyPage: FC<RemedyPageProps> = ({ remedy, visit, form, refusal }) => {
  const { record, reference, envelope } = remedy;
  const decides = isOpen(remedy) && visit.may.includes('approve');
  return (
    <Page
      visit={visit}
      title={titleOf(record.type)}
      within={{ title: record.customerId, href: placeOf.customer(record.customerId) }}
    >
      <RefusalNote refusal={refusal} />
      <p>
        <StateMark state={record.state} /> <span class="hint">Reference {reference}</span>{' '}
        {record.hold && record.state === 'held' && (
          <span>
            To decide <Until at={record.hold.deadline} visit={visit} />; approved by {record.hold.approvals.length} of{' '}
            {record.hold.approvalsNeeded}. {decides && <a href="#verdict">Decide</a>}
          </span>
        )}
      </p>
      <div class="beside">
        <section aria-labelledby="facts">
          <h2 id="facts">What happened</h2>
          <Facts remedy={remedy} visit={visit} />
          <FailureFacts envelope={envelope} />
        </section>
        <section aria-labelledby="decision">
          <h2 id="decision">What was decided</h2>
          <ul>
            {record.reasons.map((reason) => (
              <li>{reason}</li>
            ))}
          </ul>
          {record.hold?.why && <p>It waits because {record.hold.why}.</p>}
          {record.hold?.awaits && (
            <p>
              It waits for {record.hold.awaits.what}, at most until{' '}
              <Instant at={record.hold.awaits.until} visit={visit} />; then{' '}
              {record.hold.awaits.then === 'give' ? 'it is given' : 'a person decides'}.
            </p>
          )}
          <Parts parts={record.parts} visit={visit} />
          {record.hold && record.hold.approvals.length > 0 && (
            <ul>
              {record.hold.approvals.map(({ actor, at, why }) => (
                <li>
                  Approved by {actor}, <Instant at={at} visit={visit} />: {why}
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      {isOpen(remedy) && (
        <div class="beside">
          {decides && (
            <section aria-labelledby="verdict">
              <h2 id="verdict">Your decision</h2>
              <VerdictForm remedy={remedy} visit={visit} form={form} />
            </section>
          )}
          <MailFrame customerId={record.customerId} remedyId={record.remedyId} />
        </div>
      )}
      <LaterForms remedy={remedy} visit={visit} form={form} />
      <Mails notices={remedy.notices} visit={visit} />
      <Journey remedy={remedy} visit={visit} />
    </Page>
  );
};

const Facts: FC<{ readonly remedy: RemedyView; readonly visit: Visit }> = ({ remedy: { record }, visit }) => (
  <dl class="facts">
    <dt>Customer</dt>
    <dd>
      <a href={placeOf.customer(record.customerId)}>{record.customerId}</a>
    </dd>
    <dt>Order</dt>
    <dd>{[record.orderId, record.lineId].filter((id) => id !== undefined).join(', line ')}</dd>
    <dt>Paid</dt>
    <dd>
      <Amount of={record.paid} locale={visit.locale} /> with {record.paymentId}
    </dd>
    <dt>It happened</dt>
    <dd>
      <Instant at={record.occurredAt} visit={visit} />
    </dd>
    <dt>{record.evidence === 'detected' ? 'Detected' : 'Reported'}</dt>
    <dd>
      <Instant at={record.detectedAt} visit={visit} />
      {record.source !== undefined && ` by ${record.source}`}
    </dd>
    {record.incidentId !== undefined && (
      <>
        <dt>Incident</dt>
        <dd>
          <a href={placeOf.incident(record.incidentId)}>{record.incidentId}</a>
        </dd>
      </>
    )}
    {record.recovery && (
      <>
        <dt>Borne by</dt>
        <dd>
          {[record.recovery.bearer, record.recovery.partyId].filter((text) => text !== undefined).join(' ')}:{' '}
          <Amount of={record.recovery} locale={visit.locale} />, {record.recovery.why}
        </dd>
      </>
    )}
    <dt>Remedy</dt>
    <dd>
      <code>{record.remedyId}</code>
    </dd>
    <dt>Policy</dt>
    <dd>{record.policyVersion}</dd>
  </dl>
);
