import type { FC } from 'hono/jsx';
import { defaultTailHours, isMoreThan } from '../../../lambdas/ledger/incident/incident';
import type { IncidentMailsView, IncidentPage as IncidentShown } from '../../../lambdas/operator-api/response-schemas';
import type { Answer, Refusal } from '../../asking/ask';
import { cohortText } from '../../texts/cohort-text';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { TokenField } from '../../fields/token-field';
import { filled, type Form } from '../../visit/form';
import { seenIn, seenValue } from '../../visit/seen';
import type { Visit } from '../../visit/visit';
import { messageFields } from './message-fields';
import { ShownMails } from './shown-mails';

export type Verdict = 'approve' | 'reject';

const words = {
  approve: { title: 'Approve all that waits with', button: 'Approve' },
  reject: { title: 'Reject all that waits with', button: 'Reject' },
} as const;

export interface ConfirmPageProps {
  readonly verdict: Verdict;
  readonly shown: IncidentShown;
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
  /** What all of them read, in the mail of one of them. Undefined where they read our own words. */
  readonly mails: Answer<IncidentMailsView> | undefined;
}

/** Repeats what is decided, with the figures of this moment, and asks once. */
export const ConfirmPage: FC<ConfirmPageProps> = ({ verdict, shown, visit, form, refusal, mails }) => {
  const { incident, cohort, approvalsNeeded } = shown;
  const seen = seenIn(form);
  const hasGrown = seen !== undefined && isMoreThan(cohort, seen);
  return (
    <Page
      visit={visit}
      title={`${words[verdict].title} ${incident.incidentId}?`}
      within={{ title: 'The incident', href: placeOf.incident(incident.incidentId) }}
    >
      <RefusalNote refusal={refusal} />
      {hasGrown && (
        <p class="refused" role="alert">
          It has grown since you looked. Then it was {cohortText(seen, visit.locale)}.
        </p>
      )}
      <p class="many">
        <strong>{cohortText(cohort, visit.locale)}</strong>
      </p>
      {verdict === 'reject' && <p>Nothing of it is given, for good, and nobody is written to.</p>}
      <p>
        What happens until {tailOf(shown, form, verdict)} hours from now and belongs to the incident is covered by it,
        too.
      </p>
      {verdict === 'approve' && approvalsNeeded > 1 && <p>So much takes the approval of {approvalsNeeded} people.</p>}
      <ConfirmForm verdict={verdict} shown={shown} visit={visit} form={form} mails={mails} />
    </Page>
  );
};

/** As it is decided: what stands in the form, what a person before wrote, or what holds by itself. */
function tailOf({ incident }: IncidentShown, form: Form, verdict: Verdict): string {
  const before = verdict === 'approve' ? incident.proposed?.tailHours : undefined;
  return filled(form, 'tailHours') ?? String(before ?? defaultTailHours);
}

const Approval: FC<Pick<ConfirmPageProps, 'shown' | 'visit' | 'mails'>> = ({ shown: { incident }, visit, mails }) => {
  if (mails === undefined) return <p>Each customer reads the words of what failed.</p>;
  return (
    <section aria-labelledby="mails">
      <h2 id="mails">What they read, in the mail of one of them</h2>
      {mails.is === 'done' ? (
        <ShownMails incidentId={incident.incidentId} mails={mails.value.mails} visit={visit} />
      ) : (
        <p class="refused">It cannot be shown: {[mails.why, ...mails.problems].join('; ')}.</p>
      )}
    </section>
  );
};

/** What is sent on as it was typed. */
const carried = ['version', 'code', 'why', 'tailHours', 'example', ...messageFields];

const ConfirmForm: FC<Omit<ConfirmPageProps, 'refusal'>> = ({ verdict, shown, visit, form, mails }) => {
  const { incident, cohort } = shown;
  const place = placeOf.incident(incident.incidentId);
  return (
    <form method="post" action={`${place}/${verdict}`} class="verdict">
      <TokenField visit={visit} />
      {carried.map((name) => (
        <input type="hidden" name={name} value={form[name] ?? ''} />
      ))}
      <input type="hidden" name="seen" value={seenValue(cohort)} />
      <input type="hidden" name="verdict" value={verdict} />
      <input type="hidden" name="confirmed" value="yes" />
      {mails?.is === 'done' && <input type="hidden" name="wording" value={mails.value.wording} />}
      {verdict === 'approve' && <Approval shown={shown} visit={visit} mails={mails} />}
      <p>
        Why: <strong>{form['why']}</strong>
        {verdict === 'reject' && <> ({form['code']})</>}
      </p>
      <p class="buttons">
        <button type="submit" class={verdict === 'reject' ? 'danger' : undefined}>
          {words[verdict].button} {cohortText(cohort, visit.locale)}
        </button>
        <button type="submit" class="quiet" formaction={`${place}/change`}>
          Change what I wrote
        </button>
      </p>
    </form>
  );
};
