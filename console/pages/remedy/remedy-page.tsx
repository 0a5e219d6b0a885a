import type { FC } from 'hono/jsx';
import type { ReasonCodeView, RemedyView } from '../../../lambdas/operator-api/response-schemas';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import type { Refusal } from '../../asking/ask';
import { Amount } from '../../elements/amount';
import { Instant, Until } from '../../elements/instant';
import { Page } from '../../layout/page';
import { rejectedText } from '../../texts/rejected-text';
import { placeOf } from '../../elements/places';
import { RefusalNote } from '../../layout/refusal-note';
import { StateMark } from '../../elements/state-mark';
import { titleOf } from '../../elements/titles';
import { FailureFacts } from './failure-facts';
import { Journey } from './journey';
import { Asked } from './asked';
import { Parts } from './parts';
import { Mails } from './mail/mails';
import { LaterForms, VerdictForm, isOpen } from './verdict-forms';
import { MailFrame } from './mail/mail-frame';

export interface RemedyPageProps {
  readonly remedy: RemedyView;
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
  /** The reasons for which people reject. */
  readonly codes: readonly ReasonCodeView[];
}

export const RemedyPage: FC<RemedyPageProps> = ({ remedy, visit, form, refusal, codes }) => {
  const { record, envelope } = remedy;
  const { customerId } = record;
  return (
    <Page visit={visit} title={titleOf(record.type)} within={{ title: customerId, href: placeOf.customer(customerId) }}>
      <RefusalNote refusal={refusal} />
      <Stand remedy={remedy} visit={visit} />
      <div class="beside">
        <section aria-labelledby="facts">
          <h2 id="facts">What happened</h2>
          <Facts remedy={remedy} visit={visit} />
          <FailureFacts envelope={envelope} />
        </section>
        <Decision remedy={remedy} visit={visit} />
      </div>
      {isOpen(remedy) && (
        <div class="beside">
          {mayDecide(remedy, visit) && (
            <section aria-labelledby="verdict">
              <h2 id="verdict">Your decision</h2>
              <VerdictForm remedy={remedy} visit={visit} form={form} codes={codes} />
            </section>
          )}
          <MailFrame customerId={customerId} remedyId={record.remedyId} />
        </div>
      )}
      <Asked remedy={remedy} visit={visit} form={form} />
      <LaterForms remedy={remedy} visit={visit} form={form} />
      <Mails notices={remedy.notices} visit={visit} />
      <Journey remedy={remedy} visit={visit} />
    </Page>
  );
};

interface OfRemedy {
  readonly remedy: RemedyView;
  readonly visit: Visit;
}

export function mayDecide(remedy: RemedyView, { may }: Visit): boolean {
  return isOpen(remedy) && may.includes('approve');
}

/** Where it has come to, in one line. */
const Stand: FC<OfRemedy> = ({ remedy, visit }) => {
  const { record, reference } = remedy;
  return (
    <p>
      <StateMark state={record.state} /> <span class="hint">Reference {reference}</span>{' '}
      {record.hold && record.state === 'held' && (
        <span>
          To decide <Until at={record.hold.deadline} visit={visit} />; approved by {record.hold.approvals.length} of{' '}
          {record.hold.approvalsNeeded}. {mayDecide(remedy, visit) && <a href="#verdict">Decide</a>}
        </span>
      )}
    </p>
  );
};

/** What was decided by itself, what it waits for, and who has approved it. */
const Decision: FC<OfRemedy> = ({ remedy: { record }, visit }) => {
  const { hold, reasons, parts } = record;
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">What was decided</h2>
      <ul>
        {reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
      {record.rejectedAs && <p>Rejected as: {rejectedText(record.rejectedAs)}.</p>}
      {hold?.why !== undefined && <p>It waits because {hold.why}.</p>}
      {hold?.awaits && (
        <p>
          It waits for {hold.awaits.what}, at most until <Instant at={hold.awaits.until} visit={visit} />; then{' '}
          {hold.awaits.then === 'give' ? 'it is given' : 'a person decides'}.
        </p>
      )}
      <Parts parts={parts} visit={visit} />
      {hold && hold.approvals.length > 0 && (
        <ul>
          {hold.approvals.map(({ actor, at, why }) => (
            <li>
              Approved by {actor}, <Instant at={at} visit={visit} />: {why}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Facts: FC<OfRemedy> = ({ remedy: { record }, visit }) => (
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
