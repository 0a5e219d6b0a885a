import { listChecks } from '../flow/check/check-list';
import { reportChecks } from '../flow/check/check-report';
import { markCheck, showCheck } from '../flow/check/mark-check';
import { askSource } from '../flow/inquire/ask-source';
import { closeByHand } from '../flow/operate/close-by-hand';
import { eraseCustomer } from '../flow/operate/erase-customer';
import { listHolds, viewIncident } from '../flow/operate/hold-list';
import { approveHold, extendHold, rejectHold } from '../flow/operate/holds';
import { approveIncident, rejectIncident, withdrawVerdict } from '../flow/operate/incident-verdicts';
import { releaseHolds } from '../flow/operate/release-holds';
import { switchMode } from '../flow/operate/switch-mode';
import { listRemedies, listRemedyPage } from '../flow/operate/remedy-list';
import { retryRemedies, retryRemedy } from '../flow/operate/retry-remedy';
import { voidCredit } from '../flow/operate/void-credit';
import { closeNotice } from '../flow/notify/close-notice';
import { listNotices } from '../flow/notify/notice-list';
import { resendNotice } from '../flow/notify/resend-notice';
import { AuditedRequest } from '../audit/audited-request';
import type { RequestSource } from '../audit/audit-event';
import { viewIncidentMails } from './answers/incident-mails';
import { viewMailsAfter } from './answers/mails-after';
import { noticeTemplates } from '../ledger/notice/notice';
import { remediesNamed } from '../ledger/port/remedy-finder';
import type { Decider } from '../ledger/decider';
import { referenceOf } from '../model/remedy-id';
import { amplifiedHandlers } from './amplified/amplified-handlers';
import { conversationHandlers } from './conversation-handlers';
import { deadLetterHandlers } from './dead-letters/dead-letter-handlers';
import { gestureHandlers } from './gestures/gesture-handlers';
import { handlerOf, type Handler, type OperatorApiPorts, type OperatorContext, type RawRequest } from './handler';
import type { Caller } from './identity';
import { idFromPath } from './path-id';
import { isAudited, operations, type Operation, type OperationId } from './operation';
import { mendedHandlers } from './mended/mended-handlers';
import { reportHandlers } from './reports/report-handlers';
import { unjoinedHandlers } from './unjoined/unjoined-handler';
import { routesAt } from './route';
import { changedResponse, onIncident, onNotice, onRemedy, seenIn } from './answers/if-unchanged';
import { withCode } from './answers/with-code';
import { viewInForce } from './answers/figures/in-force-view';
import { viewReconciliations } from './answers/figures/reconciliation-view';
import { viewCheck } from './answers/figures/check-view';
import { viewEnvelope } from './answers/envelope-view';
import { viewCustomer } from './answers/customer-view';
import { viewWaiting } from './answers/figures/waiting-view';
import { search } from './answers/search-view';
import { viewInsight } from './answers/figures/insight-view';
import { answerSpending } from './answers/figures/spending-answer';
import {
  ambiguous,
  invalid,
  noCheck,
  noCustomer,
  noIncident,
  noRemedy,
  ok,
  resultOf,
  type OperatorResponse,
} from './answers/operator-response';

export type { OperatorApiPorts } from './handler';

/** A request whose caller is known. */
export interface OperatorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  readonly caller: Caller;
  /** The id that AWS gave it. */
  readonly requestId: string;
  readonly from: RequestSource;
}

/**
 * Answers one request of an operator. 200: it is done. 400: the request is not valid, and every problem is named. 404:
 * there is no such thing. 409: it is refused, and why.
 *
 * What changes something is in the audit trail before it is done, and its answer before it is given. So is what
 * somebody reads of a person, and whatever is refused for want of a duty.
 *
 * @throws where the audit trail cannot be written: then nothing is begun, or nobody is told that it was done
 */
export async function handleOperatorRequest(
  { method, path, query, body, caller, requestId, from }: OperatorRequest,
  ports: OperatorApiPorts,
  targets: readonly string[],
): Promise<OperatorResponse> {
  const routes = routesAt(path);
  if (!routes) return { status: 404, body: { why: 'there is nothing at this path' } };
  const route = method === 'GET' || method === 'POST' ? routes[method] : undefined;
  if (!route) {
    const allow = Object.keys(routes).sort().join(', ');
    return { status: 405, body: { why: `only ${allow} is allowed here` }, allow };
  }
  const { operationId, params } = route;
  const operation: Operation = operations[operationId];
  const decider: Decider = { actor: caller.actor, person: caller.person };
  const audited = new AuditedRequest({ requestId, ...decider, operation: operationId, from }, ports.audit, ports.clock);
  const missing = missingDuty(operation, caller);
  const context = { ports, targets, caller: decider, actor: caller.actor, may: caller.may, audited };
  const response =
    missing === undefined
      ? await answer(operationId, { params, query, body }, context)
      : { status: 403, body: { why: missing } };
  if (isAudited(operation) || response.status === 403) await audited.answered(response.status, response.body);
  return response;
}

/** A remedy may be named by the reference that its customer read, wherever it is named with the customer. */
async function answer(
  operationId: OperationId,
  request: RawRequest,
  context: OperatorContext,
): Promise<OperatorResponse> {
  const [owner, name] = ['customerId', 'remedyId'].map((id) => idFromPath(request.params[id] ?? ''));
  if (owner === undefined || name === undefined) return handlers[operationId](request, context);
  const [remedyId, ...others] = await remediesNamed(name, owner, context.ports.finder);
  if (remedyId === undefined) return noRemedy;
  if (others.length > 0) return ambiguous([remedyId, ...others]);
  return handlers[operationId]({ ...request, params: { ...request.params, remedyId } }, context);
}

/** A request of somebody who is nobody that can decide, as the audit trail keeps it too. */
export async function refuseUnknown(
  { method, path, requestId, from, actor, why }: Omit<OperatorRequest, 'query' | 'body' | 'caller'> & Unknown,
  { audit, clock }: Pick<OperatorApiPorts, 'audit' | 'clock'>,
): Promise<OperatorResponse> {
  const route = method === 'GET' || method === 'POST' ? routesAt(path)?.[method] : undefined;
  const response = { status: 403, body: { why } };
  const operation = route?.operationId ?? 'none';
  await new AuditedRequest({ requestId, actor, operation, from }, audit, clock).answered(403, response.body);
  return response;
}

interface Unknown {
  /** The identity that AWS verified, where there is one. */
  readonly actor: string | undefined;
  readonly why: string;
}

/** IAM lets a role reach all of a function's URL, so it is here that one duty is not another. */
function missingDuty({ duties }: Operation, { may }: Caller): string | undefined {
  if (duties.some((duty) => may.includes(duty))) return undefined;
  const rights =
    may.length === 0 ? 'nothing was granted here to whoever signed this' : `you may ${may.join(', ')} here`;
  return `${rights}, and this needs the duty ${duties.join(' or ')}`;
}

const handlers: Readonly<Record<OperationId, Handler>> = {
  ...reportHandlers,
  ...gestureHandlers,
  ...unjoinedHandlers,
  ...mendedHandlers,
  ...amplifiedHandlers,
  ...conversationHandlers,
  ...deadLetterHandlers,

  listChecks: handlerOf(operations.listChecks, async ({ query: { open, ...range } }, { ports }) => {
    const { checks, next } = await listChecks({ ...range, open: open === 'true' }, ports);
    return ok({ checks: checks.map(viewCheck), next });
  }),

  showCheck: handlerOf(operations.showCheck, async ({ params }, { ports }) => {
    const shown = await showCheck(params, ports);
    return shown ? ok({ check: viewCheck(shown) }) : noCheck;
  }),

  markCheck: handlerOf(operations.markCheck, async ({ params, body }, { ports, caller }) => {
    const marked = await markCheck(params, { ...body, ...caller }, ports);
    if (!marked) return noCheck;
    return marked.answer === 'done' ? ok({ check: viewCheck(marked) }) : resultOf(marked);
  }),

  reportChecks: handlerOf(operations.reportChecks, async ({ query: { months } }, { ports }) =>
    ok(await reportChecks(months, ports)),
  ),

  listReasonCodes: handlerOf(operations.listReasonCodes, async (_, { ports: { reasonCodes } }) => ok({ reasonCodes })),

  showInForce: handlerOf(operations.showInForce, async (_, { ports: { inForce } }) => ok(await viewInForce(inForce))),

  showReconciliations: handlerOf(operations.showReconciliations, async ({ query: { run } }, { ports }) =>
    ok(await viewReconciliations(run, ports)),
  ),

  askSource: handlerOf(operations.askSource, async ({ params, body }, { ports, actor }) =>
    onRemedy(params, body, ports, async () =>
      resultOf(await askSource({ ...params, actor, ...seenIn(body) }, body, ports)),
    ),
  ),

  whoAmI: handlerOf(operations.whoAmI, async (_, { caller: { actor, person = null }, may }) =>
    ok({ actor, person, may }),
  ),

  listHolds: handlerOf(operations.listHolds, async ({ query }, { ports }) =>
    ok(await listHolds(query.limit, { ...ports, ...ports.lists })),
  ),

  showRemedy: handlerOf(operations.showRemedy, async ({ params: { customerId, remedyId } }, { ports: { ledger } }) => {
    const { record, notices, envelope } = await ledger.readMails({ customerId, remedyId }, noticeTemplates);
    if (!record) return noRemedy;
    const inOrder = noticeTemplates.flatMap((template) => notices[template] ?? []);
    const reference = referenceOf(remedyId);
    const shown = envelope && (await viewEnvelope(envelope, { record, notices }, ledger));
    return ok({ reference, record, notices: inOrder, envelope: shown ?? null });
  }),

  previewMails: handlerOf(operations.previewMails, async ({ params, body }, { ports }) =>
    viewMailsAfter({ ...params, ...body }, ports),
  ),

  listRemedies: handlerOf(operations.listRemedies, async ({ query: { page, ...filter } }, { ports }) =>
    ok(await (page === undefined ? listRemedies(filter, ports.lists) : listRemedyPage(filter, page, ports.lists))),
  ),

  listNotices: handlerOf(operations.listNotices, async ({ query: { page, ...filter } }, { ports }) =>
    ok(await listNotices(filter, ports.lists, page)),
  ),

  resendNotice: handlerOf(operations.resendNotice, async ({ params, body }, { ports, actor }) =>
    onNotice(params, body, ports, async () =>
      resultOf(await resendNotice({ ...params, actor, ...seenIn(body) }, body, ports)),
    ),
  ),

  closeNotice: handlerOf(operations.closeNotice, async ({ params, body }, { ports, actor }) =>
    onNotice(params, body, ports, async () =>
      resultOf(await closeNotice({ ...params, actor, ...seenIn(body) }, body.why, ports)),
    ),
  ),

  retryRemedy: handlerOf(operations.retryRemedy, async ({ params, body }, { ports, caller }) =>
    onRemedy(params, body, ports, async () =>
      resultOf(await retryRemedy({ ...params, ...caller, ...seenIn(body) }, body.why, ports)),
    ),
  ),

  retryRemedies: handlerOf(
    operations.retryRemedies,
    async ({ body: { filter, seenAt, why, seen } }, { ports, caller }) =>
      resultOf(await retryRemedies({ ...filter, until: seenAt }, { ...caller, why, seen }, ports)),
  ),

  releaseHolds: handlerOf(operations.releaseHolds, async ({ body: { filter, seenAt, why, seen } }, { ports, caller }) =>
    resultOf(await releaseHolds({ ...filter, until: seenAt }, { ...caller, why, seen }, ports)),
  ),

  approveHold: handlerOf(operations.approveHold, async ({ params, body }, { ports, caller }) =>
    onRemedy(params, body, ports, async () =>
      resultOf(await approveHold({ ...params, ...caller, ...seenIn(body) }, body, ports)),
    ),
  ),

  rejectHold: handlerOf(operations.rejectHold, async ({ params, body }, { ports, actor }) =>
    withCode(body, ports, (rejectedAs) =>
      onRemedy(params, body, ports, async () =>
        resultOf(await rejectHold({ ...params, actor, ...seenIn(body) }, { ...body, rejectedAs }, ports)),
      ),
    ),
  ),

  extendHold: handlerOf(operations.extendHold, async ({ params, body }, { ports, actor }) =>
    onRemedy(params, body, ports, async () =>
      resultOf(await extendHold({ ...params, actor, ...seenIn(body) }, body, ports)),
    ),
  ),

  voidCredit: handlerOf(operations.voidCredit, async ({ params, body }, { ports, actor }) =>
    onRemedy(params, body, ports, async () =>
      resultOf(await voidCredit({ ...params, actor, ...seenIn(body) }, body, ports)),
    ),
  ),

  showIncident: handlerOf(operations.showIncident, async ({ params: { incidentId } }, { ports }) => {
    const view = await viewIncident(incidentId, ports);
    return view ? ok(view) : noIncident;
  }),

  previewIncident: handlerOf(operations.previewIncident, async ({ params, body }, { ports }) =>
    viewIncidentMails(params.incidentId, body, ports),
  ),

  approveIncident: handlerOf(operations.approveIncident, async ({ params, body }, { ports, caller }) =>
    onIncident(params, body, ports, async () =>
      resultOf(await approveIncident({ ...params, ...caller, ...seenIn(body), why: body.why }, body, ports)),
    ),
  ),

  rejectIncident: handlerOf(operations.rejectIncident, async ({ params, body }, { ports, actor }) =>
    withCode(body, ports, (rejectedAs) =>
      onIncident(params, body, ports, async () => {
        const who = { ...params, actor, ...seenIn(body), why: body.why };
        return resultOf(await rejectIncident(who, { ...body, rejectedAs }, ports));
      }),
    ),
  ),

  withdrawVerdict: handlerOf(operations.withdrawVerdict, async ({ params, body }, { ports, actor }) =>
    onIncident(params, body, ports, async () =>
      resultOf(await withdrawVerdict({ ...params, actor, ...seenIn(body), why: body.why }, ports)),
    ),
  ),

  showControls: handlerOf(operations.showControls, async (_, { ports: { controlsStore }, targets }) => {
    const controls = await controlsStore.readControls();
    const history = await controlsStore.controlsHistory();
    return ok({ controls, history, failureTypes: targets });
  }),

  switchMode: handlerOf(operations.switchMode, async ({ body }, { ports, targets, actor }) => {
    const { target, mode, autoShare, why, expectedVersion } = body;
    const known = ['all', ...targets];
    if (!known.includes(target)) return invalid([`target: has to be one of ${known.join(', ')}`]);
    const setting = autoShare === undefined ? { mode } : { mode, autoShare };
    return resultOf(await switchMode({ target, setting, actor, why }, ports, expectedVersion));
  }),

  closeBreaker: handlerOf(
    operations.closeBreaker,
    async ({ params, body: { expectedVersion, why } }, { ports, actor }) => {
      const controls = await ports.controlsStore.readControls();
      return (
        changedResponse(controls, expectedVersion) ?? resultOf(await closeByHand({ ...params, actor, why }, ports))
      );
    },
  ),

  showWaiting: handlerOf(operations.showWaiting, async ({ query: { shown } }, { ports }) =>
    ok(await viewWaiting(shown, ports)),
  ),

  search: handlerOf(operations.search, async ({ body: { text } }, { ports }) => ok(await search(text, ports))),

  showSpending: handlerOf(operations.showSpending, async ({ query }, { ports, targets }) =>
    ok(await answerSpending(query, targets, ports)),
  ),

  listAudit: handlerOf(operations.listAudit, async ({ query }, { ports }) => ok(await ports.audit.read(query))),

  askInsight: handlerOf(operations.askInsight, async ({ params, query }, { ports }) =>
    viewInsight(params.question, query, ports.insight),
  ),

  showCustomer: handlerOf(operations.showCustomer, async ({ params: { customerId } }, { ports }) => {
    const view = await viewCustomer(customerId, ports);
    return view ? ok(view) : noCustomer;
  }),

  eraseCustomer: handlerOf(operations.eraseCustomer, async ({ params, body }, { ports, actor }) => {
    const result = await eraseCustomer({ ...params, ...body, actor }, ports);
    // Who asks again, because this failed, has it forgotten then.
    if (result.answer === 'done') await ports.insight?.keys.forget(params.customerId, result.until);
    return resultOf(result);
  }),
};
