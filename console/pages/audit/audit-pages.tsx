import type { Context, Hono } from 'hono';
import type { Refusal } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { csvName, csvParts, type FileBound } from './audit-csv';
import { filterIn, placeOfAudit, type AuditFilter } from './audit-filter';
import { AuditPage } from './audit-page';
import { readTrail, restOfDay } from './read-trail';

/** Who decided, switched, erased and read what, and what they were refused. Looking at it stands in it, too. */
export function addAuditPages(app: Hono<ConsoleEnv>): void {
  app.get('/audit', async (context) => {
    const { visit } = context.var;
    const filter = filterOf(context);
    if (filter === undefined) return refusedPage(context, foreign);
    const answer = await readTrail(visit.api, filter, context.req.query('after'));
    if (answer.is === 'refused' && answer.status !== 400) return refusedPage(context, answer);
    const found = answer.is === 'refused' ? answer : answer.value;
    const page = <AuditPage filter={filter} found={found} visit={visit} />;
    return context.html(page, answer.is === 'refused' ? answer.status : 200);
  });
  app.post('/audit', async (context) => {
    const form = await formOf(context);
    const day = filled(form, 'day') ?? todayOf(context);
    return context.redirect(placeOfAudit({ day, by: filled(form, 'by'), of: filled(form, 'of') }), 303);
  });
  app.get('/audit.csv', async (context) => {
    const { visit } = context.var;
    const filter = filterOf(context);
    if (filter === undefined) return refusedPage(context, foreign);
    const first = await readTrail(visit.api, filter, context.req.query('after'));
    if (first.is === 'refused') return refusedPage(context, first);
    const parts = csvParts(restOfDay(visit.api, filter, first.value), boundOf(context));
    return context.body(streamOf(parts), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${csvName(filter)}"`,
    });
  });
}

/** Lambda answers with six megabytes at most, in which quotes and line breaks take two signs. */
const mostBytes = 3_000_000;

interface Served {
  readonly req: { readonly url: string };
  readonly env: ConsoleEnv['Bindings'] | undefined;
}

/** Where the console is a function. On one machine a file is as long as it is. */
function boundOf({ req, env }: Served): FileBound | undefined {
  // Whoever serves it to one machine alone knows nothing of a request beside it.
  if (env?.arrival === undefined) return undefined;
  return {
    mostBytes,
    restAt: (after) => {
      const rest = new URL(req.url);
      rest.searchParams.set('after', after);
      return rest.href;
    },
  };
}

const foreign: Refusal = {
  is: 'refused',
  status: 400,
  why: 'the address of a page holds no name or id as it is: type it into the form of the audit trail',
  problems: [],
};

function filterOf(context: Context<ConsoleEnv>): AuditFilter | undefined {
  return filterIn(context.req.query(), todayOf(context));
}

function todayOf({ var: { visit } }: Context<ConsoleEnv>): string {
  return visit.now.toISOString().slice(0, 10);
}

/** A download that fails midway is seen to fail: what throws breaks it off. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const part = await parts.next();
      if (part.done === true) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}
