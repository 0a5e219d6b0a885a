import { pseudonymOf } from '../audit/pseudonym';
import { idSchema } from '../model/business-id';
import { redacted } from '../model/guards/redacted';

/** What a failed event is about. */
export interface DeadLetterFacts {
  /** The detail type: a failure type, an outcome, a response. Missing where it is no event. */
  readonly kind?: string | undefined;
  /** The last error, as it stands in logs too. Missing where nobody has noted one. */
  readonly reason?: string | undefined;
  /** Business ids, by their names. One that is a mail address is there as its hash. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Ids that people look things up by. Nothing else of an event is shown: it may hold a name. */
const shownIds = ['customerId', 'remedyId', 'orderId', 'lineId', 'paymentId', 'incidentId'];

/** Where events say these: `detail.purchase.orderId`, `mail.tags.remedyId[0]`. */
const deepest = 4;

const longestReason = 300;

/**
 * Reads a message of a retry queue or dead-letter queue: the record that Lambda writes of an event that failed too
 * often, or the bare event where EventBridge could not deliver it, which notes its error in attributes.
 */
export function deadLetterFacts(body: string, attributes: Readonly<Record<string, string>> = {}): DeadLetterFacts {
  const message = parse(body);
  const isRecord = asObject(message)['requestPayload'] !== undefined;
  const event = asObject(isRecord ? asObject(message)['requestPayload'] : message);
  const kind = idIn(event['detail-type']);
  const reason = isRecord ? reasonIn(asObject(message)) : reasonIn({}, attributes);
  return { ...(kind && { kind }), ...(reason && { reason }), ids: idsIn(event['detail'], deepest) };
}

function reasonIn(record: Fields, { ERROR_CODE: code, ERROR_MESSAGE: message }: Readonly<Record<string, string>> = {}) {
  const { errorType, errorMessage } = asObject(record['responsePayload']);
  const { condition } = asObject(record['requestContext']);
  const line = [errorType ?? code ?? condition, errorMessage ?? message]
    .filter((text) => typeof text === 'string')
    .join(': ');
  return redacted(line.slice(0, 4 * longestReason).replaceAll(/\s+/g, ' ')).slice(0, longestReason) || undefined;
}

function idsIn(value: unknown, depth: number): Record<string, string> {
  const ids: Record<string, string> = {};
  if (depth === 0 || Array.isArray(value)) return ids;
  for (const [name, inner] of Object.entries(asObject(value))) {
    // SES tells of the tags of a mail as lists.
    const id = idIn(Array.isArray(inner) ? inner[0] : inner);
    if (id !== undefined) {
      if (shownIds.includes(name)) ids[name] = pseudonymOf(id);
      continue;
    }
    const ofCustomer = name === 'customer' ? idIn(asObject(inner)['id']) : undefined;
    Object.assign(ids, idsIn(inner, depth - 1), ofCustomer && { customerId: pseudonymOf(ofCustomer) });
  }
  return ids;
}

function idIn(value: unknown): string | undefined {
  const id = idSchema().safeParse(value);
  return id.success ? id.data : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function asObject(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
