import type { FC, PropsWithChildren } from 'hono/jsx';
import { TokenField } from '../../../console/fields/token-field';
import type { Visit } from '../../../console/visit/visit';
import { networkWeathers, type NetworkWeather } from '../../company/networks/seen/emulated-network';
import type { LocalNetwork } from '../../system/channels/local-networks';
import { complaintsText } from './channels-page';
import type { ReceivedMessage } from './contact-center';
import { strangerId } from './known-visitors';

interface NetworkFormProps {
  readonly local: LocalNetwork;
  readonly visit: Visit;
}

/** How long ago a customer wrote, so that windows can be seen to end. */
export const hoursAgo = [
  { hours: 0, text: 'just now' },
  { hours: 25, text: '25 hours ago' },
  { hours: 8 * 24, text: 'eight days ago' },
] as const;

const place = ({ kind }: LocalNetwork): string => `/channels/${kind.channel}`;

/** Write there, as one of its visitors. */
export const WriteForm: FC<NetworkFormProps> = ({ local, visit }) => {
  const { people, ways } = local.network;
  return (
    <section aria-labelledby="write">
      <h2 id="write">Write there, as a customer</h2>
      <form method="post" action={`${place(local)}/write`} class="verdict">
        <TokenField visit={visit} />
        <div class="beside">
          <label>
            Who writes
            <select name="who" required>
              {people.map(({ id, name }) => (
                <option value={id}>{id === strangerId ? `${name} nobody knows` : `${name}, a known customer`}</option>
              ))}
            </select>
          </label>
          <label>
            How
            <select name="way" required>
              {ways.map(({ id, title }) => (
                <option value={id}>{title}</option>
              ))}
            </select>
          </label>
          <label>
            When
            <select name="hours" required>
              {hoursAgo.map(({ hours, text }) => (
                <option value={hours}>{text}</option>
              ))}
            </select>
          </label>
        </div>
        <label>
          What they write
          <textarea name="text" required maxlength={2_000} rows={3}>
            {'Two weeks, and no answer. Never again!'}
          </textarea>
          <small>A complaint is {complaintsText(local)}.</small>
        </label>
        <p class="buttons">
          <button type="submit">Write it</button>
        </p>
      </form>
    </section>
  );
};

const suggested = {
  public:
    'We are sorry. You waited too long, and that is our fault. Please write to us in private, and we put it right.',
  author:
    'We are sorry that you waited two weeks for an answer. That is our fault. I have looked at your order, and call you today.',
} as const;

/** Answer a message, as whoever may answer does. */
export const AnswerForm: FC<NetworkFormProps & { readonly received: ReceivedMessage | undefined }> = ({
  local,
  visit,
  received,
}) => (
  <section aria-labelledby="answer">
    <h2 id="answer">Answer, as the company</h2>
    {!local.isAnswered && <p>This stage sends no answers there.</p>}
    {local.isAnswered && !received && <p>There is nothing to answer yet.</p>}
    {local.isAnswered && received && (
      <form method="post" action={`${place(local)}/answer`} class="verdict">
        <TokenField visit={visit} />
        <input type="hidden" name="received" value={received.id} />
        <p>
          To {received.message.author.name ?? 'whoever wrote'}: “{shortened(received.message.text)}”
        </p>
        <div class="beside">
          <label>
            Who reads it
            <select name="to" required>
              <option value="author" selected={!received.message.isPublic}>
                whoever wrote, alone
              </option>
              <option value="public" selected={received.message.isPublic}>
                everybody, below it
              </option>
            </select>
          </label>
          <label>
            Who writes it
            <select name="by" required>
              <option value="person">a person</option>
              <option value="machine">a machine</option>
            </select>
          </label>
        </div>
        <label>
          What they read
          <textarea name="text" required maxlength={10_000} rows={3}>
            {received.message.isPublic ? suggested.public : suggested.author}
          </textarea>
          <small>What everybody reads may have no address, number of an order or amount in it.</small>
        </label>
        <p class="buttons">
          <button type="submit">Send it</button>
        </p>
      </form>
    )}
  </section>
);

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

const weatherTexts: Readonly<Record<NetworkWeather, string>> = {
  fine: 'It works',
  lost: 'It sends answers, and its reply is lost',
  busy: 'It asks for fewer requests',
  broken: 'It answers with what makes no sense',
};

/** What can go wrong at the network, and whatever else it does. */
export const NetworkTroubles: FC<NetworkFormProps> = ({ local, visit }) => {
  const { network } = local;
  return (
    <section aria-labelledby="troubles">
      <h2 id="troubles">What goes wrong there</h2>
      <form method="post" action={`${place(local)}/weather`}>
        <TokenField visit={visit} />
        <p class="buttons">
          <select name="weather" aria-label="What the network does with answers">
            {networkWeathers.map((weather) => (
              <option value={weather} selected={network.weather === weather}>
                {weatherTexts[weather]}
              </option>
            ))}
          </select>
          <button type="submit">Let it be so</button>
        </p>
      </form>
      <form method="post" action={`${place(local)}/repeat`}>
        <TokenField visit={visit} />
        <p class="buttons">
          <button type="submit">Have the network deliver the newest message again</button>
        </p>
      </form>
      {network.block && (
        <VisitorForm local={local} visit={visit} does="block" label="Who wants to hear no more">
          wants to hear nothing more of the company
        </VisitorForm>
      )}
      {network.leave && (
        <VisitorForm local={local} visit={visit} does="leave" label="Who cannot be reached any more">
          cannot be reached there any more
        </VisitorForm>
      )}
      {network.notReached && network.notReached.length > 0 && (
        <ul>
          {network.notReached.map(({ name, why }) => (
            <li>
              <strong>{name}</strong> {why}.
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

interface VisitorFormProps extends NetworkFormProps {
  readonly does: 'block' | 'leave';
  readonly label: string;
}

/** One of the visitors does something there. */
const VisitorForm: FC<PropsWithChildren<VisitorFormProps>> = ({ local, visit, does, label, children }) => (
  <form method="post" action={`${place(local)}/${does}`}>
    <TokenField visit={visit} />
    <p class="buttons">
      <select name="who" aria-label={label}>
        {local.network.people.map(({ id, name }) => (
          <option value={id}>{name}</option>
        ))}
      </select>
      <button type="submit">{children}</button>
    </p>
  </form>
);
