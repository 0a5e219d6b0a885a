import type { FC } from 'hono/jsx';
import type { NoticeView } from '../../../../lambdas/operator-api/response-schemas';
import { Ago } from '../../../elements/instant';
import { placeOf } from '../../../elements/places';
import { titleOf } from '../../../elements/titles';
import { troubleText } from '../../../texts/trouble-text';
import type { Visit } from '../../../visit/visit';

/** Its mails, each with where it stands. */
export const Mails: FC<{ readonly notices: readonly NoticeView[]; readonly visit: Visit }> = ({ notices, visit }) =>
  notices.length === 0 ? null : (
    <section aria-labelledby="mails">
      <h2 id="mails">Its mails</h2>
      <ul>
        {notices.map(({ customerId, remedyId, template, state, trouble, at }) => (
          <li>
            <a href={placeOf.notice(customerId, remedyId, template)}>{titleOf(template)}</a>:{' '}
            {trouble === undefined ? titleOf(state).toLowerCase() : <span class="over">{troubleText(trouble)}</span>}{' '}
            <Ago at={at} visit={visit} />
          </li>
        ))}
      </ul>
    </section>
  );
