import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import type { SearchPage } from '../../../lambdas/operator-api/response-schemas';
import { ask } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { filled, formOf } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { FoundPage } from './found-page';

/** Leads to what a text names, or says as what it was looked up in vain. */
export function addSearchPages(app: Hono<ConsoleEnv>): void {
  app.get('/search', (context) => foundPage(context, undefined));
  app.post('/search', async (context) => foundPage(context, filled(await formOf(context), 'text')));
}

async function foundPage(context: Context<ConsoleEnv>, text: string | undefined): Promise<Response> {
  const { visit } = context.var;
  if (text === undefined) return context.html(<FoundPage visit={visit} text={undefined} found={undefined} />);
  const answer = await ask(visit.api, operations.search, { body: { text } });
  if (answer.is === 'refused') {
    return context.html(<FoundPage visit={visit} text={text} found={answer} />, answer.status);
  }
  const place = onlyPlaceIn(answer.value);
  if (place !== undefined) return context.redirect(place, 303);
  return context.html(<FoundPage visit={visit} text={text} found={answer.value} />);
}

/** Where the text leads, if it names one thing alone. */
function onlyPlaceIn({ customerId, remedies }: SearchPage): string | undefined {
  const [first, ...others] = remedies;
  if (customerId !== null) return first === undefined ? placeOf.customer(customerId) : undefined;
  return first && others.length === 0 ? placeOf.remedy(first.customerId, first.remedyId) : undefined;
}
