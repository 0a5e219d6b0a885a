import type { FC } from 'hono/jsx';
import { Instant } from '../../../console/elements/instant';
import type { Visit } from '../../../console/visit/visit';
import type { SeenThere } from '../../company/networks/seen/network-log';

interface SeenProps {
  readonly seen: readonly SeenThere[];
  readonly visit: Visit;
}

/** What can be seen on a network: by everybody, and by one person alone. */
export const SeenSection: FC<SeenProps> = ({ seen, visit }) => (
  <section aria-labelledby="seen">
    <h2 id="seen">What can be seen there</h2>
    {seen.length === 0 && <p>Nobody has written yet.</p>}
    {[true, false].map((isPublic) => (
      <Threads
        title={isPublic ? 'Everybody reads' : 'One person reads'}
        seen={seen.filter((one) => one.isPublic === isPublic)}
        visit={visit}
      />
    ))}
  </section>
);

const Threads: FC<SeenProps & { readonly title: string }> = ({ title, seen, visit }) => {
  const threads = [...new Set(seen.map(({ thread }) => thread))].toReversed();
  if (threads.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      {threads.map((thread) => (
        <ol class="timeline">
          {seen
            .filter((one) => one.thread === thread)
            .map(({ at, by, isOfCompany, text, where }) => (
              <li>
                <p class="hint">
                  <strong>{by}</strong>
                  {isOfCompany && ' (the company)'}, {where}, <Instant at={at.toISOString()} visit={visit} />
                </p>
                <p>{text}</p>
              </li>
            ))}
        </ol>
      ))}
    </>
  );
};
