import type { FC } from 'hono/jsx';
import { Instant } from '../../console/elements/instant';
import type { Reader } from '../../console/visit/visit';
import { troubleTexts, type Trouble } from '../trouble/troubles';

export interface TroubleNoteProps {
  readonly on: readonly Trouble[];
  readonly reader: Reader;
  /** Nobody else is led to where it is mended. */
  readonly isSignedIn: boolean;
}

/** Stands on every page while something is broken on purpose, so that nobody takes it for a fault. */
export const TroubleNote: FC<TroubleNoteProps> = ({ on, reader, isSignedIn }) => (
  <div class="refused" role="status">
    {on.map(({ id, until }) => (
      <p>
        <strong>Broken on purpose:</strong> {troubleTexts[id].title}, <UntilText until={until} reader={reader} />
      </p>
    ))}
    {isSignedIn && (
      <p>
        <a href="/trouble">Mend it, or see how it heals</a>
      </p>
    )}
  </div>
);

/** Until when it lasts. */
export const UntilText: FC<{ readonly until: Date | undefined; readonly reader: Reader }> = ({ until, reader }) =>
  until === undefined ? (
    <>until somebody mends it</>
  ) : (
    <>
      until <Instant at={until.toISOString()} visit={reader} />
    </>
  );
