import type { FC } from 'hono/jsx';
import { Document } from '../../layout/document';

/** They are signed out here already. A browser follows by itself. */
export const SigningOutPage: FC<{ readonly onward: string }> = ({ onward }) => (
  <Document title="Signing out">
    <main id="main" class="narrow">
      <h1>Signing out</h1>
      <p>You are signed out of the console.</p>
      <p>
        <a href={onward}>Sign out where you signed in, too</a>
      </p>
    </main>
  </Document>
);
