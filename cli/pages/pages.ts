import { settingFor } from '../../lambdas/model/controls';
import { toDecimal, type Money } from '../../lambdas/model/money';
import { costOf } from '../../lambdas/model/remedy';
import { referenceOf } from '../../lambdas/model/remedy-id';
import type {
  BreakerView,
  ControlsView,
  HoldSummaryView,
  IncidentPage,
  IncidentView,
  ModeSettingView,
  NoticeView,
  RemedyRecordView,
  RemedyView,
} from '../../lambdas/operator-api/response-schemas';
import { askedLines, waitsForText } from './asked-text';
import { printable, tableOf } from './table';
import { timeText } from './time-text';

export function holdsPage(
  holds: readonly HoldSummaryView[],
  incidents: readonly IncidentView[],
  isComplete: boolean,
): string {
  const more = isComplete ? [] : ['There is more; raise --limit, or decide on these first.'];
  const waiting =
    holds.length === 0
      ? ['No remedy waits for a person by itself.']
      : [
          tableOf(
            ['DEADLINE', 'CUSTOMER', 'REMEDY', 'REFERENCE', 'TYPE', 'AMOUNT', 'APPROVED', 'REASONS'],
            holds.map(holdRow),
          ),
          '',
          heldCountText(holds),
        ];
  const withIncidents =
    incidents.length === 0
      ? []
      : ['', 'Incidents that wait for one decision:', tableOf(['DEADLINE', 'INCIDENT'], incidents.map(incidentRow))];
  return [...waiting, ...withIncidents, ...more].join('\n');
}

/** Two lists show what is held, and each shows something that the other does not. */
function heldCountText(holds: readonly HoldSummaryView[]): string {
  const words = holds.filter((hold) => hold.words === true).length;
  const held = holds.reduce((count, { others = 0 }) => count + 1 + others, 0) - words;
  const mails = words === 0 ? '' : ` and ${countText(words, 'mail')} whose words wait, of what was given`;
  return `${countText(held, 'held remedy', 'held remedies')}${mails}. What waits with an incident is counted there.`;
}

/** `1 mail`, `2 mails`. */
function countText(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

function holdRow({
  deadline,
  customerId,
  remedyId,
  reference,
  failureType,
  amounts,
  reasons,
  others,
  ...hold
}: HoldSummaryView): string[] {
  const more =
    others === undefined ? [] : [`and ${others} more of this customer: remedies list --customer ${customerId}`];
  const approved = `${hold.approvals.length} of ${hold.approvalsNeeded}`;
  const amount = amounts.map(moneyText).join(' + ');
  const why = [...more, ...waitsForText(hold), ...reasons].join('; ');
  return [timeText(deadline), customerId, remedyId, reference, failureType, amount, approved, why];
}

function incidentRow({ deadline, incidentId }: IncidentView): string[] {
  return [timeText(deadline), incidentId];
}

export function remedyPage(
  record: RemedyRecordView,
  notices: readonly NoticeView[],
  envelope: RemedyView['envelope'],
): string {
  const { remedyId, customerId, type, state, reasons, parts, hold, history } = record;
  return [
    printable(`${remedyId} (${referenceOf(remedyId)}) of ${customerId}: ${type}, ${state}`),
    ...(hold ? [`held until ${timeText(hold.deadline)}; ${approvalText(hold)}`] : []),
    ...notices.flatMap(waitText),
    ...(record.rejectedAs ? [printable(`rejected as: ${record.rejectedAs.label} (${record.rejectedAs.code})`)] : []),
    ...reasons.map((reason) => printable(`because ${reason}`)),
    ...askedLines(record, envelope),
    '',
    tableOf(
      ['PART', 'WHAT', 'AMOUNT', 'OUTCOME'],
      parts.map(({ number, part, outcome }) => [String(number), whatText(part), costText(part), outcomeText(outcome)]),
    ),
    '',
    tableOf(
      ['WHEN', 'STATE', 'WHY'],
      history.map(({ at, state: was, why }) => [timeText(at), was, why]),
    ),
    '',
    ...(notices.length === 0 ? [] : [noticesText(notices), '']),
    envelope === null
      ? 'No envelope is kept: it was erased, has expired, or was not needed.'
      : `Envelope (personal data):\n${printable(JSON.stringify(envelope, undefined, 2))}`,
  ].join('\n');
}

function waitText({ template, state, words }: NoticeView): string[] {
  if (state !== 'held' || !words || words.approval) return [];
  return [`the ${template} waits until ${timeText(words.deadline)} for an approval of its words`];
}

export function noticesText(notices: readonly NoticeView[]): string {
  const rows = notices.flatMap(({ template, history }) =>
    history.map(({ at, state, why }) => [template, timeText(at), state, why]),
  );
  return tableOf(['EMAIL', 'WHEN', 'STATE', 'WHY'], rows);
}

export function decidedText({ remedyId, state, hold }: RemedyRecordView, notice?: NoticeView): string {
  if (notice) return decidedWordsText(notice);
  if (state === 'approved') return `${remedyId} is approved. It is carried out within a minute or two.`;
  if (state === 'held' && hold) return `${remedyId} is held until ${timeText(hold.deadline)}; ${approvalText(hold)}.`;
  return `${remedyId} is ${state}.`;
}

function decidedWordsText({ remedyId, state, words }: NoticeView): string {
  if (state === 'suppressed') return `${remedyId} was given, and no mail is sent.`;
  if (!words || words.approval)
    return `The words of the mail of ${remedyId} are approved. It is sent within a minute or two.`;
  return `The words of the mail of ${remedyId} wait until ${timeText(words.deadline)}.`;
}

export function voidedText({ remedyId }: RemedyRecordView, isCertain: boolean): string {
  if (isCertain) return `The credit of ${remedyId} was withdrawn.`;
  return `The withdrawal of the credit of ${remedyId} was requested. The partner responds on the bus; look at it again later.`;
}

/** The kind of a part, and of something digital what is done with it: `entitlement: extend service svc_1, P3D`. */
function whatText(part: RemedyRecordView['parts'][number]['part']): string {
  if (part.kind !== 'entitlement') return part.kind;
  const { action, to, entitlementId } = part;
  const much = 'period' in part ? `, ${part.period}` : 'count' in part ? `, ×${part.count}` : '';
  return printable(`${part.kind}: ${action} ${to} ${entitlementId}${much}`);
}

/** What a part costs, where it costs something. */
function costText(part: RemedyRecordView['parts'][number]['part']): string {
  const cost = costOf(part);
  return cost === undefined ? '' : moneyText(cost);
}

function approvalText({ approvals, approvalsNeeded }: NonNullable<RemedyRecordView['hold']>): string {
  const by = approvals.map((approval) => approval.actor).join(', ');
  return printable(`approved by ${approvals.length} of ${approvalsNeeded}${by && ` (${by})`}`);
}

function outcomeText({ state, ...facts }: RemedyRecordView['parts'][number]['outcome']): string {
  const none = { providerRef: undefined, reason: undefined, why: undefined, validUntil: undefined };
  const { providerRef, reason, why, validUntil } = { ...none, ...facts };
  const until = validUntil === undefined ? undefined : `until ${timeText(validUntil)}`;
  return [state, providerRef, reason, why, until].filter((text) => text !== undefined).join(', ');
}

export function incidentPage({ incident, cohort, approvalsNeeded, isComplete, examples }: IncidentPage): string {
  const { remedies, amounts, words = 0 } = cohort;
  const sum = amounts.map(moneyText).join(' + ') || '0';
  const people = approvalsNeeded > 1 ? '; so much needs the approval of two people' : '';
  const seen = remedies === 0 ? '' : ` --count ${remedies} --sum "${sum}"`;
  const command = `amends incidents approve ${incident.incidentId}${seen} --why "…"`;
  const rows = examples.length === 0 ? [] : ['', 'Some of them:', holdsPage(examples, [], true)];
  return [
    incidentText(incident),
    `${isComplete ? '' : 'at least '}${remedies} remedies wait with it, ${sum} in all${people}.`,
    ...(words === 0 ? [] : [`${words} mails about what was given wait for an approval of their words.`]),
    ...(remedies + words === 0 ? [] : [printable(`To approve just that: ${command}`)]),
    ...(incident.proposed?.messages
      ? ['The one before wrote to all of them: --preview shows it, and --wording approves it.']
      : []),
    ...rows,
  ].join('\n');
}

export function incidentText({
  incidentId,
  openedAt,
  deadline,
  decided,
  proposed,
  earlier = [],
}: IncidentView): string {
  const by = proposed?.approvals.map(({ actor }) => actor).join(', ');
  const open = `waits for a decision until ${timeText(deadline)}${by ? `; approved by ${by}, and another person has to` : ''}`;
  const now = decided ? `${verdictText(decided)}; it covers what happens until ${timeText(decided.coversUntil)}` : open;
  return [`${incidentId}, over its limit since ${timeText(openedAt)}: ${now}`, ...earlier.map(earlierText)]
    .map(printable)
    .join('\n');
}

type VerdictView = NonNullable<IncidentView['decided']>;

function verdictText({ verdict, at, actor, why }: VerdictView): string {
  return `${verdict} ${timeText(at)} by ${actor}: ${why}`;
}

function earlierText(verdict: VerdictView): string {
  const { withdrawn } = verdict;
  const end = withdrawn ? `, withdrawn ${timeText(withdrawn.at)} by ${withdrawn.actor}: ${withdrawn.why}` : '';
  return `before: ${verdictText(verdict)}${end}`;
}

export function controlsPage(
  controls: ControlsView,
  history: readonly ControlsView[],
  failureTypes: readonly string[],
): string {
  // Controls are written for breakers too, and keep the latest switch then.
  const switches = new Map(history.flatMap(({ lastSwitch }) => (lastSwitch ? [[lastSwitch.token, lastSwitch]] : [])));
  const rows = [...switches.values()].map(({ at, target, setting, actor, why }) => [
    timeText(at),
    target,
    settingText(setting),
    actor,
    why,
  ]);
  return [
    nowText(controls, failureTypes),
    '',
    breakersText(controls),
    '',
    rows.length === 0 ? 'Nobody has switched anything yet.' : tableOf(['WHEN', 'WHAT', 'TO', 'BY', 'WHY'], rows),
  ].join('\n');
}

/** Accounts that are in trouble, or were. */
export function breakersText({ breakers = {} }: ControlsView): string {
  const rows = Object.entries(breakers).map(([account, breaker]) => [
    account,
    breaker.state,
    timeText(breaker.since),
    breaker.state === 'open' ? `${breaker.tries} tries, the next ${timeText(breaker.nextTryAt)}` : closedText(breaker),
    breaker.why,
  ]);
  if (rows.length === 0) return 'No account has been in trouble.';
  return printable(tableOf(['ACCOUNT', 'BREAKER', 'SINCE', 'AND THEN', 'WHY'], rows));
}

function closedText({ closedAt, closing }: Extract<BreakerView, { state: 'closed' }>): string {
  const by = closing.by === 'person' ? `${closing.actor}: ${closing.why}` : closing.by;
  return `closed ${timeText(closedAt)} by ${by}`;
}

/** The stricter of both settings wins, so both are shown. */
export function nowText(controls: ControlsView, failureTypes: readonly string[] = []): string {
  const named = [...new Set([...failureTypes, ...Object.keys(controls.types)])].sort();
  const rows = ['all', ...named].map((target) => [target, settingText(settingFor(controls, target))]);
  return tableOf(['WHAT', 'MODE'], rows);
}

function settingText({ mode, autoShare }: ModeSettingView): string {
  return autoShare === undefined ? mode : `${mode}, but auto for ${+(autoShare * 100).toFixed(4)} % of customers`;
}

export function moneyText({ amountMinor, currency }: Money): string {
  return `${toDecimal({ amountMinor, currency })} ${currency}`;
}
