import type { Child, FC } from 'hono/jsx';
import { canBeResent } from '../../../lambdas/ledger/notice/resend-transitions';
import type { NoticeView } from '../../../lambdas/operator-api/response-schemas';
import { placeOf } from '../../elements/places';
import { isInDoubt } from '../../texts/trouble-text';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

export interface NoticeFormsProps {
  readonly notice: NoticeView;
  /** False where nobody knows any more to whom it could go. */
  readonly isAddressKept: boolean;
  readonly visit: Visit;
  readonly form: Form;
}

/** What a person does about a mail: send it once more, or take it off the list because the customer knows otherwise. */
export const NoticeForms: FC<NoticeFormsProps> = ({ notice, isAddressKept, visit, form }) => {
  const { state, trouble, resend } = notice;
  if (resend) return null;
  const resends = isAddressKept && canBeResent(state) && !(state === 'suppressed' && trouble === undefined);
  return (
    <div class="beside">
      {resends && <ResendForm notice={notice} visit={visit} form={form['wish'] === 'resend' ? form : {}} />}
      {trouble !== undefined && (
        <NoticeForm
          wish="close"
          title="Take it off the list"
          button="Take off"
          notice={notice}
          visit={visit}
          form={form['wish'] === 'close' ? form : {}}
        >
          <p>The customer was told in another way, or need not be told. No mail is sent.</p>
        </NoticeForm>
      )}
    </div>
  );
};

interface FormProps {
  readonly notice: NoticeView;
  readonly visit: Visit;
  readonly form: Form;
}

const ResendForm: FC<FormProps> = ({ notice, visit, form }) => {
  const { state, trouble } = notice;
  const needsAnother = state === 'delivered' || state === 'complained';
  return (
    <NoticeForm
      wish="resend"
      title="Send it once more"
      button="Send once more"
      notice={notice}
      visit={visit}
      form={form}
    >
      {trouble !== undefined && isInDoubt(trouble) && <p>It may be the second that the customer gets.</p>}
      <label>
        {needsAnother ? 'To another address' : 'To another address, if the one above is wrong'}
        <input
          name="email"
          inputmode="email"
          autocapitalize="off"
          spellcheck={false}
          autocomplete="off"
          required={needsAnother}
          value={form['email']}
        />
        <small>It takes the place of the one above, for all later mails of this remedy.</small>
      </label>
    </NoticeForm>
  );
};

const NoticeForm: FC<
  FormProps & {
    readonly wish: 'resend' | 'close';
    readonly title: string;
    readonly button: string;
    readonly children: Child;
  }
> = ({ wish, title, button, notice, visit, form, children }) => {
  const { customerId, remedyId, template, version } = notice;
  return (
    <section aria-labelledby={wish}>
      <h2 id={wish}>{title}</h2>
      <form method="post" action={`${placeOf.notice(customerId, remedyId, template)}/${wish}`} class="verdict">
        <TokenField visit={visit} />
        <input type="hidden" name="version" value={version} />
        {children}
        <ReasonField typed={form['why']} />
        <p class="buttons">
          <button type="submit">{button}</button>
        </p>
      </form>
    </section>
  );
};
