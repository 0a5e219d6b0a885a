import type { Child, FC } from 'hono/jsx';
import { Document } from './document';

export interface ProblemPageProps {
  readonly title: string;
  readonly why: string;
  /** What stands above the content of every page. */
  readonly note?: Child | undefined;
}

/** A page that says why there is no other. */
export const ProblemPage: FC<ProblemPageProps> = ({ title, why, note }) => (
  <Document title={title}>
    <main id="main" class="narrow">
      {note}
      <h1>{title}</h1>
      <p>{why}</p>
      <p>
        <a href="/">To the first page</a>
      </p>
    </main>
  </Document>
);
