import type { FC } from 'hono/jsx';
import type { Refusal } from '../../asking/ask';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

export interface DropPageProps {
  readonly queue: string;
  readonly messageIds: readonly string[];
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** Asks once before events are deleted for good. */
export const DropPage: FC<DropPageProps> = ({ queue, messageIds, visit, form, refusal }) => {
  const count = messageIds.length === 1 ? '1 event' : `${messageIds.length} events`;
  return (
    <Page visit={visit} title={`Drop ${count}?`} within={{ title: 'Dead letters', href: '/dead-letters' }}>
      <RefusalNote refusal={refusal} />
      {messageIds.length === 0 ? (
        <p>None was ticked.</p>
      ) : (
        <form method="post" action={`/dead-letters/${queue}/drop`} class="verdict">
          <TokenField visit={visit} />
          {messageIds.map((id) => (
            <input type="hidden" name={`message-${id}`} value="on" />
          ))}
          <p>
            {count} of {titleOf(queue)} {messageIds.length === 1 ? 'is' : 'are'} deleted for good. What they were about
            is not made right by anybody. They stay in the audit trail by their ids alone.
          </p>
          <ReasonField typed={form['why']} />
          <p class="buttons">
            <button type="submit" class="danger">
              Drop {count}
            </button>
          </p>
        </form>
      )}
    </Page>
  );
};
