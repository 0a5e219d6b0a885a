import type { Context, Hono } from 'hono';
import type { FC } from 'hono/jsx';
import { letterSchema, longestLetter, type LetterIntake } from '../../lambdas/letters/letter-contract';
import { reportWords } from '../../lambdas/reports/report-words';
import type { Sentence } from '../../lambdas/failures/definition/sentence';
import { Document } from '../layout/document';
import { addressOf, visitOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

/** A page for whoever has bought nothing, or does not say what. The company says where it is. */
export function addLetterPages(app: Hono, letters: LetterIntake): void {
  app.get('/write', (context) =>
    context.html(<WritePage visit={visitIn(context, 'write')} problem={undefined} form={{}} />),
  );
  app.get('/written', (context) => context.html(<WrittenPage visit={visitIn(context, 'written')} />));
  app.post('/write', async (context) => {
    const body = await context.req.parseBody();
    const form = { email: textOf(body['email']), text: textOf(body['text']).replaceAll('\r\n', '\n') };
    const visit = visitIn(context, 'write');
    // Nobody sees this field. A program that fills in all of them learns nothing from what it is answered.
    if (textOf(body['website']) !== '') return context.redirect(addressOf(visit, 'written'), 303);
    const written = letterSchema.safeParse({ ...form, locale: visit.writer.locale });
    if (!written.success) {
      const problem = problemIn(written.error.issues);
      return context.html(<WritePage visit={visit} problem={problem} form={form} />, 400);
    }
    const { is } = await letters.take(written.data);
    if (is === 'taken') return context.redirect(addressOf(visit, 'written'), 303);
    return context.html(<WritePage visit={visit} problem={say.lettersTooMany()} form={form} />, 429);
  });
}

function problemIn(issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[]): Sentence {
  if (issues.some(({ path }) => path[0] === 'email')) return say.addressWrong();
  return issues.some(({ code }) => code === 'too_big') ? say.letterTooLong() : say.letterMissing();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function visitIn({ req }: Context, page: string): ReportVisit {
  const { lang } = req.query();
  const query: Readonly<Record<string, string>> = lang === undefined ? {} : { lang };
  return visitOf({ page, query, acceptLanguage: req.header('accept-language') });
}

interface WritePageProps {
  readonly visit: ReportVisit;
  readonly problem: Sentence | undefined;
  readonly form: { readonly email?: string; readonly text?: string };
}

const WritePage: FC<WritePageProps> = ({ visit, problem, form }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.writeTitle())}>
      <h1>{write(say.writeTitle())}</h1>
      {problem && <p role="alert">{write(problem)}</p>}
      <p>{write(say.writeIntro())}</p>
      <form method="post" action={addressOf(visit, 'write')}>
        <div class="field">
          <label class="above" for="text">
            {write(say.letterText())}
          </label>
          <textarea id="text" name="text" rows={8} required maxlength={longestLetter}>
            {form.text}
          </textarea>
        </div>
        <div class="field">
          <label class="above" for="email">
            {write(say.letterAddress())}
          </label>
          <input
            id="email"
            name="email"
            type="email"
            required
            maxlength={254}
            autocomplete="email"
            value={form.email}
          />
        </div>
        <div class="unseen" aria-hidden="true">
          <label for="website">Website</label>
          <input id="website" name="website" tabindex={-1} autocomplete="off" />
        </div>
        <button type="submit">{write(say.send())}</button>
      </form>
    </Document>
  );
};

const WrittenPage: FC<{ readonly visit: ReportVisit }> = ({ visit }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.received())}>
      <h1 role="status">{write(say.received())}</h1>
      <p>{write(say.letterRead())}</p>
    </Document>
  );
};
