import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { ProblemPage } from '../../console/layout/problem-page';
import { filled, formOf, wholeNumber } from '../../console/visit/form';
import type { Beside, ConsoleEnv, Reader } from '../../console/visit/visit';
import { publishedTypes } from '../demo/script/stories';
import { addPracticePages } from '../practice/pages/practice-pages';
import { PracticeRoom, type PracticeOptions } from '../practice/practice-room';
import type { Scenario } from '../practice/scenario';
import type { LocalSystem } from '../system/local-system';
import { isTroubleId, type TroubleId } from '../trouble/troubles';
import { addChannelPages } from './channels/channel-pages';
import { ContactCenter } from './channels/contact-center';
import { addPhonePages } from './phone/phone-pages';
import { companyPage } from './company-page';
import { readHealing } from './healing';
import { OnThisMachine } from './on-this-machine';
import { shopPage } from './shop-page';
import { sendSignal, signalKinds } from './send-signal';
import { SentFailures } from './sent-failures';
import { TroubleNote } from './trouble-note';
import { TroublePage } from './trouble-page';

interface Local {
  readonly system: LocalSystem;
  readonly sent: SentFailures;
  readonly practice: PracticeRoom;
  readonly center: ContactCenter;
}

export interface LocalPagesProps {
  /** Where every mail can be looked at. */
  readonly gallery: string | undefined;
  /** What can be practised. */
  readonly scenarios: readonly Scenario[];
  readonly practice: PracticeOptions | undefined;
}

type Answering = (context: Context<ConsoleEnv>, local: Local) => Promise<Response> | Response;

/** The most minutes for which something is broken, and the most failures that are sent at once. */
const mostMinutes = 60;
const mostAtOnce = 20;

/** What the console shows of a system on this machine: whatever can be broken there, and what stands around it. */
export class LocalPages implements Beside {
  readonly navigation = [
    { name: 'Practice', href: '/practice' },
    { name: 'Trouble', href: '/trouble' },
  ];
  private local: Local | undefined;

  constructor(private readonly props: LocalPagesProps) {}

  /** The console is served before the system is there as a whole. */
  attach(system: LocalSystem): void {
    const { scenarios, practice: options } = this.props;
    const practice = new PracticeRoom(scenarios, system, options);
    practice.open();
    this.local = { system, sent: new SentFailures(system), practice, center: new ContactCenter(system) };
  }

  /** Its customers say nothing more. */
  async detach(): Promise<void> {
    this.local?.practice.close();
  }

  noteFor(reader: Reader): Child | undefined {
    return this.note(reader, true);
  }

  noteAtSignIn(reader: Reader): Child | undefined {
    return this.note(reader, false);
  }

  endOfFirstPage(): Child {
    return this.local && <OnThisMachine endpoints={this.local.system.endpoints} gallery={this.props.gallery} />;
  }

  addPages(app: Hono<ConsoleEnv>): void {
    app.get('/company', this.answering(companyPage));
    app.get('/shop', this.answering(shopPage));
    app.post('/company/signals', this.answering(signal));
    app.get(
      '/trouble',
      this.answering((context, local) => troublePage(context, local)),
    );
    app.post('/trouble/:id/begin', this.answering(begin));
    app.post('/trouble/:id/mend', this.answering(mend));
    app.post('/trouble/send', this.answering(send));
    addPracticePages(app, () => this.local?.practice);
    addChannelPages(app, () => this.local);
    addPhonePages(app, () => this.local);
  }

  private note(reader: Reader, isSignedIn: boolean): Child | undefined {
    const on = this.local?.system.troubles.on ?? [];
    return on.length === 0 ? undefined : <TroubleNote on={on} reader={reader} isSignedIn={isSignedIn} />;
  }

  private answering(answer: Answering) {
    return async (context: Context<ConsoleEnv>): Promise<Response> => {
      if (this.local) return answer(context, this.local);
      const why = 'The system on this machine is still starting. Look again in a moment.';
      return context.html(<ProblemPage title="Not yet" why={why} />, 503);
    };
  }
}

async function troublePage(context: Context<ConsoleEnv>, { system, sent }: Local, refusal?: string): Promise<Response> {
  const { visit } = context.var;
  const healing = await readHealing(visit.api, { system, sent: sent.newest });
  const { type, count } = context.req.query();
  const page = (
    <TroublePage
      visit={visit}
      troubles={system.troubles}
      healing={healing}
      chosen={{ type, count }}
      refusal={refusal}
    />
  );
  return context.html(page, refusal === undefined ? 200 : 400);
}

async function begin(context: Context<ConsoleEnv>, local: Local): Promise<Response> {
  const id = troubleIn(context);
  if (id === undefined) return context.notFound();
  const minutes = wholeNumber(await formOf(context), 'minutes');
  if (!(minutes >= 0 && minutes <= mostMinutes)) {
    return troublePage(context, local, `something is broken for ${mostMinutes} minutes at most`);
  }
  local.system.troubles.begin(id, minutes === 0 ? undefined : minutes * 60_000);
  return context.redirect('/trouble', 303);
}

function mend(context: Context<ConsoleEnv>, { system }: Local): Promise<Response> | Response {
  const id = troubleIn(context);
  if (id === undefined) return context.notFound();
  system.troubles.mend(id);
  return context.redirect('/trouble', 303);
}

async function send(context: Context<ConsoleEnv>, local: Local): Promise<Response> {
  const form = await formOf(context);
  const type = filled(form, 'type') ?? '';
  const count = wholeNumber(form, 'count');
  if (!publishedTypes.some((known) => known.type === type)) {
    return troublePage(context, local, `there is no failure type ${type}`);
  }
  if (!(count >= 1 && count <= mostAtOnce))
    return troublePage(context, local, `${mostAtOnce} are sent at once at most`);
  const refusal = await local.sent.send(type, count);
  if (refusal !== undefined) return troublePage(context, local, refusal);
  return context.redirect(`/trouble?${new URLSearchParams({ type, count: String(count) }).toString()}#healing`, 303);
}

async function signal(context: Context<ConsoleEnv>, { system }: Local): Promise<Response> {
  const wanted = filled(await formOf(context), 'kind');
  const kind = signalKinds.find((known) => known === wanted);
  if (kind === undefined) return context.notFound();
  const about = await sendSignal(kind, system);
  return context.redirect(`/company?${new URLSearchParams({ about }).toString()}#signals`, 303);
}

function troubleIn({ req }: Context<ConsoleEnv>): TroubleId | undefined {
  const id = req.param('id') ?? '';
  return isTroubleId(id) ? id : undefined;
}
