import type { Child, FC } from 'hono/jsx';
import { Document } from '../../layout/document';
import type { ChosenPerson } from '../../session/sign-in';

export interface SignInPageProps {
  readonly people: readonly ChosenPerson[];
  /** What stands above the content. */
  readonly note: Child | undefined;
}

/** Where nothing is real, whoever looks says who they are. */
export const SignInPage: FC<SignInPageProps> = ({ people, note }) => (
  <Document title="Who are you?">
    <main id="main" class="narrow">
      {note}
      <h1>Who are you?</h1>
      <p>
        Everything in this system is made up, so nobody asks for a password. What each of these people may do is real:
        what is not granted is refused.
      </p>
      <form method="post" action="/sign-in" class="people">
        {people.map(({ name, may }) => (
          <button type="submit" name="person" value={name}>
            <strong>{name}</strong> <span>{may}</span>
          </button>
        ))}
      </form>
    </main>
  </Document>
);
