import type { FC } from 'hono/jsx';
import { mailPathOf } from './mail-path';

/** The name of the frame, for the buttons that show a mail in it. */
export const mailFrame = 'mail';

/** The mail that the customer gets after an approval, as it would leave. */
export const MailFrame: FC<{ readonly customerId: string; readonly remedyId: string }> = ({ customerId, remedyId }) => (
  <section aria-labelledby="mail">
    <h2 id="mail">The mail, as it will leave</h2>
    <iframe
      class="mail"
      name={mailFrame}
      title="The mail as it will leave"
      sandbox=""
      src={mailPathOf(customerId, remedyId, 'approve')}
    ></iframe>
  </section>
);
