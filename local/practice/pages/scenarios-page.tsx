import type { FC } from 'hono/jsx';
import { Ago } from '../../../console/elements/instant';
import { TokenField } from '../../../console/fields/token-field';
import { Page } from '../../../console/layout/page';
import type { Visit } from '../../../console/visit/visit';
import type { PracticeRun } from '../practice-run';
import type { Scenario } from '../scenario';

export interface ScenariosPageProps {
  readonly visit: Visit;
  readonly scenarios: readonly Scenario[];
  readonly runs: readonly PracticeRun[];
}

/** Which stories can be practised, and those that were begun. */
export const ScenariosPage: FC<ScenariosPageProps> = ({ visit, scenarios, runs }) => (
  <Page visit={visit} title="Practice">
    <p>
      Told stories with a customer who answers. Nothing is real: the customer, the money and the mails are of this
      machine. You work on the pages of this console, as you would with a real one; when you end a story, you read what
      it came to. Sign in as Amir to report for customers and to write to them, and as Ada to approve as well.
    </p>
    {scenarios.map(({ id, title, locale, mood, begins }) => (
      <section aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        <p>
          {begins.by === 'call' ? 'They call' : 'They report it on the shop’s page'}, in {languageOf(locale, visit)}.{' '}
          {mood}
        </p>
        <form method="post" action={`/practice/begin/${id}`} class="buttons">
          <TokenField visit={visit} />
          <button type="submit">Begin: {title}</button>
        </form>
      </section>
    ))}
    {runs.length > 0 && (
      <section aria-labelledby="begun">
        <h2 id="begun">Begun</h2>
        <ul>
          {runs.map(({ id, scenario, beganAt, endedAt }) => (
            <li>
              <a href={endedAt === undefined ? `/practice/${id}` : `/practice/${id}/debrief`}>{scenario.title}</a>,
              begun <Ago at={new Date(beganAt).toISOString()} visit={visit} />
              {endedAt !== undefined && ', ended'}
            </li>
          ))}
        </ul>
      </section>
    )}
  </Page>
);

export function languageOf(locale: string, { locale: reader }: Pick<Visit, 'locale'>): string {
  return new Intl.DisplayNames([reader], { type: 'language' }).of(locale) ?? locale;
}
