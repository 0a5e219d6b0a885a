import type { Context, Hono } from 'hono';
import { answeredTo } from '../../../lambdas/channels/port/answer';
import { networkWeathers } from '../../company/networks/seen/emulated-network';
import { ProblemPage } from '../../../console/layout/problem-page';
import { filled, formOf, wholeNumber } from '../../../console/visit/form';
import type { ConsoleEnv } from '../../../console/visit/visit';
import type { LocalNetwork } from '../../system/channels/local-networks';
import type { LocalSystem } from '../../system/local-system';
import { ChannelsPage } from './channels-page';
import type { ContactCenter } from './contact-center';
import { makeKnown, strangerId } from './known-visitors';
import { failWithoutMail, hoursThere, offeredLocales, type TimeThere } from './mail-that-comes-back';
import { hoursAgo } from './network-forms';
import { NetworkPage } from './network-page';

/** What these pages have of the system. */
export interface ChannelDesk {
  readonly system: LocalSystem;
  readonly center: ContactCenter;
}

interface Answering extends ChannelDesk {
  readonly local: LocalNetwork;
}

const hourMs = 3_600_000;

/** The pages of the networks: a list, and one for each. */
export function addChannelPages(app: Hono<ConsoleEnv>, places: () => ChannelDesk | undefined): void {
  const withDesk =
    (answer: (context: Context<ConsoleEnv>, open: ChannelDesk) => Promise<Response> | Response) =>
    async (context: Context<ConsoleEnv>): Promise<Response> => {
      const open = places();
      if (open) return answer(context, open);
      const why = 'The system on this machine is still starting. Look again in a moment.';
      return context.html(<ProblemPage title="Not yet" why={why} />, 503);
    };
  const withNetwork = (answer: (context: Context<ConsoleEnv>, open: Answering) => Promise<Response> | Response) =>
    withDesk((context, open) => {
      const name = context.req.param('channel');
      const local = open.system.networks.all.find(({ kind }) => kind.channel === name);
      return local ? answer(context, { ...open, local }) : context.notFound();
    });
  app.get('/channels', withDesk(list));
  app.get(
    '/channels/:channel',
    withNetwork((context, open) => page(context, open)),
  );
  app.post('/channels/:channel/write', withNetwork(write));
  app.post('/channels/:channel/answer', withNetwork(answerThere));
  app.post('/channels/:channel/weather', withNetwork(turn));
  app.post('/channels/:channel/repeat', withNetwork(repeat));
  app.post('/channels/:channel/block', withNetwork(block));
  app.post('/channels/:channel/leave', withNetwork(leave));
  app.post('/channels/:channel/fail', withNetwork(fail));
}

function list(context: Context<ConsoleEnv>, { system, center }: ChannelDesk): Response | Promise<Response> {
  const { all } = system.networks;
  const received = new Map(all.map((local) => [local.kind.channel, center.receivedOn(local.networkIds).length]));
  return context.html(<ChannelsPage visit={context.var.visit} networks={all} received={received} />);
}

function page(context: Context<ConsoleEnv>, { local, center, system }: Answering, refusal?: string) {
  const received = center.receivedOn(local.networkIds);
  const { answer, status } = context.req.query();
  const answered = received.find(({ id }) => id === answer) ?? received[0];
  return context.html(
    <NetworkPage
      visit={context.var.visit}
      local={local}
      received={received}
      steps={center.steps.about(local.networkIds)}
      others={system.networks.all.filter((one) => one.isBegun && one !== local)}
      answered={answered}
      status={status}
      refusal={refusal}
    />,
    refusal === undefined ? 200 : 400,
  );
}

async function write(context: Context<ConsoleEnv>, open: Answering): Promise<Response> {
  const { local, system } = open;
  const form = await formOf(context);
  const by = local.network.people.find(({ id }) => id === form['who']);
  const way = local.network.ways.find(({ id }) => id === form['way']);
  const text = filled(form, 'text');
  const hours = wholeNumber(form, 'hours');
  if (!by || !way) return page(context, open, 'nobody writes like this there');
  if (text === undefined) return page(context, open, 'there are no words in it');
  if (!hoursAgo.some((known) => known.hours === hours)) return page(context, open, 'nobody wrote at that time');
  await makeKnown(local.kind, by, system);
  const status = await local.write({ by, way, text, at: new Date(Date.now() - hours * hourMs) });
  return context.redirect(`/channels/${local.kind.channel}?status=${status}#seen`, 303);
}

async function answerThere(context: Context<ConsoleEnv>, open: Answering): Promise<Response> {
  const { local, center } = open;
  const form = await formOf(context);
  const received = center.find(form['received'] ?? '');
  const to = answeredTo.find((one) => one === form['to']);
  const text = filled(form, 'text');
  if (!received || !to || text === undefined) return page(context, open, 'there is nothing to send');
  const refusal = await center.answer(received, { to, text, by: form['by'] === 'machine' ? 'machine' : 'person' });
  if (refusal !== undefined) return page(context, open, refusal);
  return context.redirect(`/channels/${local.kind.channel}?answer=${received.id}#heard`, 303);
}

async function turn(context: Context<ConsoleEnv>, open: Answering): Promise<Response> {
  const { weather } = await formOf(context);
  const known = networkWeathers.find((one) => one === weather);
  if (!known) return context.notFound();
  open.local.network.weather = known;
  return context.redirect(`/channels/${open.local.kind.channel}#troubles`, 303);
}

async function repeat(context: Context<ConsoleEnv>, open: Answering): Promise<Response> {
  const status = await open.local.repeat();
  if (status === undefined) return page(context, open, 'nobody has written there yet');
  return context.redirect(`/channels/${open.local.kind.channel}?status=${status}#heard`, 303);
}

async function block(context: Context<ConsoleEnv>, open: Answering): Promise<Response> {
  const { network, kind } = open.local;
  const { who } = await formOf(context);
  const visitor = network.people.find(({ id }) => id === who);
  if (!visitor || !network.block) return context.notFound();
  network.block(visitor);
  return context.redirect(`/channels/${kind.channel}#troubles`, 303);
}

async function leave(context: Context<ConsoleEnv>, open: Answering): Promise<Response> {
  const { network, kind } = open.local;
  const { who } = await formOf(context);
  const visitor = network.people.find(({ id }) => id === who);
  if (!visitor || !network.leave) return context.notFound();
  network.leave(visitor);
  return context.redirect(`/channels/${kind.channel}#troubles`, 303);
}

/** So many failures were let happen on these pages. */
let failed = 0;

async function fail(context: Context<ConsoleEnv>, open: Answering): Promise<Response> {
  const { local, system } = open;
  if (!local.isBegun) return context.notFound();
  const form = await formOf(context);
  const visitor = local.network.people.find(({ id }) => id === form['who'] && id !== strangerId);
  const locale = offeredLocales.find((known) => known === form['locale']);
  const thereItIs = (Object.keys(hoursThere) as TimeThere[]).find((known) => known === form['there']);
  const then = system.networks.all.find((one) => one.isBegun && one !== local && one.kind.channel === form['then']);
  if (!visitor || !locale || !thereItIs) return page(context, open, 'it can happen to no such customer');
  if (form['then'] && !then) return page(context, open, 'nobody is written to first there');
  const unreached = { network: local, visitor, then, thereItIs, locale };
  const refusal = await failWithoutMail(unreached, `m${(failed += 1)}`, new Date(), system);
  if (refusal !== undefined) return page(context, open, refusal);
  return context.redirect(`/channels/${local.kind.channel}#steps`, 303);
}
