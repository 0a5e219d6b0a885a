import type { Child } from 'hono/jsx';
import { localeOf } from '../visit/locale-of';
import { isSameSecret } from './own-forms';
import { ProblemPage } from '../layout/problem-page';
import type { Sessions } from '../session/sessions';
import type { SignIn } from '../session/sign-in';
import type { SignInPages } from './sign-in-pages';
import { SignInPage } from '../pages/sign-in/sign-in-page';

/** What this host says to whoever is about to sign in. @default - nothing */
type NoteAtSignIn = (locale: string) => Child | undefined;

/** How people of this machine sign in. */
export function signInHere(
  signIn: SignIn,
  sessions: Sessions,
  noteAtSignIn: NoteAtSignIn = () => undefined,
): SignInPages {
  return {
    afterwards: '/sign-in',
    add(app, enter) {
      app.get('/sign-in', (context) => {
        const note = noteAtSignIn(localeOf(context.req.header('accept-language')));
        if (signIn.by === 'choose') return context.html(<SignInPage people={signIn.people} note={note} />);
        const given = context.req.query('secret') ?? '';
        if (isSameSecret(given, signIn.secret)) return enter(context, sessions.begin(signIn.person));
        const why = 'Open the address that the console printed when it was started. It is yours alone.';
        return context.html(<ProblemPage title="You are not signed in" why={why} note={note} />, 401);
      });
      app.post('/sign-in', async (context) => {
        const { person: name } = await context.req.parseBody();
        const person = signIn.by === 'choose' ? signIn.people.find((one) => one.name === name) : undefined;
        return person ? enter(context, sessions.begin(person)) : context.redirect('/sign-in', 303);
      });
    },
  };
}
