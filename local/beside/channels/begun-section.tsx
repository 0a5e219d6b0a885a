import type { FC } from 'hono/jsx';
import { Instant } from '../../../console/elements/instant';
import { TokenField } from '../../../console/fields/token-field';
import type { Visit } from '../../../console/visit/visit';
import type { LocalNetwork } from '../../system/channels/local-networks';
import type { ChannelStep } from './channel-steps';
import { strangerId } from './known-visitors';
import { offeredLocales } from './mail-that-comes-back';

interface MailFormProps {
  readonly local: LocalNetwork;
  /** Other networks on which messages are begun. */
  readonly others: readonly LocalNetwork[];
  readonly visit: Visit;
}

const languages: Readonly<Record<(typeof offeredLocales)[number], string>> = {
  'en-GB': 'English',
  'de-DE': 'German',
  'ja-JP': 'Japanese',
  'ru-RU': 'Russian',
};

/** Have a mail come back, so that a message takes its place. */
export const MailForm: FC<MailFormProps> = ({ local, others, visit }) => (
  <section aria-labelledby="begun">
    <h2 id="begun">Have a mail come back</h2>
    <p>
      Something goes wrong for a customer, it is made good, and the mail about it comes back. They have allowed to be
      written to here, so a message takes its place: once, not at night, and not to whoever said STOP.
    </p>
    <form method="post" action={`/channels/${local.kind.channel}/fail`} class="verdict">
      <TokenField visit={visit} />
      <div class="beside">
        <label>
          Whom it happens to
          <select name="who" required>
            {local.network.people
              .filter(({ id }) => id !== strangerId)
              .map(({ id, name }) => (
                <option value={id}>{name}</option>
              ))}
          </select>
        </label>
        <label>
          Where they are it is
          <select name="there" required>
            <option value="day">noon</option>
            <option value="night">two at night</option>
          </select>
        </label>
        <label>
          They read
          <select name="locale" required>
            {offeredLocales.map((locale) => (
              <option value={locale}>{languages[locale]}</option>
            ))}
          </select>
        </label>
        <label>
          And if that fails
          <select name="then">
            <option value="">nowhere else</option>
            {others.map(({ kind }) => (
              <option value={kind.channel}>{kind.title}</option>
            ))}
          </select>
        </label>
      </div>
      <p class="buttons">
        <button type="submit">Let it happen</button>
      </p>
    </form>
  </section>
);

/** What became of messages, and who ended the channel. */
export const StepsSection: FC<{ readonly steps: readonly ChannelStep[]; readonly visit: Visit }> = ({
  steps,
  visit,
}) => (
  <section aria-labelledby="steps">
    <h2 id="steps">What Amends did here by itself</h2>
    {steps.length === 0 && <p>Nothing yet.</p>}
    {steps.length > 0 && (
      <ol class="timeline">
        {steps.map(({ at, what, why, isGood }) => (
          <li>
            <span class={`state ${isGood ? 'good' : 'warn'}`}>{what}</span> {why}{' '}
            <span class="hint">
              <Instant at={at} visit={visit} />
            </span>
          </li>
        ))}
      </ol>
    )}
  </section>
);
