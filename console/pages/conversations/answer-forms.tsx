import type { FC, PropsWithChildren } from 'hono/jsx';
import { conversationOwners } from '../../../lambdas/conversation/owners/owner-rules';
import type { ConversationView } from '../../../lambdas/operator-api/response-schemas';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import { LinkForm, WayFields } from './thread-parts';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

interface AnswerFormsProps {
  readonly conversation: ConversationView;
  readonly visit: Visit;
  readonly form: Form;
}

/** What somebody may do with a conversation: take it, answer, close it. */
export const AnswerForms: FC<AnswerFormsProps> = (props) => {
  if (props.conversation.state === 'closed') {
    return <p class="hint">It is closed. It opens again once the customer writes.</p>;
  }
  return (
    <>
      <TakeForm {...props} />
      {props.conversation.channel ? <AnswerThereForm {...props} /> : <AnswerForm {...props} />}
      <LinkForm {...props} />
      <HandOverForm {...props} />
      <CloseForm {...props} />
    </>
  );
};

const TakeForm: FC<AnswerFormsProps> = ({ conversation, visit }) => (
  <section aria-labelledby="take">
    <h2 id="take">Take it</h2>
    <form method="post" action={`${place(conversation)}/take`} class="verdict">
      <SeenFields conversation={conversation} visit={visit} />
      {conversation.state === 'taken' && (
        <label>
          <input type="checkbox" name="over" value="true" /> also where somebody else has it
        </label>
      )}
      <p class="buttons">
        <button type="submit">Take it</button>
        <span class="hint">The first to take it has it.</span>
      </p>
    </form>
  </section>
);

/** By mail. */
const AnswerForm: FC<AnswerFormsProps> = (props) => (
  <WrittenForm
    {...props}
    rows={8}
    read="The whole mail, with greeting and end. Nothing in it is a link."
    signed="The mail comes from the company by this name."
  />
);

/** On a network: it goes out where the customer wrote, while that takes it. */
const AnswerThereForm: FC<AnswerFormsProps> = (props) => {
  const { ways = [] } = props.conversation;
  return ways.length === 0 ? null : (
    <WrittenForm {...props} rows={6} read="All that they read, and below it who signs.">
      <WayFields ways={ways} form={props.form} />
    </WrittenForm>
  );
};

interface WrittenFormProps extends AnswerFormsProps {
  readonly rows: number;
  /** What is said of the text, and of the name below it. */
  readonly read: string;
  readonly signed?: string;
}

const WrittenForm: FC<PropsWithChildren<WrittenFormProps>> = ({
  conversation,
  visit,
  form,
  rows,
  read,
  signed,
  children,
}) => (
  <section aria-labelledby="answer">
    <h2 id="answer">Answer</h2>
    <form method="post" action={`${place(conversation)}/answer`} class="verdict">
      <SeenFields conversation={conversation} visit={visit} />
      {children}
      <label>
        What the customer reads
        <textarea name="message" required maxlength={4000} rows={rows}>
          {form['message'] ?? ''}
        </textarea>
        <small>{read}</small>
      </label>
      <label>
        Your name
        <input name="signedBy" required maxlength={80} value={form['signedBy']} autocomplete="name" />
        {signed && <small>{signed}</small>}
      </label>
      <label>
        <input type="checkbox" name="asks" value="true" checked={form['asks'] === 'true'} /> the customer is asked for
        something
      </label>
      <p class="buttons">
        <button type="submit">Send the answer</button>
      </p>
    </form>
  </section>
);

/** Only where somebody of the company is awaited: else there is nothing to hand over. */
const HandOverForm: FC<AnswerFormsProps> = ({ conversation, visit, form }) =>
  conversation.answerBy === undefined ? null : (
    <section aria-labelledby="hand-over">
      <h2 id="hand-over">Hand it over</h2>
      <form method="post" action={`${place(conversation)}/hand-over`} class="verdict">
        <SeenFields conversation={conversation} visit={visit} />
        <label>
          To
          <select name="to" required>
            {conversationOwners
              .filter((owner) => owner !== conversation.owner)
              .map((owner) => (
                <option value={owner} selected={form['to'] === owner}>
                  {titleOf(owner)}
                </option>
              ))}
          </select>
        </label>
        <ReasonField typed={form['why']} />
        <p class="buttons">
          <button type="submit">Hand it over</button>
          <span class="hint">The customer goes on waiting since they wrote, and somebody there takes it anew.</span>
        </p>
      </form>
    </section>
  );

const CloseForm: FC<AnswerFormsProps> = ({ conversation, visit, form }) => (
  <section aria-labelledby="close">
    <h2 id="close">Close it</h2>
    <form method="post" action={`${place(conversation)}/close`} class="verdict">
      <SeenFields conversation={conversation} visit={visit} />
      <ReasonField typed={form['why']} />
      <p class="buttons">
        <button type="submit">Close it</button>
        <span class="hint">The customer opens it again by writing.</span>
      </p>
    </form>
  </section>
);

const SeenFields: FC<Omit<AnswerFormsProps, 'form'>> = ({ conversation, visit }) => (
  <>
    <TokenField visit={visit} />
    <input type="hidden" name="version" value={conversation.version} />
  </>
);

function place({ customerId, remedyId }: ConversationView): string {
  return placeOf.conversation(customerId, remedyId);
}
