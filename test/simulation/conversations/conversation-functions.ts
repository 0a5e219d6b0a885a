import { DynamoConversations } from '../../../lambdas/conversation/dynamo-conversations';
import type { Agent } from '../../../lambdas/conversation/owners/agent';
import type { Brands } from '../../../lambdas/email/brand';
import type { RawMails, ReadMail, ReceivedMail } from '../../../lambdas/email/inbound/received-mail';
import { plainLook } from '../../../lambdas/email/layout/look';
import type { Mailer } from '../../../lambdas/email/mailer';
import { BoundedForwarder } from '../../../lambdas/email/owners/bounded-forwarder';
import { DynamoCopyCounts } from '../../../lambdas/email/owners/dynamo-copy-counts';
import { RepliableMailer } from '../../../lambdas/email/repliable-mailer';
import { emailEventIn } from '../../../lambdas/email/ses/ses-event';
import { HearAgents } from '../../../lambdas/flow/agents/hear-agent';
import { DynamoFeedback } from '../../../lambdas/feedback/dynamo-feedback';
import { EventBridgeFeedback } from '../../../lambdas/feedback/eventbridge-feedback';
import { hearFeedbackIn } from '../../../lambdas/flow/feedback/hear-feedback';
import type { Noting } from '../../../lambdas/flow/feedback/note-answer';
import { applyAnswerEvent } from '../../../lambdas/flow/converse/apply-answer-event';
import type { ConverseContext } from '../../../lambdas/flow/converse/converse-context';
import { hearReply } from '../../../lambdas/flow/converse/hear-reply';
import { lookAfterConversations } from '../../../lambdas/flow/converse/look-after';
import { sendAnswer } from '../../../lambdas/flow/converse/send-answer';
import type { Observer, StepTaken } from '../../../lambdas/flow/record/observer';
import { DynamoLedger } from '../../../lambdas/ledger/dynamo/dynamo-ledger';
import { EventBridgeConversations } from '../../../lambdas/outcomes/eventbridge-conversations';
import { plainOwners } from '../../conversation/owners/plain-owners';
import type { SimFunction } from '../platform';
import type { Process, SimContext } from '../process';
import type { SimBus } from '../sim-bus';
import type { SimDynamo } from '../sim-dynamo';
import type { SimMailbox } from './sim-mailbox';

export const domain = 'replies.example.com';
const tableName = 'ledger';
const runMs = 30_000;

const sender = { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' };
export const brands: Brands = { standard: { sender, signatory: { name: '', role: '' }, look: plainLook } };

/** What the functions of these worlds reach. */
export interface ConversationResources {
  readonly context: SimContext;
  readonly dynamo: SimDynamo;
  readonly bus: SimBus;
  readonly mailer: { clientOf(current: () => Process): Mailer };
  readonly mailbox: SimMailbox;
  readonly raw: { clientOf(current: () => Process): RawMails };
  readonly agents: readonly Agent[];
  readonly copiesPerDay: number;
  readonly newToken: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly onStep: (process: Process, step: StepTaken) => void;
  readonly onHearing: (process: Process, id: string) => void;
  /** Whether customers are asked if it was made right, and may answer that by mail. @default false */
  readonly asks?: boolean;
}

/** What a person asks the operator API for. Here the use case is called without HTTP. */
export type PersonsCall = (ports: ConverseContext & { readonly ledger: DynamoLedger }) => Promise<unknown>;

export interface ConversationFunctions {
  readonly hear: SimFunction;
  readonly answer: SimFunction;
  readonly look: SimFunction;
  readonly emailEvents: SimFunction;
  readonly people: SimFunction;
}

type OfRemedy = { readonly detail: { readonly customerId: string; readonly remedyId: string } };

/** The deployed functions that hear and answer customers: the real code, wired to the simulated world. */
export function conversationFunctions(resources: ConversationResources): ConversationFunctions {
  return {
    hear: hearFunction(resources),
    answer: of('answer', (current) => {
      const ports = { ...portsOf(resources, current), mailer: mailerOf(resources, current), brands };
      return (event) => sendAnswer((event as OfRemedy).detail, ports);
    }),
    look: of('look', (current) => {
      const ports = portsOf(resources, current);
      return () => lookAfterConversations(ports);
    }),
    emailEvents: of('email-events', (current) => {
      const ports = portsOf(resources, current);
      return async (event) => {
        const read = emailEventIn((event as { readonly detail: unknown }).detail);
        return read ? applyAnswerEvent(read, ports) : undefined;
      };
    }),
    people: of('people', (current) => {
      const ports = portsOf(resources, current);
      return (call) => (call as PersonsCall)(ports);
    }),
  };
}

type Start = (current: () => Process) => (event: unknown, process: Process) => Promise<unknown>;

function of(name: string, start: Start): SimFunction {
  return { name, limitMs: runMs, start };
}

function hearFunction(resources: ConversationResources): SimFunction {
  return of('hear', (current) => {
    const ports = portsOf(resources, current);
    const { mailbox, agents, copiesPerDay, random, dynamo } = resources;
    const raw = resources.raw.clientOf(current);
    const forwarder = new BoundedForwarder({
      inner: mailbox.clientOf(current),
      counts: new DynamoCopyCounts(dynamo.clientOf(current), tableName),
      copiesPerDay,
      clock: ports.clock,
      place: raw.placeOf(''),
    });
    const context = {
      ...ports,
      marks: ports.conversations,
      raw,
      reader: { read: async (mail: Uint8Array) => JSON.parse(Buffer.from(mail).toString('utf8')) as ReadMail },
      forwarder,
      domain,
      own: [sender.email],
      brands,
      agents: new HearAgents({ agents, audit: { append: async () => undefined }, random }),
      hearFeedback: resources.asks ? hearFeedbackIn({ ...ports, noting: notingOf(resources, current) }) : undefined,
    };
    return (event, process) => {
      const received = event as ReceivedMail;
      resources.onHearing(process, received.id);
      return hearReply(received, context);
    };
  });
}

function notingOf({ dynamo, bus }: ConversationResources, current: () => Process): Noting {
  return {
    store: new DynamoFeedback(dynamo.clientOf(current), tableName),
    events: new EventBridgeFeedback(bus.clientOf(current), 'bus'),
  };
}

export function mailerOf(resources: ConversationResources, current: () => Process): Mailer {
  const { random, mailer } = resources;
  const { conversations: marks, clock, observer } = portsOf(resources, current);
  return new RepliableMailer(mailer.clientOf(current), {
    marks,
    domain,
    clock,
    random,
    trouble: (id, what, error) => observer.trouble(id, what, error),
  });
}

export function portsOf({ context, dynamo, bus, newToken, onStep }: ConversationResources, current: () => Process) {
  const { trace } = context;
  const observer: Observer = {
    step: (taken) => {
      trace.count(`step: ${taken.step}`);
      trace.record(current().name, () => `  ${taken.step} ${'why' in taken ? taken.why : ''}`);
      onStep(current(), taken);
    },
    trouble: (id, what, error) =>
      trace.record(current().name, () => `  trouble with ${id}: ${what} (${String(error)})`),
  };
  return {
    ledger: new DynamoLedger(dynamo.clientOf(current), tableName),
    conversations: new DynamoConversations(dynamo.clientOf(current), tableName),
    events: new EventBridgeConversations(bus.clientOf(current), 'bus', {}, plainOwners),
    owners: plainOwners,
    observer,
    clock: () => current().clock(),
    newToken,
  };
}
