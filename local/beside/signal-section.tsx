import type { FC } from 'hono/jsx';
import { placeOf } from '../../console/elements/places';
import { TokenField } from '../../console/fields/token-field';
import type { Visit } from '../../console/visit/visit';
import { signalKinds, type SignalKind } from './send-signal';

const texts: Readonly<Record<SignalKind, string>> = {
  parcel: 'Have a carrier lose a parcel',
  film: 'Have a film stall for its viewer',
  ticket: 'Have a viewer write to the help desk',
  outage: 'Have a service be down for hours',
  warning: 'Have a film stall that its bank calls fraud',
};

export interface SignalSectionProps {
  readonly visit: Visit;
  /** Whose parcel or film it was that failed last. */
  readonly customerId: string | undefined;
}

/** What detectors hear on this machine. */
export const SignalSection: FC<SignalSectionProps> = ({ visit, customerId }) => (
  <section aria-labelledby="signals">
    <h2 id="signals">What its carrier, its players, its help desk and its alarms say</h2>
    <p>
      Nobody publishes these failures: a tracker, a player, a help desk or an alarm says what it sees, and a detector
      finds out whose it is. A detector is in shadow until it is <a href="/controls">switched</a>: then it says what it
      would give.
    </p>
    <form method="post" action="/company/signals" class="buttons">
      <TokenField visit={visit} />
      {signalKinds.map((kind) => (
        <button type="submit" name="kind" value={kind}>
          {texts[kind]}
        </button>
      ))}
    </form>
    {customerId !== undefined && (
      <p>
        It was sent, about <a href={placeOf.customer(customerId)}>{customerId}</a>.
      </p>
    )}
  </section>
);
