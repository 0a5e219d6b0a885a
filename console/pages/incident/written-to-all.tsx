import type { FC } from 'hono/jsx';
import type { IncidentView } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { languageName } from './message-fields';

export interface WrittenToAllProps {
  readonly toAll: Pick<NonNullable<IncidentView['proposed']>, 'message' | 'messages' | 'othersRead'>;
  readonly visit: Visit;
}

/** What somebody wrote to all customers of an incident, in each of its languages. */
export const WrittenToAll: FC<WrittenToAllProps> = ({ toAll: { message, messages = [], othersRead }, visit }) => (
  <>
    {message !== undefined && <pre class="letter">{message}</pre>}
    {messages.map(({ locale, text, signedBy, signedRole }) => (
      <>
        <p class="hint">
          {languageName(locale, visit.locale) ?? locale}
          {locale === othersRead && ', and whoever reads none of these, below a note'}
        </p>
        <pre class="letter" lang={locale}>
          {[text, [signedBy, signedRole].filter((line) => line !== undefined).join('\n')].join('\n\n').trim()}
        </pre>
      </>
    ))}
  </>
);
