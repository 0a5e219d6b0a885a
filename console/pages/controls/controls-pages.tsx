import type { Context, Hono } from 'hono';
import { operations } from '../../../lambdas/operator-api/operation';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import { ask, type Refusal } from '../../asking/ask';
import { refusedPage } from '../../layout/refused-page';
import { filled, formOf, wholeNumber, type Form } from '../../visit/form';
import type { ConsoleEnv } from '../../visit/visit';
import { ControlsPage } from './controls-page';
import { StopPage } from './stop-page';
import { switchOffUrgently } from './switch-urgently';

/** What happens by itself: the modes, the accounts in trouble, and how to stop it. */
export function addControlsPages(app: Hono<ConsoleEnv>): void {
  app.get('/controls', (context) => controlsPage(context, {}, undefined));
  app.post('/controls', async (context) => {
    const form = await formOf(context);
    const { api } = context.var.visit;
    const answer = await ask(api, operations.switchMode, { body: switchOf(form) });
    if (answer.is === 'refused') return controlsPage(context, form, answer);
    return context.redirect('/controls?done=switched', 303);
  });
  app.post('/controls/breakers/:account/close', async (context) => {
    const form = await formOf(context);
    const account = idFromPath(context.req.param('account')) ?? '';
    const answer = await ask(context.var.visit.api, operations.closeBreaker, {
      params: { account },
      body: { expectedVersion: wholeNumber(form, 'version'), why: filled(form, 'why') ?? '' },
    });
    if (answer.is === 'refused') return controlsPage(context, { ...form, account }, answer);
    return context.redirect('/controls?done=breaker-closed', 303);
  });
  app.get('/controls/stop', (context) => stopPage(context, context.req.query('target') ?? 'all', {}, undefined));
  app.post('/controls/stop', async (context) => {
    const form = await formOf(context);
    const target = filled(form, 'target') ?? '';
    const answer = await switchOffUrgently(context.var.visit.api, { target, why: filled(form, 'why') ?? '' });
    if (answer.is === 'refused') return stopPage(context, target, form, answer);
    return context.redirect('/controls?done=stopped', 303);
  });
}

function switchOf(form: Form) {
  const share = filled(form, 'share');
  return {
    expectedVersion: wholeNumber(form, 'version'),
    target: filled(form, 'target') ?? '',
    // The operator API says which modes there are.
    mode: filled(form, 'mode') as 'off',
    ...(share !== undefined && { autoShare: shareOf(share) }),
    why: filled(form, 'why') ?? '',
  };
}

/** `2.5` of a hundred is 0.025; NaN is refused by the operator API. */
function shareOf(percent: string): number {
  return /^\d{1,3}([.,]\d{1,4})?$/.test(percent) ? Number(percent.replace(',', '.')) / 100 : Number.NaN;
}

async function controlsPage(context: Context<ConsoleEnv>, form: Form, refusal: Refusal | undefined): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.showControls);
  if (answer.is === 'refused') return refusedPage(context, answer);
  const { target, before } = context.req.query();
  const shown = { target: form['target'] ?? target, before };
  return context.html(
    <ControlsPage page={answer.value} visit={visit} form={form} refusal={refusal} shown={shown} />,
    refusal?.status ?? 200,
  );
}

async function stopPage(
  context: Context<ConsoleEnv>,
  target: string,
  form: Form,
  refusal: Refusal | undefined,
): Promise<Response> {
  const { visit } = context.var;
  const answer = await ask(visit.api, operations.showControls);
  if (answer.is === 'refused') return refusedPage(context, answer);
  const { controls, failureTypes } = answer.value;
  if (target !== 'all' && !failureTypes.includes(target)) {
    const why = 'there is nothing of this name that can be switched here';
    return refusedPage(context, { is: 'refused', status: 404, why, problems: [] });
  }
  const page = (
    <StopPage target={target} controls={controls} known={failureTypes} visit={visit} form={form} refusal={refusal} />
  );
  return context.html(page, refusal?.status ?? 200);
}
