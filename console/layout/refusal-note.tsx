import type { FC } from 'hono/jsx';
import type { Refusal } from '../asking/ask';

export interface RefusalNoteProps {
  readonly refusal: Refusal | undefined;
  /** What came of it. @default 'Nothing was done' */
  readonly so?: string;
}

/** Why something was not done. */
export const RefusalNote: FC<RefusalNoteProps> = ({ refusal, so = 'Nothing was done' }) =>
  refusal === undefined ? null : (
    <div class="refused" role="alert">
      <p>
        <strong>{so}:</strong> {refusal.why}.
      </p>
      {refusal.problems.length > 0 && (
        <ul>
          {refusal.problems.map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
