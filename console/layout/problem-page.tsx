import type { FC } from 'hono/jsx';
import { Document } from './document';

/** A page that says why there is no other. */
export const ProblemPage: FC<{ readonly title: string; readonly why: string }> = ({ title, why }) => (
  <Document title={title}>
    <main id="main" class="narrow">
      <h1>{title}</h1>
      <p>{why}</p>
      <p>
        <a href="/">To the first page</a>
      </p>
    </main>
  </Document>
);
