import type { Child, FC } from 'hono/jsx';
import type { IncidentPage as IncidentShown, ReasonCodeView } from '../../../lambdas/operator-api/response-schemas';
import { placeOf } from '../../elements/places';
import { CodeChoice } from '../../fields/code-choice';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import { seenValue } from '../../visit/seen';
import type { Visit } from '../../visit/visit';
import { mailFrame } from '../remedy/mail/mail-frame';
import { ExampleChoice } from './example-choice';
import { MessageFields, messagesIn } from './message-fields';
import { ShowButton } from './shown-mails';

export interface IncidentFormsProps {
  readonly shown: IncidentShown;
  readonly visit: Visit;
  readonly form: Form;
  /** The reasons for which people reject. */
  readonly codes: readonly ReasonCodeView[];
}

/** So long a verdict is followed before what it leaves waits for another one. */
const followedMs = 120_000;

/** The verdicts that are open. Nothing is decided on what the person has not seen: version and figures go along. */
export const IncidentForms: FC<IncidentFormsProps> = ({ shown, visit, form, codes }) => {
  if (!visit.may.includes('approve')) return null;
  const { incident, cohort } = shown;
  const { decided } = incident;
  const waits = cohort.remedies + (cohort.words ?? 0) > 0;
  // What a verdict leaves is decided on otherwise only once it was followed for a while.
  const isOpen = !decided || (waits && visit.now.getTime() - Date.parse(decided.at) >= followedMs);
  const of = (verdict: string): Form => (form['verdict'] === verdict ? form : {});
  return (
    <div class="beside">
      {isOpen && waits && decided?.verdict !== 'approved' && (
        <ApproveForm shown={shown} visit={visit} form={of('approve')} codes={codes} />
      )}
      {isOpen && decided?.verdict !== 'rejected' && (
        <VerdictForm verdict="reject" title="Reject all of it" shown={shown} visit={visit} form={of('reject')}>
          <CodeChoice codes={codes} chosen={of('reject')['code']} isRequired />
          <Tail form={of('reject')} />
          <p class="buttons">
            <button type="submit" class="danger">
              Reject…
            </button>
            <span class="hint">It asks you once more.</span>
          </p>
        </VerdictForm>
      )}
      {decided && (
        <VerdictForm verdict="withdraw" title="Withdraw the verdict" shown={shown} visit={visit} form={of('withdraw')}>
          <p>What was not attempted yet waits for another verdict. What was given stays given.</p>
          <p class="buttons">
            <button type="submit">Withdraw</button>
          </p>
        </VerdictForm>
      )}
    </div>
  );
};

const ApproveForm: FC<IncidentFormsProps> = ({ shown, visit, form }) => {
  const { messages } = messagesIn(form);
  return (
    <VerdictForm verdict="approve" title="Approve all of it" shown={shown} visit={visit} form={form}>
      <details open={messages !== undefined}>
        <summary>Write to all of them yourself</summary>
        <MessageFields visit={visit} form={form} />
        <Example shown={shown} form={form} />
      </details>
      <Tail form={form} />
      <p class="buttons">
        <button type="submit">Approve…</button>
        <span class="hint">It asks you once more.</span>
      </p>
    </VerdictForm>
  );
};

/** The mail of one of them. It is of a person, so nobody is shown it unasked. */
const Example: FC<Pick<IncidentFormsProps, 'shown' | 'form'>> = ({ shown: { incident, examples }, form }) =>
  examples.length === 0 ? null : (
    <>
      <ExampleChoice examples={examples} chosen={form['example']} />
      <p class="buttons">
        <ShowButton incidentId={incident.incidentId} name="Show it in the mail of this one" />
        <span class="hint">Every language is shown before you approve.</span>
      </p>
      <iframe class="mail" name={mailFrame} title="The mail of one of them" sandbox=""></iframe>
    </>
  );

const Tail: FC<{ readonly form: Form }> = ({ form }) => (
  <details open={form['tailHours'] !== undefined && form['tailHours'] !== ''}>
    <summary>What still happens</summary>
    <label>
      Cover failures of the incident for so many hours from now
      <input name="tailHours" inputmode="numeric" pattern="\d{1,3}" placeholder="24" value={form['tailHours']} />
    </label>
  </details>
);

const VerdictForm: FC<
  Omit<IncidentFormsProps, 'codes'> & {
    readonly verdict: 'approve' | 'reject' | 'withdraw';
    readonly title: string;
    readonly children: Child;
  }
> = ({ verdict, title, shown: { incident, cohort }, visit, form, children }) => (
  <section aria-labelledby={verdict}>
    <h2 id={verdict}>{title}</h2>
    <form method="post" action={`${placeOf.incident(incident.incidentId)}/${verdict}`} class="verdict">
      <TokenField visit={visit} />
      <input type="hidden" name="version" value={incident.version} />
      <input type="hidden" name="seen" value={seenValue(cohort)} />
      <ReasonField typed={form['why']} />
      {children}
    </form>
  </section>
);
