import type { FC } from 'hono/jsx';
import { Document } from '../../layout/document';

/** To lead on to the issuer would sign in again whoever has just signed out. */
export const SignedOutPage: FC = () => (
  <Document title="You are signed out">
    <main id="main" class="narrow">
      <h1>You are signed out</h1>
      <p>Your company may still know you in this browser: on a machine that is not yours, sign out there too.</p>
      <p>
        <a href="/sign-in">Sign in again</a>
      </p>
    </main>
  </Document>
);
