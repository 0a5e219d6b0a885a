import type { FC } from 'hono/jsx';
import type { Refusal } from '../asking/ask';

/** Why something was not done. */
export const RefusalNote: FC<{ readonly refusal: Refusal | undefined }> = ({ refusal }) =>
  refusal === undefined ? null : (
    <div class="refused" role="alert">
      <p>
        <strong>Nothing was done:</strong> {refusal.why}.
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
