import type { FC } from 'hono/jsx';
import { Instant } from '../../../console/elements/instant';
import { TokenField } from '../../../console/fields/token-field';
import { Page } from '../../../console/layout/page';
import type { Visit } from '../../../console/visit/visit';
import type { Contact } from '../../emulator/connect/contact';
import type { LocalPhone } from '../../system/phone/local-phone';
import { phoneActs } from './phone-acts';

export interface PhonePageProps {
  readonly visit: Visit;
  /** Undefined where no contact center calls. */
  readonly phone: LocalPhone | undefined;
}

interface ContactProps {
  readonly visit: Visit;
  readonly contact: Contact;
}

/** How many are shown, the newest first. */
const mostShown = 20;

/** The contact center of this machine: a visitor is its agent, and the customer on the phone. */
export const PhonePage: FC<PhonePageProps> = ({ visit, phone }) => {
  const all = phone?.instance.all ?? [];
  const tasks = all.filter(({ channel }) => channel === 'TASK').slice(0, mostShown);
  const callsOf = ({ contactId }: Contact): readonly Contact[] =>
    all.filter(({ relatedContactId }) => relatedContactId === contactId);
  return (
    <Page visit={visit} title="Phone" isLive>
      <p>
        Agents of an emulated Amazon Connect call the customers of the local company. You are the agent: accept a task,
        and the customer is dialled. You are the customer, too: answer, or let it ring.
      </p>
      {!phone && (
        <p>
          Here the callback team of the local company calls. With <code>npm start -- --phone</code> you do.
        </p>
      )}
      {phone && <RoomForm visit={visit} phone={phone} />}
      {phone && tasks.length === 0 && <p>Nobody is to be called yet.</p>}
      {tasks.map((task) => (
        <section aria-labelledby={task.contactId}>
          <h2 id={task.contactId}>{task.name}</h2>
          <p class="hint">
            {stateText(task)}, since <Instant at={task.begunAt.toISOString()} visit={visit} />
            {task.state === 'scheduled' && task.scheduledAt && (
              <>
                {' '}
                until <Instant at={task.scheduledAt.toISOString()} visit={visit} />
              </>
            )}
          </p>
          <p style="white-space: pre-line">{task.description}</p>
          {Object.entries(task.references).map(([name, { Value = '' }]) => (
            <p>
              <a href={localPathOf(Value)}>{name}</a>
            </p>
          ))}
          <Acts visit={visit} contact={task} />
          {callsOf(task).map((call) => (
            <>
              <h3>The call to {call.to}</h3>
              <p class="hint">{stateText(call)}</p>
              <Acts visit={visit} contact={call} />
            </>
          ))}
        </section>
      ))}
    </Page>
  );
};

/** Buttons for whatever can happen next. */
const Acts: FC<ContactProps> = ({ visit, contact }) => {
  const acts = phoneActs.filter(({ isFor }) => isFor(contact));
  if (acts.length === 0) return null;
  return (
    <div class="buttons">
      {acts.map(({ id, title, who }) => (
        <form method="post" action={`/phone/${contact.contactId}/${id}`}>
          <TokenField visit={visit} />
          <button type="submit">{who === 'agent' ? title : `As the customer: ${title.toLowerCase()}`}</button>
        </form>
      ))}
    </div>
  );
};

const RoomForm: FC<{ readonly visit: Visit; readonly phone: LocalPhone }> = ({ visit, phone }) => (
  <form method="post" action="/phone/room">
    <TokenField visit={visit} />
    <p>
      {phone.instance.hasRoomForCall
        ? 'You have room for a call beside a task.'
        : 'You have no room for a call: whoever accepts a task is asked to wait, and nobody is promised anything.'}{' '}
      <button type="submit">{phone.instance.hasRoomForCall ? 'Have none' : 'Have room again'}</button>
    </p>
  </form>
);

function stateText({ channel, state, joinedAt, answeredAt }: Contact): string {
  const isTask = channel === 'TASK';
  switch (state) {
    case 'scheduled':
      return 'Waits for the next opening';
    case 'queued':
      return 'Waits for an agent';
    case 'dialling':
      return 'The phone rings';
    case 'answered':
      return 'The customer has answered, and waits for the agent';
    case 'connected':
      return isTask ? 'Yours' : 'You speak to the customer';
    case 'ended':
      if (isTask) return joinedAt ? 'Done' : 'Ended without an agent';
      return joinedAt ? 'You have spoken' : answeredAt ? 'Hung up before anybody spoke' : 'Nobody answered';
  }
}

/** The console of this machine is the one that is open. */
function localPathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
