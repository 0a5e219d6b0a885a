import { idFromPath } from './path-id';

/** Which remedy, and whose. */
export interface RemedyPlace {
  readonly customerId: string;
  readonly remedyId: string;
}

/** What somebody asks of the operator desk. */
export type Operation =
  | { readonly do: 'list-holds' }
  | { readonly do: 'show-remedy'; readonly remedy: RemedyPlace }
  | { readonly do: 'decide'; readonly word: 'approve' | 'reject' | 'extend'; readonly remedy: RemedyPlace }
  | { readonly do: 'void-credit'; readonly remedy: RemedyPlace }
  | { readonly do: 'show-incident'; readonly incidentId: string }
  | { readonly do: 'decide-incident'; readonly verdict: 'approved' | 'rejected'; readonly incidentId: string }
  | { readonly do: 'show-controls' | 'switch' }
  | { readonly do: 'erase'; readonly customerId: string };

/** What can be asked at one path, by method. Nothing that is asked with GET changes anything. */
export interface Operations {
  readonly GET?: Operation;
  readonly POST?: Operation;
}

/** @returns undefined where there is nothing at that path, `malformed` where an id is not written as ids are in paths */
export function operationsAt(path: string): Operations | 'malformed' | undefined {
  const [room, ...rest] = path.split('/').filter((segment) => segment !== '');
  switch (room) {
    case 'holds':
      return rest.length === 0 ? { GET: { do: 'list-holds' } } : undefined;
    case 'controls':
      return rest.length === 0 ? { GET: { do: 'show-controls' }, POST: { do: 'switch' } } : undefined;
    case 'remedies':
      return atRemedy(rest);
    case 'incidents':
      return atIncident(rest);
    case 'customers':
      return atCustomer(rest);
    default:
      return undefined;
  }
}

function atRemedy([customer, remedy, word, ...rest]: readonly string[]): Operations | 'malformed' | undefined {
  if (customer === undefined || remedy === undefined || rest.length > 0) return undefined;
  const customerId = idFromPath(customer);
  const remedyId = idFromPath(remedy);
  if (customerId === undefined || remedyId === undefined) return 'malformed';
  switch (word) {
    case undefined:
      return { GET: { do: 'show-remedy', remedy: { customerId, remedyId } } };
    case 'approve':
    case 'reject':
    case 'extend':
      return { POST: { do: 'decide', word, remedy: { customerId, remedyId } } };
    case 'void-credit':
      return { POST: { do: 'void-credit', remedy: { customerId, remedyId } } };
    default:
      return undefined;
  }
}

function atIncident([incident, word, ...rest]: readonly string[]): Operations | 'malformed' | undefined {
  if (incident === undefined || rest.length > 0) return undefined;
  const incidentId = idFromPath(incident);
  if (incidentId === undefined) return 'malformed';
  switch (word) {
    case undefined:
      return { GET: { do: 'show-incident', incidentId } };
    case 'approve':
      return { POST: { do: 'decide-incident', verdict: 'approved', incidentId } };
    case 'reject':
      return { POST: { do: 'decide-incident', verdict: 'rejected', incidentId } };
    default:
      return undefined;
  }
}

function atCustomer([customer, word, ...rest]: readonly string[]): Operations | 'malformed' | undefined {
  if (customer === undefined || word !== 'erase' || rest.length > 0) return undefined;
  const customerId = idFromPath(customer);
  return customerId === undefined ? 'malformed' : { POST: { do: 'erase', customerId } };
}
