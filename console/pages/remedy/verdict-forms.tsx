import type { Child, FC } from 'hono/jsx';
import type { ReasonCodeView, RemedyView } from '../../../lambdas/operator-api/response-schemas';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { placeOf } from '../../elements/places';
import { CodeChoice } from '../../fields/code-choice';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import { mailFrame } from './mail/mail-frame';
import { mailPathOf } from './mail/mail-path';

export interface VerdictFormsProps {
  readonly remedy: RemedyView;
  readonly visit: Visit;
  /** What was typed before. */
  readonly form: Form;
  /** For a verdict: the reasons for which people reject. */
  readonly codes?: readonly ReasonCodeView[];
}

/** Whether a person decides on it: on the remedy, or on the words of its mail. */
export function isOpen({ record, notices }: RemedyView): boolean {
  return record.state === 'held' || notices.some(({ state, words }) => state === 'held' && words && !words.approval);
}

/** The form of a verdict on what waits. Nothing is decided on what the person has not seen: its version goes along. */
export const VerdictForm: FC<VerdictFormsProps> = ({ remedy, visit, form, codes = [] }) => {
  const { customerId, remedyId, state } = remedy.record;
  const place = placeOf.remedy(customerId, remedyId);
  return (
    <form method="post" action={`${place}/approve`} class="verdict">
      <Hidden remedy={remedy} visit={visit} />
      <ReasonField typed={form['why']} />
      <details open={form['message'] !== undefined && form['message'] !== ''}>
        <summary>Write to the customer yourself</summary>
        <WritingFields form={form} />
        <p class="buttons">
          <Preview customerId={customerId} remedyId={remedyId} verdict="approve" name="Show the mail of an approval" />
          <Preview customerId={customerId} remedyId={remedyId} verdict="reject" name="Show the mail of a rejection" />
        </p>
      </details>
      <CodeChoice codes={codes} chosen={form['code']} />
      <p class="buttons">
        <button type="submit">{state === 'held' ? 'Approve' : 'Approve the words'}</button>
        <button type="submit" class="danger" formaction={`${place}/reject`}>
          {state === 'held' ? 'Reject' : 'Send no mail'}
        </button>
      </p>
      {state === 'held' && (
        <details open={form['hours'] !== undefined && form['hours'] !== ''}>
          <summary>More time</summary>
          <label>
            Hours from now
            <input name="hours" inputmode="numeric" pattern="\d{1,4}" value={form['hours']} />
          </label>
          <p class="buttons">
            <button type="submit" class="quiet" formaction={`${place}/extend`}>
              Extend
            </button>
          </p>
        </details>
      )}
    </form>
  );
};

const WritingFields: FC<Pick<VerdictFormsProps, 'form'>> = ({ form }) => (
  <>
    <label>
      What the customer reads, between the greeting and the signature
      <textarea name="message" rows={7} maxlength={4000}>
        {form['message'] ?? ''}
      </textarea>
      <small>Left empty, an approval sends the words of this failure type, and a rejection sends no mail.</small>
    </label>
    <label>
      Its language
      <input
        name="locale"
        maxlength={35}
        placeholder="the customer's own, or a tag such as de"
        value={form['locale']}
      />
    </label>
    <label>
      Who signs
      <input name="signedBy" maxlength={80} placeholder="the brand's own signatory" value={form['signedBy']} />
    </label>
    <label>
      Their title
      <input name="signedRole" maxlength={80} value={form['signedRole']} />
    </label>
  </>
);

const Preview: FC<{
  readonly customerId: string;
  readonly remedyId: string;
  readonly verdict: 'approve' | 'reject';
  readonly name: string;
}> = ({ customerId, remedyId, verdict, name }) => (
  <button
    type="submit"
    class="quiet"
    formnovalidate
    formaction={mailPathOf(customerId, remedyId, verdict)}
    formtarget={mailFrame}
  >
    {name}
  </button>
);

/** What may be done with what is no longer decided on: a retry of what needs attention, a credit taken back. */
export const LaterForms: FC<VerdictFormsProps> = ({ remedy, visit, form }) => {
  const { record } = remedy;
  const retries = record.state === 'needs-attention' && visit.may.includes('retry');
  const hasCredit = record.parts.some(({ part, outcome }) => part.kind === 'credit' && outcome.state === 'succeeded');
  return (
    <>
      {retries && (
        <LaterForm
          title="Send it on its way again"
          action="retry"
          button="Retry"
          remedy={remedy}
          visit={visit}
          form={form}
        >
          It is carried out as it was decided, once what stopped it is mended.
        </LaterForm>
      )}
      {hasCredit && visit.may.includes('approve') && (
        <LaterForm
          title="Take the credit back"
          action="void-credit"
          button="Take back"
          remedy={remedy}
          visit={visit}
          form={form}
        >
          Only a credit that the customer has not used can be taken back. They are not written to about it.
        </LaterForm>
      )}
    </>
  );
};

const LaterForm: FC<
  VerdictFormsProps & {
    readonly title: string;
    readonly action: string;
    readonly button: string;
    readonly children: Child;
  }
> = ({ remedy, visit, form, title, action, button, children }) => (
  <details class="later">
    <summary>{title}</summary>
    <form
      method="post"
      action={`${placeOf.remedy(remedy.record.customerId, remedy.record.remedyId)}/${action}`}
      class="verdict"
    >
      <Hidden remedy={remedy} visit={visit} />
      <p>{children}</p>
      <ReasonField typed={form['why']} />
      <p class="buttons">
        <button type="submit">{button}</button>
      </p>
    </form>
  </details>
);

const Hidden: FC<{ readonly remedy: RemedyView; readonly visit: Visit }> = ({ remedy, visit }) => (
  <>
    <TokenField visit={visit} />
    <input type="hidden" name="version" value={remedy.record.version} />
  </>
);
