import type * as z from 'zod/mini';
import english from 'zod/v4/locales/en.cjs';
import type { AuditTrail } from '../audit/audit-trail';
import type { AuditedRequest } from '../audit/audited-request';
import type { MailPreviews } from '../email/incident-previews';
import type { SentMails } from '../email/sent/sent-mails';
import type { KeptToForget } from '../flow/operate/erase-customer';
import type { VerdictContext } from '../flow/operate/incident-verdicts';
import type { RetryContext } from '../flow/operate/retry-remedy';
import type { VoidContext } from '../flow/operate/void-credit';
import type { Decider } from '../ledger/decider';
import type { BudgetUses } from '../ledger/port/budget-uses';
import type { AmplifiedIncidents } from '../channels/amplification/amplified-incidents';
import type { ContactStore } from '../channels/consent/contact';
import type { Conversations } from '../conversation/conversations';
import type { ConversationOwners } from '../conversation/owners/conversation-owners';
import type { ConversationEvents } from '../outcomes/conversation-event';
import type { CheckStore } from '../ledger/port/check-store';
import type { ControlsStore } from '../ledger/port/controls-store';
import type { CustomerHistories } from '../ledger/port/customer-history';
import type { IncidentFixes } from '../ledger/follow/incident-fix';
import type { ReconciliationStore } from '../ledger/port/reconciliation-store';
import type { RemedyFinder } from '../ledger/port/remedy-finder';
import type { RemedyLookUp } from '../ledger/port/remedy-index';
import type { WaitingList } from '../ledger/port/waiting-list';
import type { UnjoinedSignals } from '../detect/watched/unjoined-signals';
import type { ReasonCode } from '../model/judging/reason-code';
import type { Inquiries } from '../outcomes/inquiry';
import type { DeadLetters } from '../retry/dead-letters';
import type { InForcePorts } from './answers/figures/in-force-view';
import type { InsightPorts } from './answers/figures/insight-view';
import { invalid, type OperatorResponse } from './answers/operator-response';
import type { WaitingPorts } from './answers/figures/waiting-view';
import type { Duty } from './duty';
import type { GesturePorts } from './gestures/gesture-ports';
import type { Operation } from './operation-contract';
import type { ReportPorts } from './reports/report-ports';

/** Whatever the operator API is made of. */
export interface OperatorApiPorts extends VerdictContext, VoidContext, RetryContext {
  readonly waiting: WaitingList;
  /** The same ledger for whoever looks at many items. */
  readonly lists: WaitingPorts['lists'];
  readonly finder: RemedyFinder;
  readonly lookUp: RemedyLookUp;
  readonly customers: CustomerHistories;
  readonly spending: BudgetUses;
  readonly deadLetters: DeadLetters;
  /** What the daily comparisons found. */
  readonly reconciliations: ReconciliationStore;
  /** Which policies, words and limits are in force. */
  readonly inForce: InForcePorts;
  readonly controlsStore: ControlsStore;
  /** How whoever published a failure is asked for more. */
  readonly inquiries: Inquiries | undefined;
  /** What customers write back, and what became of it on the bus. */
  readonly conversations: Conversations;
  readonly events: ConversationEvents;
  /** Who looks after conversations. */
  readonly owners: ConversationOwners;
  /** What many people write about. Undefined where nothing is written on networks. */
  readonly amplified?: AmplifiedIncidents | undefined;
  /** Who has said STOP on a network. */
  readonly contacts?: Pick<ContactStore, 'find'> | undefined;
  /** What people check afterwards. */
  readonly checks: CheckStore;
  /** How somebody reports in the name of a customer. Undefined where nothing is reported. */
  readonly reports?: ReportPorts | undefined;
  /** How somebody gives of their own accord. Undefined where nobody does. */
  readonly gestures?: GesturePorts | undefined;
  /** Incidents that are paid for, and what is known of their ends. */
  readonly fixes: IncidentFixes;
  /** What detectors could not join. Undefined where there are none. */
  readonly unjoined?: UnjoinedSignals | undefined;
  readonly audit: AuditTrail;
  readonly previews: MailPreviews;
  /** Mails as they left. Undefined where none are kept. */
  readonly sentMails?: (KeptToForget & { readonly mails: SentMails }) | undefined;
  /** Undefined where insight is off. */
  readonly insight?: InsightPorts | undefined;
  /** The reasons for which people reject. */
  readonly reasonCodes: readonly ReasonCode[];
}

/** What every operation works with. */
export interface OperatorContext {
  readonly ports: OperatorApiPorts;
  /** What can be switched beside all: failure types and sources. */
  readonly targets: readonly string[];
  readonly caller: Decider;
  /** The verified identity of the caller, where it does not matter which person that is. */
  readonly actor: string;
  readonly may: readonly Duty[];
  readonly audited: AuditedRequest;
}

export type Handler = (request: RawRequest, context: OperatorContext) => Promise<OperatorResponse>;

/** Carries out an operation where the request keeps its contract. */
export function handlerOf<Params, Query, Body>(
  operation: Operation<Params, Query, Body>,
  handle: (input: RequestInput<Params, Query, Body>, context: OperatorContext) => Promise<OperatorResponse>,
): Handler {
  return async (request, context) => {
    const parsed = parseRequest(operation, request);
    if (!parsed.isValid) return invalid(parsed.problems);
    context.audited.says(parsed.value);
    if (operation.method === 'POST' && !operation.changesNothing) await context.audited.asked();
    return handle(parsed.value, context);
  };
}

/** A request as it came: the segments of its path that stand for ids, its query and its body. */
export interface RawRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
}

/** What a valid request asks for. */
interface RequestInput<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

type Parsed<Value> =
  | { readonly isValid: true; readonly value: Value }
  /** Every problem, each with the path of its field. */
  | { readonly isValid: false; readonly problems: readonly string[] };

/** Reads a request by the contract of its operation. It names every problem, and repeats no value. */
function parseRequest<Params, Query, Body>(
  operation: Operation<Params, Query, Body>,
  { params: rawParams, query: rawQuery, body: rawBody }: RawRequest,
): Parsed<RequestInput<Params, Query, Body>> {
  const params = parse(operation.params, rawParams, '(path)');
  if (!params.isValid) return params;
  const query = parse(operation.query, rawQuery, '(query)');
  if (!query.isValid) return query;
  const body = operation.method === 'GET' ? parse(operation.body, {}, '(body)') : parseBody(operation.body, rawBody);
  if (!body.isValid) return body;
  return { isValid: true, value: { params: params.value, query: query.value, body: body.value } };
}

function parseBody<Body>(schema: z.ZodMiniType<Body>, body: string | undefined): Parsed<Body> {
  if (body === undefined || body.trim() === '') return parse(schema, {}, '(body)');
  try {
    return parse(schema, JSON.parse(body), '(body)');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { isValid: false, problems: ['(body): is not valid JSON'] };
  }
}

function parse<Value>(schema: z.ZodMiniType<Value>, given: unknown, where: string): Parsed<Value> {
  const result = schema.safeParse(given, { error: english().localeError });
  if (result.success) return { isValid: true, value: result.data };
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || where}: ${message}`);
  return { isValid: false, problems };
}
