import type { FC } from 'hono/jsx';
import type { CustomerPage } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { isOver } from './sums';

export interface ErasePageProps {
  readonly customerId: string;
  /** What is known of them, where the person may look. */
  readonly customer: CustomerPage | undefined;
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** Says what is erased and what stays, and asks for the id once more. */
export const ErasePage: FC<ErasePageProps> = ({ customerId, customer, visit, form, refusal }) => (
  <Page
    visit={visit}
    title="Erase name and address"
    within={{ title: 'The customer', href: placeOf.customer(customerId) }}
  >
    <RefusalNote refusal={refusal} />
    <p class="id">{customerId}</p>
    <p>It cannot be undone. Do it once you know that it is really this person who asks.</p>
    {customer && <Numbers customer={customer} visit={visit} />}
    <h2>What is erased</h2>
    <ul>
      <li>Name and address, and every failure of this customer as it was published, also of what is on its way.</li>
      <li>Every message that somebody wrote to them, and addresses that were corrected.</li>
      <li>Every mail to them, where mails are kept as they left. It takes some seconds.</li>
    </ul>
    <h2>What stays for ever</h2>
    <ul>
      <li>
        The record of the money: ids, amounts, order, payment, reasons and history. Without it something could be paid
        twice.
      </li>
      <li>That this id was erased, when, by whom and why.</li>
    </ul>
    <h2>What follows</h2>
    <ul>
      <li>What is owed is still paid, without a mail. What needs an address is given in another way.</li>
      <li>Mails that have left have left, and what the provider and partners know is theirs to erase.</li>
      <li>Backups of the table hold what was erased for 35 more days.</li>
      <li>A failure that is detected later begins anew, with the name and the address of its own event.</li>
    </ul>
    {visit.may.includes('erase') ? (
      <EraseForm customerId={customerId} visit={visit} form={form} />
    ) : (
      <p>You may not erase. Whoever has the duty erase may.</p>
    )}
  </Page>
);

const Numbers: FC<{ readonly customer: CustomerPage; readonly visit: Visit }> = ({ customer, visit }) => {
  const { remedies, erased, isComplete } = customer;
  const open = remedies.filter((remedy) => !isOver(remedy)).length;
  return (
    <p>
      Remedies of this customer: {remedies.length}
      {!isComplete && ' or more'}. Not over yet: {open}.
      {erased && (
        <>
          {' '}
          They were erased before, until <Instant at={erased.until} visit={visit} />.
        </>
      )}
    </p>
  );
};

const EraseForm: FC<Pick<ErasePageProps, 'customerId' | 'visit' | 'form'>> = ({ customerId, visit, form }) => (
  <form method="post" action={`${placeOf.customer(customerId)}/erase`} class="verdict">
    <TokenField visit={visit} />
    <ReasonField typed={form['why']} />
    <label>
      The customer id, once more
      <input name="again" required maxlength={200} value={form['again']} autocomplete="off" />
    </label>
    <p class="buttons">
      <button type="submit" class="danger">
        Erase
      </button>
      <a href={placeOf.customer(customerId)}>Do nothing</a>
    </p>
  </form>
);
