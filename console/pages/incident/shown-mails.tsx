import type { FC } from 'hono/jsx';
import type { IncidentMailsView } from '../../../lambdas/operator-api/response-schemas';
import { mailFrame } from '../remedy/mail/mail-frame';
import { placeOf } from '../../elements/places';
import type { Visit } from '../../visit/visit';
import { languageName } from './message-fields';

type ShownMail = IncidentMailsView['mails'][number];

export interface ShownMailsProps {
  readonly incidentId: string;
  readonly mails: readonly ShownMail[];
  readonly visit: Visit;
}

/** What the readers of each language would get: its text here, and beside it, as it looks, in a frame. */
export const ShownMails: FC<ShownMailsProps> = ({ incidentId, mails, visit }) => (
  <>
    {mails.map((one) => (
      <details open={one.reads === 'message'}>
        <summary>
          {languageName(one.locale, visit.locale) ?? one.locale}: {readsText[one.reads]}
        </summary>
        {one.mail?.warnings.map((warning) => (
          <p class="refused">Careful: {warning}</p>
        ))}
        {one.mail ? (
          <>
            <p>
              Subject: <strong lang={one.locale}>{one.mail.subject}</strong>
            </p>
            <pre class="letter" lang={one.locale}>
              {one.mail.text.trim()}
            </pre>
            <ShowButton incidentId={incidentId} reader={one.locale} name="Show how it looks" />
          </>
        ) : (
          <p>No mail would be sent: {one.why}.</p>
        )}
      </details>
    ))}
    <iframe class="mail" name={mailFrame} title="The mail of one of them" sandbox=""></iframe>
  </>
);

const readsText: Readonly<Record<ShownMail['reads'], string>> = {
  message: 'what was written',
  note: 'what was written, below a note',
  usual: 'our own words',
};

/** Shows the mail of one of them in the frame of the page, with what stands in the form. */
export const ShowButton: FC<{ readonly incidentId: string; readonly reader?: string; readonly name: string }> = ({
  incidentId,
  reader = '',
  name,
}) => (
  <button
    type="submit"
    class="quiet"
    formnovalidate
    formaction={`${placeOf.incident(incidentId)}/mail`}
    formtarget={mailFrame}
    name="reader"
    value={reader}
  >
    {name}
  </button>
);
